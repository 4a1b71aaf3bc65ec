-- Lists of deals and engagements, found and put in order by more than their ids: what they are sorted and summed by stands
-- in rows of its own, kept by triggers alone, so that a page reads no more than it shows.

create table deal_listing (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  deal_id text not null,
  engagement_id text not null,
  -- The engagement's.
  account_name text,
  building text not null,
  unit_number text not null,
  subscribed_on text not null,
  state text not null check (state in ('subscribed', 'signed', 'completed', 'cancelled')),
  -- As settled last.
  is_counted integer not null default 0 check (is_counted in (0, 1)),
  payable_fen integer,
  -- What was received less what went back or was kept, as reported; nothing that was refused or withdrawn.
  paid_fen integer not null default 0,
  -- What of the price is only expected: nobody may ask for it yet. Nothing once cancelled.
  provisional_fen integer not null default 0,
  -- The first day on which more was due than came in.
  next_due_on text,
  primary key (agency_id, deal_id),
  foreign key (agency_id, deal_id) references deals (agency_id, id)
) strict;
create index deal_listing_by_subscription on deal_listing (agency_id, campaign_id, subscribed_on, deal_id);
create index deal_listing_by_state_and_subscription on deal_listing (agency_id, campaign_id, state, subscribed_on, deal_id);
create index deal_listing_by_unit on deal_listing (agency_id, campaign_id, building, unit_number, deal_id);
create index deal_listing_by_state_and_unit on deal_listing (agency_id, campaign_id, state, building, unit_number, deal_id);
create index deal_listing_by_payable on deal_listing (agency_id, campaign_id, coalesce(payable_fen, 0), deal_id);
create index deal_listing_by_state_and_payable on deal_listing (agency_id, campaign_id, state, coalesce(payable_fen, 0), deal_id);
create index deal_listing_by_due on deal_listing (agency_id, campaign_id, coalesce(payable_fen - paid_fen - provisional_fen, 0), deal_id);
create index deal_listing_by_state_and_due on deal_listing (agency_id, campaign_id, state, coalesce(payable_fen - paid_fen - provisional_fen, 0), deal_id);
create index deal_listing_by_number on deal_listing (agency_id, campaign_id, unit_number, deal_id);
create index deal_listing_of_engagement on deal_listing (agency_id, engagement_id, deal_id);

-- Of an engagement: homes that are signed and stand, homes that count, what its buyers owe now.
alter table engagements add column signed integer not null default 0;
alter table engagements add column counted integer not null default 0;
alter table engagements add column owed_fen integer not null default 0;
-- Its account and the other that it counts with by their names, who is its key person and in which post, and who took it in by the
-- name of that day: a list reads them where they are shown. The key person's name stands with the person alone, who may be erased.
alter table engagements add column account_name text;
alter table engagements add column counts_with text;
alter table engagements add column key_person_id text;
alter table engagements add column key_post text;
alter table engagements add column opened_by_name text;
-- What counts of all engagements that count together.
alter table counting_groups add column counted integer not null default 0;

-- A settled one stays with what it counted with, wherever its account goes.
create index engagements_counting_with on engagements (agency_id, root_id, id) where root_id <> account_id;
create index engagements_by_opening on engagements (agency_id, campaign_id, created_at, id);
drop index engagements_by_category;
create index engagements_by_category_and_opening on engagements (agency_id, campaign_id, category, created_at, id);
-- What it is empty of leads it: else the planner takes one of the two above, and reads the whole campaign.
drop index engagements_to_approve;
create index engagements_to_approve on engagements (agency_id, campaign_id, approved_at, id) where settled_on is not null and approved_at is null;

create trigger engagements_named after insert on engagements
begin
  update engagements set account_name = (select name from accounts where agency_id = new.agency_id and id = new.account_id),
    counts_with = (select name from accounts where agency_id = new.agency_id and id = new.root_id and id <> new.account_id),
    opened_by_name = coalesce(opened_by_name, (select name from staff where agency_id = new.agency_id and id = new.created_by))
  where agency_id = new.agency_id and id = new.id;
end;
create trigger engagements_moved after update of root_id on engagements when new.root_id <> old.root_id
begin
  update engagements set counts_with = (select name from accounts where agency_id = new.agency_id and id = new.root_id and id <> new.account_id)
  where agency_id = new.agency_id and id = new.id;
end;
create trigger accounts_renamed after update of name on accounts when new.name <> old.name
begin
  update engagements set account_name = new.name where agency_id = new.agency_id and account_id = new.id;
  update engagements set counts_with = new.name where agency_id = new.agency_id and root_id = new.id and root_id <> account_id;
  update deal_listing set account_name = new.name where agency_id = new.agency_id
    and engagement_id in (select id from engagements where agency_id = new.agency_id and account_id = new.id);
end;
create trigger recognitions_shown after insert on recognitions when new.until_day is null
begin
  update engagements set key_person_id = new.person_id, key_post = new.post where agency_id = new.agency_id and id = new.engagement_id;
end;
create trigger recognitions_reshown after update of person_id, post, until_day on recognitions
begin
  update engagements set key_person_id = iif(new.until_day is null, new.person_id, null), key_post = iif(new.until_day is null, new.post, null)
  where agency_id = new.agency_id and id = new.engagement_id and (old.until_day is null or new.until_day is null);
end;

create trigger deals_listed after insert on deals
begin
  insert into deal_listing (agency_id, campaign_id, deal_id, engagement_id, account_name, building, unit_number, subscribed_on, state)
  values (new.agency_id, new.campaign_id, new.id, new.engagement_id,
    (select account_name from engagements where agency_id = new.agency_id and id = new.engagement_id),
    new.building, new.unit_number, new.subscribed_on, new.state);
end;
create trigger deals_relisted after update of engagement_id, building, unit_number, state on deals
begin
  update deal_listing set engagement_id = new.engagement_id,
    account_name = iif(new.engagement_id = old.engagement_id, account_name,
      (select account_name from engagements where agency_id = new.agency_id and id = new.engagement_id)),
    building = new.building, unit_number = new.unit_number, state = new.state,
    provisional_fen = iif(new.state = 'cancelled', 0, provisional_fen), next_due_on = iif(new.state = 'cancelled', null, next_due_on)
  where agency_id = new.agency_id and deal_id = new.id;
end;

create trigger deal_prices_listed after insert on deal_prices
begin
  update deal_listing set payable_fen = new.payable_fen, is_counted = new.standing = 'counted'
  where agency_id = new.agency_id and deal_id = new.deal_id
    and (payable_fen is not new.payable_fen or is_counted <> (new.standing = 'counted'));
end;
create trigger deal_prices_relisted after update on deal_prices
begin
  update deal_listing set payable_fen = new.payable_fen, is_counted = new.standing = 'counted'
  where agency_id = new.agency_id and deal_id = new.deal_id;
end;
create trigger deal_prices_unlisted after delete on deal_prices
begin
  update deal_listing set payable_fen = null, is_counted = 0 where agency_id = old.agency_id and deal_id = old.deal_id;
end;

-- A deal is inserted here to have the day of what is due next looked for anew.
create view due_days as select agency_id, deal_id from deal_listing;
create trigger due_days_found instead of insert on due_days
begin
  update deal_listing set next_due_on = (
    select min(on_day) from (
      select on_day, sum(amount_fen) over (order by on_day, id) as due_by_then from deal_ledger
      where agency_id = new.agency_id and deal_id = new.deal_id and kind = 'due' and state in ('reported', 'confirmed'))
    where due_by_then > paid_fen)
  where agency_id = new.agency_id and deal_id = new.deal_id and state <> 'cancelled';
end;
create trigger ledger_listed after insert on deal_ledger when new.state in ('reported', 'confirmed')
begin
  update deal_listing set paid_fen = paid_fen + case new.kind when 'due' then 0 when 'receipt' then new.amount_fen else -new.amount_fen end
  where agency_id = new.agency_id and deal_id = new.deal_id and new.kind <> 'due';
  insert into due_days values (new.agency_id, new.deal_id);
end;
create trigger ledger_relisted after update of state on deal_ledger
when (old.state in ('reported', 'confirmed')) <> (new.state in ('reported', 'confirmed'))
begin
  update deal_listing set paid_fen = paid_fen
    + iif(new.state in ('reported', 'confirmed'), 1, -1) * case new.kind when 'receipt' then new.amount_fen else -new.amount_fen end
  where agency_id = new.agency_id and deal_id = new.deal_id and new.kind <> 'due';
  insert into due_days values (new.agency_id, new.deal_id);
end;

create trigger lines_listed after insert on price_lines when new.state = 'provisional'
begin
  update deal_listing set provisional_fen = provisional_fen + new.amount_fen
  where agency_id = new.agency_id and deal_id = new.deal_id and state <> 'cancelled';
end;
create trigger lines_relisted after update of state on price_lines when (old.state = 'provisional') <> (new.state = 'provisional')
begin
  update deal_listing set provisional_fen = provisional_fen + iif(new.state = 'provisional', new.amount_fen, -new.amount_fen)
  where agency_id = new.agency_id and deal_id = new.deal_id and state <> 'cancelled';
end;

create trigger deal_listing_summed after insert on deal_listing
begin
  update engagements set signed = signed + (new.state in ('signed', 'completed')), counted = counted + (new.is_counted and new.state <> 'cancelled'),
    owed_fen = owed_fen + max(0, coalesce(new.payable_fen - new.paid_fen - new.provisional_fen, 0))
  where agency_id = new.agency_id and id = new.engagement_id and (new.state in ('signed', 'completed') or new.is_counted or new.payable_fen is not null);
end;
create trigger deal_listing_resummed after update on deal_listing
when new.engagement_id <> old.engagement_id or new.state <> old.state or new.is_counted <> old.is_counted or new.payable_fen is not old.payable_fen
  or new.paid_fen <> old.paid_fen or new.provisional_fen <> old.provisional_fen
begin
  update engagements set
    signed = signed + (id = new.engagement_id and new.state in ('signed', 'completed')) - (id = old.engagement_id and old.state in ('signed', 'completed')),
    counted = counted + (id = new.engagement_id and new.is_counted and new.state <> 'cancelled')
      - (id = old.engagement_id and old.is_counted and old.state <> 'cancelled'),
    owed_fen = owed_fen + iif(id = new.engagement_id, max(0, coalesce(new.payable_fen - new.paid_fen - new.provisional_fen, 0)), 0)
      - iif(id = old.engagement_id, max(0, coalesce(old.payable_fen - old.paid_fen - old.provisional_fen, 0)), 0)
  where agency_id = new.agency_id and id in (new.engagement_id, old.engagement_id);
end;
create trigger engagements_counted_together after update of counted, root_id on engagements
when new.counted <> old.counted or new.root_id <> old.root_id
begin
  update counting_groups set counted = counted + iif(root_id = new.root_id, new.counted, 0) - iif(root_id = old.root_id, old.counted, 0)
  where agency_id = new.agency_id and campaign_id = new.campaign_id and root_id in (new.root_id, old.root_id);
end;

-- What is there already.
update engagements set account_name = a.name from accounts a where a.agency_id = engagements.agency_id and a.id = engagements.account_id;
update engagements set counts_with = a.name from accounts a
where a.agency_id = engagements.agency_id and a.id = engagements.root_id and a.id <> engagements.account_id;
update engagements set opened_by_name = s.name from staff s where s.agency_id = engagements.agency_id and s.id = engagements.created_by;
update engagements set key_person_id = r.person_id, key_post = r.post from recognitions r
where r.agency_id = engagements.agency_id and r.engagement_id = engagements.id and r.until_day is null;
insert into deal_listing
select d.agency_id, d.campaign_id, d.id, d.engagement_id,
  (select g.account_name from engagements g where g.agency_id = d.agency_id and g.id = d.engagement_id), d.building, d.unit_number, d.subscribed_on, d.state, coalesce(p.standing = 'counted', 0), p.payable_fen,
  (select coalesce(sum(iif(e.kind = 'receipt', e.amount_fen, -e.amount_fen)), 0) from deal_ledger e
    where e.agency_id = d.agency_id and e.deal_id = d.id and e.kind <> 'due' and e.state in ('reported', 'confirmed')),
  iif(d.state = 'cancelled', 0, (select coalesce(sum(l.amount_fen), 0) from price_lines l
    where l.agency_id = d.agency_id and l.deal_id = d.id and l.state = 'provisional')),
  null
from deals d left join deal_prices p on p.agency_id = d.agency_id and p.deal_id = d.id;
insert into due_days select agency_id, deal_id from deal_listing;

create index accounts_by_filing on accounts (agency_id, created_at, id);
create index accounts_by_name on accounts (agency_id, folded_name, id);
