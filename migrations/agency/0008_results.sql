-- What a campaign has come to, day by day, and which days must be reckoned anew.

-- The sums of one day: by category (an empty one is a credential channel's), then by measure. Everything in it adds up.
create table results (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  day text not null,
  -- That of the mark it was reckoned at: an older reckoning never takes the place of a newer.
  version integer not null,
  figures text not null check (json_valid(figures)),
  primary key (agency_id, campaign_id, day),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id)
) strict;

-- Days with a fact that their sums do not know yet. Raised by triggers alone, so that no change can forget it.
create table result_marks (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  day text not null,
  version integer not null,
  primary key (agency_id, campaign_id, day),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id)
) strict;

-- Facts insert the days they touch here. A mark goes on counting where its day's sums stand, so that no version comes twice.
create view touched_days as select agency_id, campaign_id, day from result_marks;
create trigger touched_days_marked instead of insert on touched_days when new.day is not null
begin
  insert into result_marks (agency_id, campaign_id, day, version)
  values (new.agency_id, new.campaign_id, new.day, 1 + coalesce(
    (select version from results where agency_id = new.agency_id and campaign_id = new.campaign_id and day = new.day), 0))
  on conflict (agency_id, campaign_id, day) do update set version = version + 1;
end;

create trigger first_visits_touch_inserted after insert on first_visits
begin insert into touched_days values (new.agency_id, new.campaign_id, new.visited_on); end;
create trigger first_visits_touch_updated after update on first_visits
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.visited_on as day union select new.visited_on); end;
create trigger first_visits_touch_deleted after delete on first_visits
begin insert into touched_days values (old.agency_id, old.campaign_id, old.visited_on); end;
create index first_visits_by_day on first_visits (agency_id, campaign_id, visited_on, engagement_id);

create trigger referrals_touch_inserted after insert on referrals
begin insert into touched_days values (new.agency_id, new.campaign_id, new.referred_on); end;
create trigger referrals_touch_updated after update on referrals
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.referred_on as day union select new.referred_on); end;
create index referrals_by_day on referrals (agency_id, campaign_id, referred_on, id);

-- Whose visit, referrals and claims stand under its category.
create trigger engagements_touch_theirs after update of category on engagements when new.category is not old.category
begin
  insert into touched_days select new.agency_id, new.campaign_id, day from (
    select visited_on as day from first_visits where agency_id = new.agency_id and engagement_id = new.id
    union select referred_on from referrals where agency_id = new.agency_id and engagement_id = new.id
    union select paid_on from claims where agency_id = new.agency_id and engagement_id = new.id);
end;

create trigger deals_touch_inserted after insert on deals
begin
  insert into touched_days select new.agency_id, new.campaign_id, day
  from (select new.subscribed_on as day union select new.signed_on union select new.cancelled_on);
end;
create trigger deals_touch_updated after update on deals
begin
  insert into touched_days select new.agency_id, new.campaign_id, day
  from (select new.subscribed_on as day union select new.signed_on union select new.cancelled_on union select old.signed_on union select old.cancelled_on);
end;
-- A deal that changes its category takes its money along, and one that is cancelled its provisional lines.
create trigger deals_touch_theirs after update of category, state on deals
when new.category is not old.category or new.state <> old.state
begin
  insert into touched_days select new.agency_id, new.campaign_id, day from (
    select on_day as day from deal_ledger where agency_id = new.agency_id and deal_id = new.id
    union select posted_on from price_lines where agency_id = new.agency_id and deal_id = new.id
    union select posted_on from reward_entries where agency_id = new.agency_id and deal_id = new.id);
end;
-- Of an expression: the column alone would draw those who look for deals that are signed and wait for something else.
create index deals_by_signing on deals (agency_id, campaign_id, coalesce(signed_on, ''), id);
create index deals_by_cancellation on deals (agency_id, campaign_id, cancelled_on, id) where cancelled_on is not null;

-- Settling replaces the prices of a whole group: only those that come out otherwise touch their day.
create trigger deal_prices_touch_inserted before insert on deal_prices
when not exists (select 1 from deal_prices where agency_id = new.agency_id and deal_id = new.deal_id
  and standing = new.standing and payable_fen is new.payable_fen)
begin
  insert into touched_days select agency_id, campaign_id, signed_on from deals where agency_id = new.agency_id and id = new.deal_id;
end;
create trigger deal_prices_touch_updated after update on deal_prices
begin
  insert into touched_days select agency_id, campaign_id, signed_on from deals where agency_id = new.agency_id and id = new.deal_id;
end;
create trigger deal_prices_touch_deleted after delete on deal_prices
begin
  insert into touched_days select agency_id, campaign_id, signed_on from deals where agency_id = old.agency_id and id = old.deal_id;
end;

create trigger ledger_touch_inserted after insert on deal_ledger
begin insert into touched_days values (new.agency_id, new.campaign_id, new.on_day); end;
create trigger ledger_touch_updated after update on deal_ledger
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.on_day as day union select new.on_day); end;
create index ledger_by_day on deal_ledger (agency_id, campaign_id, on_day, id);

create trigger lines_touch_inserted after insert on price_lines
begin insert into touched_days values (new.agency_id, new.campaign_id, new.posted_on); end;
create trigger lines_touch_updated after update on price_lines
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.posted_on as day union select new.posted_on); end;
create index lines_by_day on price_lines (agency_id, campaign_id, posted_on, id);

create trigger reward_entries_touch_inserted after insert on reward_entries
begin insert into touched_days values (new.agency_id, new.campaign_id, new.posted_on); end;
create trigger reward_entries_touch_updated after update on reward_entries
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.posted_on as day union select new.posted_on); end;
create index reward_entries_by_day on reward_entries (agency_id, campaign_id, posted_on, id);

create trigger claims_touch_inserted after insert on claims
begin insert into touched_days values (new.agency_id, new.campaign_id, new.paid_on); end;
create trigger claims_touch_updated after update on claims
begin insert into touched_days select new.agency_id, new.campaign_id, day from (select old.paid_on as day union select new.paid_on); end;
create index claims_by_day on claims (agency_id, campaign_id, paid_on, id) where paid_on is not null;
