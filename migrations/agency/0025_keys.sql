-- Turning an agency's key: a new one seals, what the old ones sealed is sealed anew, and they go. An order is a row that the
-- jobs work off; the command `npm run rotate-keys` places it.
create table key_rotations (
  agency_id text not null references agencies (id),
  id text not null,
  ordered_at integer not null,
  -- How long a request may take that read the keys before the new one was there: nothing is sealed anew until then.
  rest_ms integer not null default 30000 check (rest_ms >= 0),
  -- Null until the new key is made.
  to_number integer,
  made_at integer,
  resealed integer not null default 0 check (resealed >= 0),
  -- The old keys are gone.
  finished_at integer,
  primary key (agency_id, id),
  check ((to_number is null) = (made_at is null))
) strict;
create unique index key_rotations_one_open on key_rotations (agency_id) where finished_at is null;

-- What is erased does not come back; only which key it names may move on, so that the old one can go.
drop trigger people_stay_erased;
create trigger people_stay_erased before update on people
when old.erased_at is not null and (new.erased_at is not old.erased_at or new.version <> old.version or new.created_at <> old.created_at)
begin select raise(abort, 'person-erased'); end;
