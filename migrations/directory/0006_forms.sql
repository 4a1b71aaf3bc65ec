-- Where a public form's agency lives, for an address that names another shard than it does today. Copied from the agency's shard.
create table form_addresses (
  code text primary key,
  agency_id text not null references tenants (id),
  form_id text not null,
  version integer not null
) strict;
create index form_addresses_of_agency on form_addresses (agency_id, code);
