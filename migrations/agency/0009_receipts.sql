-- The paper a buyer takes home (收據): whoever holds its secret sees that deal and nobody else's. The secret itself is a
-- keyed hash of the row's id and is stored nowhere.
create table receipts (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  issued_by text not null,
  issued_by_name text not null,
  issued_at integer not null,
  -- From then on its secret opens nothing.
  withdrawn_at integer,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id)
) strict;
create unique index receipts_one_at_a_time on receipts (agency_id, deal_id) where withdrawn_at is null;
create index receipts_of_deal on receipts (agency_id, deal_id, id);
