-- A recommendation recorded by mistake is taken back with a reason: its row stays, and counts for nothing.
alter table referrals add column withdrawn_by text;
alter table referrals add column withdrawn_by_name text;
alter table referrals add column withdrawn_at integer;
alter table referrals add column withdrawn_because text
  check ((withdrawn_because is null) = (withdrawn_at is null) and (withdrawn_by is null) = (withdrawn_at is null)
    and (withdrawn_by_name is null) = (withdrawn_at is null));

-- Who was taken back may be recommended again.
drop index referrals_once;
create unique index referrals_once on referrals (agency_id, engagement_id, person_id) where withdrawn_at is null;

create trigger referrals_uncounted after update of withdrawn_at on referrals when old.withdrawn_at is null and new.withdrawn_at is not null
begin update engagements set referred = referred - 1 where agency_id = new.agency_id and id = new.engagement_id; end;
create trigger referrals_stay_withdrawn before update on referrals when old.withdrawn_at is not null
begin select raise(abort, 'append-only'); end;
-- A home that stands was bought on it.
create trigger referrals_stay_used before update of withdrawn_at on referrals when new.withdrawn_at is not null and exists (
  select 1 from deals where agency_id = new.agency_id and referral_id = new.id and state <> 'cancelled')
begin select raise(abort, 'referral-used'); end;
create trigger deals_on_standing_referrals before insert on deals when new.referral_id is not null and exists (
  select 1 from referrals where agency_id = new.agency_id and id = new.referral_id and withdrawn_at is not null)
begin select raise(abort, 'conflict'); end;

-- A special price answered with other terms waits for the agency: it accepts these or lets the question go.
alter table approvals add column awaits_acceptance integer not null default 0 check (awaits_acceptance in (0, 1));
update approvals set awaits_acceptance = 1 where state = 'countered' and exists (
  select 1 from specials where agency_id = approvals.agency_id and id = approvals.subject_id and state = 'countered');
create index approvals_awaiting_acceptance on approvals (agency_id, id) where awaits_acceptance = 1;
create trigger approvals_await_acceptance after update of state on approvals when new.state = 'countered'
begin update approvals set awaits_acceptance = 1 where agency_id = new.agency_id and id = new.id; end;
create trigger specials_answer_counter after update of state on specials when old.state = 'countered' and new.state <> 'countered'
begin update approvals set awaits_acceptance = 0 where agency_id = new.agency_id and subject_id = new.id and state = 'countered'; end;
drop trigger specials_decided_once;
create trigger specials_decided_once before update of state on specials
when old.state not in ('pending', 'countered') or (old.state = 'countered' and new.state not in ('countered', 'approved', 'withdrawn'))
begin select raise(abort, 'already-decided'); end;
