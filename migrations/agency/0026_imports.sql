-- Lists of an office taken in at once: staged in chunks, looked through, then written all or none, and taken back.

create table imports (
  agency_id text not null references agencies (id),
  id text not null,
  kind text not null check (kind in ('accounts', 'leads')),
  campaign_id text,
  -- Rows that the file has; they come in chunks of five hundred.
  total integer not null check (total between 1 and 20000),
  -- Which column stands for what: [{"field", "column", "header"}].
  mapping text not null check (json_valid(mapping)),
  -- SHA-256 of the file, by which the same one is known again when sending goes on.
  digest text not null check (length(digest) = 64),
  -- What the office calls its file: it may name somebody. Like the rows it is sealed by the agency's key of this number, and
  -- like them it does not outlive a turning of the key: it is gone within a day anyway.
  file_sealed text,
  key_number integer not null,
  state text not null default 'receiving' check (state in ('receiving', 'checked', 'committed', 'undone', 'expired')),
  -- What looking through it came to.
  fresh integer,
  same integer,
  doubled integer,
  refused integer,
  created_by text not null,
  created_at integer not null,
  checked_at integer,
  committed_by text,
  committed_at integer,
  undone_by text,
  undone_at integer,
  -- When its rows were staged last; null once they are swept.
  staged_at integer,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  constraint import_of_leads_is_a_campaigns check ((kind = 'leads') = (campaign_id is not null)),
  constraint import_counts_all check (state in ('receiving', 'expired') or fresh + same + doubled + refused = total)
) strict;
create index imports_of_kind on imports (agency_id, kind, id);
create index imports_staged on imports (staged_at, agency_id, id) where staged_at is not null;

create table import_chunks (
  agency_id text not null,
  import_id text not null,
  number integer not null check (number between 0 and 39),
  -- A keyed hash of what was sent: the same again is no other.
  mac text not null,
  rows integer not null check (rows between 1 and 500),
  received_at integer not null,
  primary key (agency_id, import_id, number),
  foreign key (agency_id, import_id) references imports (agency_id, id)
) strict;

-- Rows as they will be written. What is personal is sealed.
create table import_rows (
  agency_id text not null,
  import_id text not null,
  -- Its place among the rows sent, from 0, and the row of the file that the office sees.
  ordinal integer not null check (ordinal between 0 and 19999),
  row_number integer not null check (row_number between 1 and 1048576),
  -- What is wrong with the row by itself: [["field", "code"]].
  faults text check (faults is null or json_valid(faults)),
  -- By what an existing one is found, and by what another that this one hangs on.
  match_key text,
  link_key text,
  plain text not null check (json_valid(plain)),
  sealed text,
  target_id text not null,
  person_id text,
  -- What looking through came to.
  verdict text check (verdict in ('new', 'same', 'doubled', 'refused')),
  same_id text,
  doubles integer,
  link_id text,
  primary key (agency_id, import_id, ordinal),
  foreign key (agency_id, import_id) references imports (agency_id, id)
) strict;
create index import_rows_by_verdict on import_rows (agency_id, import_id, verdict, ordinal);
create index import_rows_by_key on import_rows (agency_id, import_id, match_key, ordinal) where match_key is not null;

-- What an import has made, and from which row: what taking it back takes back.
create table import_made (
  agency_id text not null,
  import_id text not null,
  part text not null check (part in ('account', 'person', 'contact', 'lead', 'touch')),
  id text not null,
  row_number integer not null,
  primary key (agency_id, import_id, part, id),
  foreign key (agency_id, import_id) references imports (agency_id, id)
) strict;

-- Which column stood for what when a list with these headings was taken in last.
create table import_mappings (
  agency_id text not null references agencies (id),
  kind text not null check (kind in ('accounts', 'leads')),
  -- SHA-256 of the headings.
  signature text not null check (length(signature) = 64),
  mapping text not null check (json_valid(mapping)),
  saved_at integer not null,
  primary key (agency_id, kind, signature)
) strict;
