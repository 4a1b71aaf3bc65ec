-- Homes and shops to be sold, as the developer gave them to this agency.

create table units (
  agency_id text not null references agencies (id),
  id text not null,
  project_id text not null,
  building text not null check (length(building) between 1 and 20),
  -- Below ground it is negative.
  floor integer not null,
  number text not null check (length(number) between 1 and 20),
  product text,
  layout text,
  area_centi_sqm integer check (area_centi_sqm > 0),
  price_per_sqm_fen integer check (price_per_sqm_fen > 0),
  list_total_fen integer not null check (list_total_fen between 1 and 100000000000),
  state text not null default 'available' check (state in ('withheld', 'available', 'held', 'subscribed', 'signed')),
  held_until integer,
  -- The deal that has it, as long as it has.
  deal_id text,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  unique (agency_id, project_id, building, number),
  foreign key (agency_id, project_id) references projects (agency_id, id)
) strict;
create index units_by_place on units (agency_id, project_id, building, floor, number, id);
create index units_by_state on units (agency_id, project_id, state, building, floor, number, id);
create index units_by_product on units (agency_id, project_id, product, building, floor, number, id);
create index units_by_product_and_state on units (agency_id, project_id, product, state, building, floor, number, id);
create index units_by_number on units (agency_id, project_id, number, building, floor, id);

-- How many units of a building stand in which state: kept by the triggers below.
create table unit_counts (
  agency_id text not null references agencies (id),
  project_id text not null,
  building text not null,
  withheld integer not null check (withheld >= 0),
  available integer not null check (available >= 0),
  held integer not null check (held >= 0),
  subscribed integer not null check (subscribed >= 0),
  signed integer not null check (signed >= 0),
  primary key (agency_id, project_id, building)
) strict;
create trigger units_counted after insert on units
begin
  insert into unit_counts (agency_id, project_id, building, withheld, available, held, subscribed, signed)
  values (new.agency_id, new.project_id, new.building,
    new.state = 'withheld', new.state = 'available', new.state = 'held', new.state = 'subscribed', new.state = 'signed')
  on conflict (agency_id, project_id, building) do update set withheld = withheld + excluded.withheld, available = available + excluded.available,
    held = held + excluded.held, subscribed = subscribed + excluded.subscribed, signed = signed + excluded.signed;
end;
create trigger units_recounted after update of state on units when new.state <> old.state
begin
  update unit_counts set
    withheld = withheld + (new.state = 'withheld') - (old.state = 'withheld'),
    available = available + (new.state = 'available') - (old.state = 'available'),
    held = held + (new.state = 'held') - (old.state = 'held'),
    subscribed = subscribed + (new.state = 'subscribed') - (old.state = 'subscribed'),
    signed = signed + (new.state = 'signed') - (old.state = 'signed')
  where agency_id = new.agency_id and project_id = new.project_id and building = new.building;
end;
create trigger units_uncounted after delete on units
begin
  update unit_counts set withheld = withheld - (old.state = 'withheld'), available = available - (old.state = 'available'),
    held = held - (old.state = 'held'), subscribed = subscribed - (old.state = 'subscribed'), signed = signed - (old.state = 'signed')
  where agency_id = old.agency_id and project_id = old.project_id and building = old.building;
  delete from unit_counts where agency_id = old.agency_id and project_id = old.project_id and building = old.building
    and withheld + available + held + subscribed + signed = 0;
end;
-- A building's name, a number and a project are what the directory allocates: entering it anew changes them.
create trigger units_stay_in_place before update of project_id, building, number on units
begin select raise(abort, 'conflict'); end;

-- Ids of units that were deleted. The directory is told later; an id that is never used again makes that harmless.
create table unit_releases (
  agency_id text not null references agencies (id),
  project_id text not null,
  building text not null,
  number text not null,
  unit_id text not null,
  primary key (agency_id, project_id, building, number, unit_id)
) strict;
create trigger units_released after delete on units
begin insert into unit_releases (agency_id, project_id, building, number, unit_id) values (old.agency_id, old.project_id, old.building, old.number, old.id); end;
create trigger units_never_again before insert on units
when exists (select 1 from unit_releases where agency_id = new.agency_id and project_id = new.project_id and building = new.building and number = new.number and unit_id = new.id)
begin select raise(abort, 'conflict'); end;
