-- Which agency sells a unit (分貨): one at a time, also when several work for the project.
create table allocations (
  project_id text not null references projects (id),
  building text not null check (length(building) between 1 and 20),
  number text not null check (length(number) between 1 and 20),
  agency_id text not null references tenants (id),
  unit_id text not null,
  allocated_at integer not null,
  version integer not null default 1,
  primary key (project_id, building, number)
) strict;
