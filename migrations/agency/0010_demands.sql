-- How many homes an account says that it will take in a campaign, by product: what a draft is simulated on beside the deals.
create table declared_demands (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  -- A code of the campaign's catalogue; null where the account has not said which.
  product text,
  units integer not null check (units between 1 and 999),
  declared_on text not null,
  -- Who said so for the account.
  person_id text,
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at integer not null,
  -- When another took its place, or it was taken back.
  ended_at integer,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id)
) strict;
create unique index declared_demands_one_of_a_product on declared_demands (agency_id, engagement_id, coalesce(product, '')) where ended_at is null;
create index declared_demands_of_engagement on declared_demands (agency_id, engagement_id, id);
create index declared_demands_of_person on declared_demands (agency_id, person_id, id) where person_id is not null;
