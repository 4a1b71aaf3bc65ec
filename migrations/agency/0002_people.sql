-- Persons of the public: buyers, key persons, contacts. Nothing else holds their names, phones or identity numbers.

-- An agency's own keys, wrapped by the master key. The greatest number seals; the others still open.
create table agency_keys (
  agency_id text not null references agencies (id),
  number integer not null check (number > 0),
  wrapped text not null,
  created_at integer not null,
  primary key (agency_id, number)
) strict;

create table people (
  agency_id text not null references agencies (id),
  id text not null,
  -- Null once erased.
  name text check (length(name) between 1 and 80),
  key_number integer not null,
  phone_cipher text,
  phone_hash text,
  masked_phone_hash text,
  identity_cipher text,
  identity_hash text,
  created_at integer not null,
  erased_at integer,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, key_number) references agency_keys (agency_id, number),
  constraint person_phone_whole check ((phone_cipher is null) = (phone_hash is null) and (phone_hash is null) = (masked_phone_hash is null)),
  constraint person_identity_whole check ((identity_cipher is null) = (identity_hash is null)),
  constraint person_erased_whole check ((erased_at is null) = (name is not null) and (erased_at is null or (phone_cipher is null and identity_cipher is null)))
) strict;
create index people_by_phone on people (agency_id, phone_hash, id) where phone_hash is not null;
create index people_by_masked_phone on people (agency_id, masked_phone_hash, id) where masked_phone_hash is not null;
create index people_by_identity on people (agency_id, identity_hash, id) where identity_hash is not null;
create index people_of_key on people (agency_id, key_number, id);
-- What is erased does not come back.
create trigger people_stay_erased before update on people when old.erased_at is not null
begin select raise(abort, 'person-erased'); end;
