-- 優惠告知書: the price promised to the buyer of a home that is subscribed, on paper. What it was reckoned from stands with
-- it, so that it gives the same figures for ever. Of a deal one is live; issuing another supersedes it.
create table offers (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  number integer not null check (number > 0),
  policy_version_id text not null,
  state text not null default 'issued' check (state in ('issued', 'confirmed', 'superseded', 'void')),
  issued_on text not null,
  -- The last day on which a contract may be signed at it.
  sign_by text not null,
  inputs text not null check (json_valid(inputs)),
  result text not null check (json_valid(result)),
  units integer not null check (units >= 0),
  payable_fen integer not null check (payable_fen between 0 and 100000000000),
  -- Of the rules that reckoned it.
  engine_revision integer not null check (engine_revision > 0),
  issued_by text not null,
  issued_by_name text not null,
  issued_at integer not null,
  -- The day on which the buyer signed the paper.
  confirmed_on text,
  confirmed_by text,
  confirmed_by_name text,
  confirmed_at integer,
  void_reason text check (length(void_reason) between 1 and 500),
  voided_by text,
  voided_by_name text,
  voided_at integer,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, policy_version_id) references policy_versions (agency_id, id),
  constraint offer_days_in_order check (sign_by >= issued_on and (confirmed_on is null or confirmed_on between issued_on and sign_by)),
  constraint offer_confirmed_whole check ((confirmed_on is null) = (confirmed_by is null) and (confirmed_on is null) = (confirmed_by_name is null)
    and (confirmed_on is null) = (confirmed_at is null) and (state <> 'confirmed' or confirmed_on is not null)
    and (state <> 'issued' or confirmed_on is null)),
  constraint offer_voided_whole check ((state = 'void') = (void_reason is not null) and (void_reason is null) = (voided_by is null)
    and (void_reason is null) = (voided_by_name is null) and (void_reason is null) = (voided_at is null))
) strict;
create unique index offers_numbered on offers (agency_id, campaign_id, number);
create unique index offers_one_live on offers (agency_id, deal_id) where state in ('issued', 'confirmed');
create index offers_of_deal on offers (agency_id, deal_id, id);
create index offers_of_version on offers (agency_id, policy_version_id, id);
create trigger offers_in_order before update of state on offers
when old.state not in ('issued', 'confirmed') or (old.state = 'confirmed' and new.state not in ('superseded', 'void')) or new.state = 'issued'
begin select raise(abort, 'wrong-state'); end;
create trigger offers_fixed before update of campaign_id, deal_id, number, policy_version_id, issued_on, sign_by, inputs, result, units,
  payable_fen, engine_revision, issued_by, issued_by_name, issued_at on offers
begin select raise(abort, 'append-only'); end;
create trigger offers_stay before delete on offers begin select raise(abort, 'append-only'); end;
