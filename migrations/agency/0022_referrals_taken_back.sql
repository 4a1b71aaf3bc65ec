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
