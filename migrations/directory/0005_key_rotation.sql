-- Turning the master key: what the previous one sealed or hashed is sealed and hashed anew by the jobs, table by table, in
-- the order of rows. An order is a row; the command `npm run rotate-keys` places it.
create table master_rotations (
  id text primary key,
  ordered_at integer not null,
  -- A pass that begins earlier than this after the first may have been written behind by a Worker with the former key.
  rest_ms integer not null default 30000 check (rest_ms >= 0),
  -- The previous key is known to others: links and recovery codes made with it end with it.
  is_leaked integer not null default 0 check (is_leaked in (0, 1)),
  -- A name of the key that is turned to; null until a Worker that has both keys took the order up.
  to_key text,
  taken_up_at integer,
  -- Where the pass stands: how many of the tables are done, and the last row of the next.
  pass_began_at integer,
  pass_turned integer not null default 0,
  tables_done integer not null default 0,
  last_row integer not null default 0,
  turned integer not null default 0,
  -- Rows of the running pass that neither key opens.
  unopened integer not null default 0,
  -- Nothing is left under the previous key: it can be taken out of the Worker's secrets.
  finished_at integer,
  check ((to_key is null) = (taken_up_at is null))
) strict;
create index master_rotations_open on master_rotations (ordered_at, id) where finished_at is null;

-- Keys that a former master key yielded for what cannot be made anew, as nobody but its holder has it: links on paper and
-- recovery codes. Wrapped by the master key of today.
create table carried_keys (
  id text primary key,
  purpose text not null check (purpose in ('link', 'recovery-code')),
  wrapped text not null,
  created_at integer not null
) strict;
