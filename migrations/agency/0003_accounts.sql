-- Organisations to be won, their branches and the people there.

-- Pairs of neighbouring characters of names, for a search that finds two Chinese characters anywhere.
create table name_grams (
  agency_id text not null references agencies (id),
  kind text not null check (kind in ('account')),
  gram text not null,
  id text not null,
  primary key (agency_id, kind, gram, id)
) strict;

-- How many names have a gram: a search begins with the rarest.
create table name_gram_counts (
  agency_id text not null references agencies (id),
  kind text not null check (kind in ('account')),
  gram text not null,
  names integer not null check (names >= 0),
  primary key (agency_id, kind, gram)
) strict;
create trigger name_grams_counted after insert on name_grams
begin
  insert into name_gram_counts (agency_id, kind, gram, names) values (new.agency_id, new.kind, new.gram, 1)
  on conflict (agency_id, kind, gram) do update set names = names + 1;
end;
create trigger name_grams_uncounted after delete on name_grams
begin update name_gram_counts set names = names - 1 where agency_id = old.agency_id and kind = old.kind and gram = old.gram; end;

create table accounts (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null check (length(name) between 1 and 80),
  -- The name as it is searched: half-width, lower case, without spaces.
  folded_name text not null,
  -- Branches of one group count together under their parent, which has none itself.
  parent_id text,
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, parent_id) references accounts (agency_id, id),
  constraint account_parent_is_another check (parent_id is null or parent_id <> id)
) strict;
create index accounts_of_parent on accounts (agency_id, parent_id, id) where parent_id is not null;
create trigger accounts_one_level_inserted before insert on accounts
when new.parent_id is not null and exists (select 1 from accounts where agency_id = new.agency_id and id = new.parent_id and parent_id is not null)
begin select raise(abort, 'parent-has-parent'); end;
create trigger accounts_one_level_updated before update of parent_id on accounts
when new.parent_id is not null and (
  exists (select 1 from accounts where agency_id = new.agency_id and id = new.parent_id and parent_id is not null)
  or exists (select 1 from accounts where agency_id = new.agency_id and parent_id = new.id))
begin select raise(abort, 'parent-has-parent'); end;

create table contacts (
  agency_id text not null references agencies (id),
  id text not null,
  account_id text not null,
  person_id text not null,
  post text not null check (length(post) between 1 and 80),
  -- One of the posts that a key person must hold: a chairman, a union's chairman, an office director.
  is_listed_post integer not null check (is_listed_post in (0, 1)),
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  unique (agency_id, account_id, person_id),
  foreign key (agency_id, account_id) references accounts (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id)
) strict;
create index contacts_of_account on contacts (agency_id, account_id, id);
create index contacts_of_person on contacts (agency_id, person_id, id);
