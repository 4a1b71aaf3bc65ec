-- Accounts in a campaign, what they buy there, and what it costs. Every row names its campaign, so that who is bound by
-- group sees no further.

-- All engagements of a campaign that count together: under one account without a parent, or of one credential channel.
-- A fact that touches prices raises the version; settling brings the settled version up to it.
create table counting_groups (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  -- The account at the top, or `credential:` and a code.
  root_id text not null,
  version integer not null default 0,
  settled_version integer not null default 0,
  -- The first day on which a home that counts unsigned counts no more, as settled last; null while none does.
  lapses_on text,
  primary key (agency_id, campaign_id, root_id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  constraint counting_group_not_ahead check (settled_version <= version)
) strict;
create index counting_groups_unsettled on counting_groups (agency_id, campaign_id, root_id) where settled_version < version;
create index counting_groups_lapsing on counting_groups (agency_id, campaign_id, root_id) where lapses_on is not null;

create table engagements (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  -- Null for a credential channel's own.
  account_id text,
  credential text,
  category text,
  root_id text not null,
  -- The business day as of which a manager settled it; null while it is open.
  settled_on text,
  settled_by text,
  -- Once the developer's finance, or the agency's own where none is linked, has approved: its lines are final.
  approved_by text,
  approved_at integer,
  -- How many its key persons have recommended; kept by a trigger.
  referred integer not null default 0,
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id, root_id) references counting_groups (agency_id, campaign_id, root_id),
  foreign key (agency_id, account_id) references accounts (agency_id, id),
  constraint engagement_settler_is_not_approver check (approved_by is null or approved_by <> settled_by),
  constraint engagement_of_one_kind check ((account_id is null) = (credential is not null) and (account_id is null) = (category is null))
) strict;
create unique index engagements_once on engagements (agency_id, campaign_id, account_id) where account_id is not null;
create unique index engagements_channel_once on engagements (agency_id, campaign_id, credential) where credential is not null;
create index engagements_of_campaign on engagements (agency_id, campaign_id, id);
create index engagements_by_category on engagements (agency_id, campaign_id, category, id);
create index engagements_of_group on engagements (agency_id, campaign_id, root_id, id);
create index engagements_to_approve on engagements (agency_id, campaign_id, id) where settled_on is not null and approved_at is null;
create index engagements_of_account on engagements (agency_id, account_id, id) where account_id is not null;

-- The first visit with a named person in a listed post: who reported it does not confirm it.
create table first_visits (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  engagement_id text not null,
  person_id text not null,
  post text not null check (length(post) between 1 and 80),
  visited_on text not null,
  reported_by text not null,
  reported_by_name text not null,
  reported_at integer not null,
  confirmed_by text,
  confirmed_by_name text,
  confirmed_at integer,
  version integer not null default 1,
  primary key (agency_id, engagement_id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  constraint first_visit_confirmed_whole check ((confirmed_by is null) = (confirmed_at is null) and (confirmed_by is null) = (confirmed_by_name is null)),
  constraint first_visit_maker_is_not_checker check (confirmed_by is null or confirmed_by <> reported_by)
) strict;
create index first_visits_of_person on first_visits (agency_id, person_id, engagement_id);

-- Who was the key person of an engagement, stretch by stretch; one at a time, history kept.
create table recognitions (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  person_id text not null,
  post text not null check (length(post) between 1 and 80),
  from_day text not null,
  -- The day a change counts from; null while it lasts.
  until_day text,
  reason text,
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  constraint recognition_in_order check (until_day is null or until_day >= from_day)
) strict;
create unique index recognitions_one_at_a_time on recognitions (agency_id, engagement_id) where until_day is null;
create index recognitions_of_engagement on recognitions (agency_id, engagement_id, from_day, id);
create index recognitions_of_person on recognitions (agency_id, person_id, id);
create trigger recognitions_apart_inserted before insert on recognitions
when exists (select 1 from recognitions where agency_id = new.agency_id and engagement_id = new.engagement_id
  and from_day < coalesce(new.until_day, '9999') and coalesce(until_day, '9999') > new.from_day)
begin select raise(abort, 'key-person-known'); end;
create trigger recognitions_stay before delete on recognitions begin select raise(abort, 'append-only'); end;

-- 更正: who was meant when a key person was recorded, asked for within three days and decided through an approval. An
-- approved one is what keeps who had been named: the record itself then says who was meant.
create table key_person_corrections (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  number integer not null check (number > 0),
  engagement_id text not null,
  recognition_id text not null,
  was_person_id text not null,
  was_post text not null,
  person_id text not null,
  post text not null check (length(post) between 1 and 80),
  reason text not null check (length(reason) between 1 and 500),
  document_id text not null,
  state text not null default 'pending' check (state in ('pending', 'returned', 'approved', 'withdrawn')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, recognition_id) references recognitions (agency_id, id),
  foreign key (agency_id, was_person_id) references people (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id),
  constraint correction_names_another check (was_person_id <> person_id)
) strict;
create unique index key_person_corrections_numbered on key_person_corrections (agency_id, campaign_id, number);
create unique index key_person_corrections_pending_once on key_person_corrections (agency_id, recognition_id) where state = 'pending';
create index key_person_corrections_of_engagement on key_person_corrections (agency_id, engagement_id, id);
create index key_person_corrections_of_recognition on key_person_corrections (agency_id, recognition_id, id);
create index key_person_corrections_of_person on key_person_corrections (agency_id, person_id, id);
create index key_person_corrections_of_who_was_named on key_person_corrections (agency_id, was_person_id, id);
create index key_person_corrections_of_document on key_person_corrections (agency_id, document_id, id);
create trigger key_person_corrections_decided_once before update of state on key_person_corrections when old.state <> 'pending'
begin select raise(abort, 'already-decided'); end;
create trigger key_person_corrections_fixed before update of campaign_id, number, engagement_id, recognition_id, was_person_id, was_post, person_id, post, reason, document_id on key_person_corrections
begin select raise(abort, 'append-only'); end;
create trigger key_person_corrections_stay before delete on key_person_corrections begin select raise(abort, 'append-only'); end;
-- Who was recognised stays, but for what an approved correction says.
create trigger recognitions_keep before update of person_id, from_day, recorded_at on recognitions
when new.from_day is not old.from_day or new.recorded_at is not old.recorded_at or (new.person_id is not old.person_id and not exists (
  select 1 from key_person_corrections where agency_id = old.agency_id and recognition_id = old.id and state = 'approved'
    and was_person_id = old.person_id and person_id = new.person_id))
begin select raise(abort, 'append-only'); end;

-- Key person → person, before subscription. A person of a roster may be a name alone.
create table referrals (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  referrer_id text not null,
  person_id text not null,
  referred_on text not null,
  evidence text not null check (evidence in ('roster', 'sign-in-sheet', 'letter', 'message', 'in-person')),
  document_id text,
  recorded_by text not null,
  recorded_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, referrer_id) references people (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id)
) strict;
create unique index referrals_once on referrals (agency_id, engagement_id, person_id);
create index referrals_of_engagement on referrals (agency_id, engagement_id, id);
create index referrals_of_person on referrals (agency_id, person_id, id);
create index referrals_of_referrer on referrals (agency_id, referrer_id, id);
create trigger referrals_counted after insert on referrals
begin update engagements set referred = referred + 1 where agency_id = new.agency_id and id = new.engagement_id; end;
create trigger referrals_stay before delete on referrals begin select raise(abort, 'append-only'); end;
create index referrals_of_document on referrals (agency_id, document_id, id) where document_id is not null;

-- One unit bought by its parties. What the home and the buyer were at subscription stands here, for ever.
create table deals (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  engagement_id text not null,
  -- The engagement's, for lists.
  account_id text,
  unit_id text not null,
  building text not null,
  unit_number text not null,
  product text,
  area_centi_sqm integer check (area_centi_sqm > 0),
  list_price_fen integer not null check (list_price_fen between 1 and 100000000000),
  policy_version_id text not null,
  policy_number integer not null,
  category text,
  payment_method text not null,
  -- The credential the buyer claims; it counts once a proof of it was accepted.
  credential text,
  referral_id text,
  seller_id text not null,
  seller_name text not null,
  state text not null default 'subscribed' check (state in ('subscribed', 'signed', 'completed', 'cancelled')),
  subscribed_on text not null,
  signed_on text,
  contract_number text check (length(contract_number) between 1 and 40),
  -- The price printed on the contract, typed from it.
  contract_price_fen integer check (contract_price_fen between 1 and 100000000000),
  -- The last day to sign that an approval gave.
  extended_to text,
  -- What came in less what went back, as finance confirmed it; kept by triggers until the deal is cancelled.
  confirmed_fen integer not null default 0,
  completed_on text,
  cancelled_on text,
  cancel_reason text,
  signing_confirmed_by text,
  signing_confirmed_by_name text,
  signing_confirmed_at integer,
  signing_document_id text,
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, account_id) references accounts (agency_id, id),
  foreign key (agency_id, unit_id) references units (agency_id, id),
  foreign key (agency_id, policy_version_id) references policy_versions (agency_id, id),
  foreign key (agency_id, referral_id) references referrals (agency_id, id),
  foreign key (agency_id, signing_document_id) references files (agency_id, id),
  constraint deal_signed_whole check ((signed_on is null) = (contract_number is null) and (signed_on is null) = (contract_price_fen is null)),
  constraint deal_signed_after_subscription check (signed_on >= subscribed_on),
  constraint deal_cancelled_after_subscription check (cancelled_on >= subscribed_on),
  constraint deal_cancelled_whole check ((state = 'cancelled') = (cancelled_on is not null)),
  constraint deal_contract_below_list check (contract_price_fen <= list_price_fen),
  constraint deal_confirmed_by_another check (signing_confirmed_by is null or signing_confirmed_by not in (created_by, seller_id))
) strict;
create unique index deals_one_per_unit on deals (agency_id, unit_id) where state <> 'cancelled';
create unique index deals_by_contract on deals (agency_id, campaign_id, contract_number) where contract_number is not null and state <> 'cancelled';
create index deals_of_engagement on deals (agency_id, engagement_id, id);
create index deals_of_unit on deals (agency_id, unit_id, id);
create index deals_of_account on deals (agency_id, account_id, id) where account_id is not null;
create index deals_of_campaign on deals (agency_id, campaign_id, id);
create index deals_by_state on deals (agency_id, campaign_id, state, id);
create index deals_unconfirmed on deals (agency_id, campaign_id, id) where signed_on is not null and signing_confirmed_at is null and state <> 'cancelled';
-- Not all paid: the oldest contract of a way to pay first.
create index deals_unpaid on deals (agency_id, campaign_id, payment_method, signed_on, id) where state = 'signed' and confirmed_fen < contract_price_fen;
create index deals_by_subscription on deals (agency_id, campaign_id, subscribed_on, id);
create index deals_of_version on deals (agency_id, policy_version_id, id);
create index deals_of_referral on deals (agency_id, referral_id, id) where referral_id is not null;
create index deals_of_document on deals (agency_id, signing_document_id, id) where signing_document_id is not null;
-- A category that was mistaken was mistaken for its deals too.
create trigger engagements_move_their_deals after update of category on engagements when new.category is not old.category
begin update deals set category = new.category where agency_id = new.agency_id and engagement_id = new.id and state <> 'cancelled'; end;
create trigger deals_stay before delete on deals begin select raise(abort, 'append-only'); end;
-- A deal keeps the version of its subscription date for ever.
create trigger deals_keep_their_terms before update of policy_version_id, subscribed_on, campaign_id on deals
when new.policy_version_id is not old.policy_version_id or new.subscribed_on is not old.subscribed_on or new.campaign_id is not old.campaign_id
begin select raise(abort, 'published-is-immutable'); end;
create trigger deals_stay_cancelled before update on deals when old.state = 'cancelled'
begin select raise(abort, 'deal-cancelled'); end;

-- A home keeps the version that its buyer was told: none is sent or published from a day on which one was subscribed.
create trigger policy_versions_after_deals before update of status on policy_versions
when new.status in ('submitted', 'published') and new.status is not old.status
  and exists (select 1 from deals where agency_id = new.agency_id and campaign_id = new.campaign_id and subscribed_on >= new.effective_from)
begin select raise(abort, 'deals-from-that-day'); end;

-- The 1–4 buyers of a deal; their shares add up to the whole.
create table parties (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  deal_id text not null,
  person_id text not null,
  position integer not null check (position between 1 and 4),
  share_bps integer not null check (share_bps between 1 and 10000),
  primary key (agency_id, deal_id, position),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id)
) strict;
create unique index parties_once on parties (agency_id, deal_id, person_id);
create index parties_of_person on parties (agency_id, person_id, deal_id);
-- A recommendation comes before the subscription; one who has a home in the campaign came without.
create trigger referrals_before_subscription before insert on referrals
when exists (select 1 from parties p join deals d on d.agency_id = p.agency_id and d.id = p.deal_id
  where p.agency_id = new.agency_id and p.person_id = new.person_id and d.campaign_id = new.campaign_id and d.state <> 'cancelled'
    and d.subscribed_on <= new.referred_on)
begin select raise(abort, 'referral-too-late'); end;

-- Whose work a deal is, for an agency's commission; the shares of a deal add up to the whole.
create table attributions (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  deal_id text not null,
  user_id text not null,
  user_name text not null,
  group_id text,
  share_bps integer not null check (share_bps between 1 and 10000),
  primary key (agency_id, deal_id, user_id),
  foreign key (agency_id, deal_id) references deals (agency_id, id)
) strict;
create index attributions_of_user on attributions (agency_id, user_id, deal_id);

-- That a buyer belongs to the account, or holds a credential; checked by somebody other than the seller.
create table proofs (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  kind text not null check (kind in ('work-permit', 'chamber-roll', 'stall-licence', 'social-insurance', 'kinship', 'credential')),
  credential text,
  document_id text,
  expires_on text,
  submitted_by text not null,
  submitted_by_name text not null,
  submitted_at integer not null,
  outcome text check (outcome in ('accepted', 'refused')),
  checked_by text,
  checked_by_name text,
  checked_at integer,
  remark text,
  -- The supplement that brought other buyers.
  superseded_by text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id),
  foreign key (agency_id, superseded_by) references supplements (agency_id, id),
  constraint proof_of_credential check ((kind = 'credential') = (credential is not null)),
  constraint proof_checked_whole check ((outcome is null) = (checked_by is null) and (outcome is null) = (checked_at is null)),
  constraint proof_maker_is_not_checker check (checked_by is null or checked_by <> submitted_by)
) strict;
create index proofs_of_deal on proofs (agency_id, deal_id, id);
create index proofs_waiting on proofs (agency_id, campaign_id, id) where outcome is null;
create trigger proofs_decided_once before update of outcome on proofs when old.outcome is not null and new.outcome is not old.outcome
begin select raise(abort, 'already-decided'); end;
create index proofs_of_document on proofs (agency_id, document_id, id) where document_id is not null;

-- What is due, came in, went back or was kept of a deal. Amounts never change; finance confirms or refuses, and who reported
-- a line takes it back. Refused and withdrawn lines stay and count for nothing.
create table deal_ledger (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  kind text not null check (kind in ('due', 'receipt', 'refund', 'forfeit')),
  item text not null check (item in ('deposit', 'first-instalment', 'mortgage', 'balance', 'reward-offset', 'other')),
  amount_fen integer not null check (amount_fen between 1 and 100000000000),
  on_day text not null,
  state text not null default 'reported' check (state in ('reported', 'confirmed', 'refused', 'withdrawn')),
  reported_by text not null,
  reported_by_name text not null,
  reported_at integer not null,
  decided_by text,
  decided_by_name text,
  decided_at integer,
  document_id text,
  remark text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id),
  constraint ledger_decided_whole check ((state = 'reported') = (decided_by is null) and (decided_by is null) = (decided_at is null)),
  constraint ledger_maker_is_not_checker check (decided_by is null or kind = 'due' or state = 'withdrawn' or decided_by <> reported_by)
) strict;
create index ledger_of_deal on deal_ledger (agency_id, deal_id, id);
create index ledger_waiting on deal_ledger (agency_id, campaign_id, id) where state = 'reported';
create index ledger_of_document on deal_ledger (agency_id, document_id, id) where document_id is not null;
create trigger ledger_stays before delete on deal_ledger begin select raise(abort, 'append-only'); end;
create trigger ledger_keeps before update of deal_id, kind, item, amount_fen, on_day on deal_ledger
when new.deal_id is not old.deal_id or new.kind is not old.kind or new.item is not old.item or new.amount_fen is not old.amount_fen or new.on_day is not old.on_day
begin select raise(abort, 'append-only'); end;
-- What a buyer owes is agreed on paper and confirmed as it is typed: it alone is taken back after that.
create trigger ledger_decided_once before update of state on deal_ledger
when old.state <> 'reported' and not (old.kind = 'due' and old.state = 'confirmed' and new.state = 'withdrawn')
begin select raise(abort, 'already-decided'); end;
create trigger ledger_confirmed_inserted after insert on deal_ledger when new.state = 'confirmed' and new.kind in ('receipt', 'refund')
begin
  update deals set confirmed_fen = confirmed_fen + iif(new.kind = 'receipt', new.amount_fen, -new.amount_fen)
  where agency_id = new.agency_id and id = new.deal_id and state <> 'cancelled';
end;
create trigger ledger_confirmed_updated after update of state on deal_ledger when new.state = 'confirmed' and new.kind in ('receipt', 'refund')
begin
  update deals set confirmed_fen = confirmed_fen + iif(new.kind = 'receipt', new.amount_fen, -new.amount_fen)
  where agency_id = new.agency_id and id = new.deal_id and state <> 'cancelled';
end;

-- What a deal costs, in lines: the base of its first day in the count, then each difference with its cause. A provisional
-- line (預計返還) is withdrawn while its engagement is open, or becomes final, then fulfilled.
create table price_lines (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  kind text not null check (kind in ('base', 'adjustment', 'closing')),
  amount_fen integer not null,
  because text check (json_valid(because)),
  posted_on text not null,
  state text not null check (state in ('provisional', 'final', 'fulfilled', 'withdrawn')),
  withdrawn_on text,
  withdrawn_because text check (json_valid(withdrawn_because)),
  route text check (route in ('contract', 'balance', 'cash')),
  document_number text,
  fulfilled_on text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  constraint line_withdrawn_whole check ((state = 'withdrawn') = (withdrawn_on is not null)),
  constraint line_fulfilled_whole check ((state = 'fulfilled') = (route is not null and document_number is not null and fulfilled_on is not null))
) strict;
create index lines_of_deal on price_lines (agency_id, deal_id, id);
create unique index lines_one_base on price_lines (agency_id, deal_id) where kind = 'base';
create trigger lines_stay before delete on price_lines begin select raise(abort, 'append-only'); end;
create trigger lines_keep before update of deal_id, kind, amount_fen, posted_on on price_lines
when new.deal_id is not old.deal_id or new.kind is not old.kind or new.amount_fen is not old.amount_fen or new.posted_on is not old.posted_on
begin select raise(abort, 'append-only'); end;

-- What settling found for a deal: a projection of the facts, written with its lines.
create table deal_prices (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  deal_id text not null,
  standing text not null check (standing in ('counted', 'alone', 'none')),
  why text,
  units integer not null,
  -- Null before signing.
  payable_fen integer check (payable_fen >= 0),
  tier text check (json_valid(tier)),
  open_fen integer not null,
  stops_at_floor integer not null check (stops_at_floor in (0, 1)),
  because text check (json_valid(because)),
  group_version integer not null,
  primary key (agency_id, deal_id),
  foreign key (agency_id, deal_id) references deals (agency_id, id)
) strict;

-- Typed changes of signed facts (補充協議).
create table supplements (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  deal_id text not null,
  kind text not null check (kind in ('unit', 'name', 'co-buyer', 'payment-method', 'price', 'measured-area', 'engagement', 'cancellation')),
  signed_on text not null,
  document_number text,
  -- From what to what; of persons their ids alone.
  change text not null check (json_valid(change)),
  recorded_by text not null,
  recorded_by_name text not null,
  recorded_at integer not null,
  primary key (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id)
) strict;
create index supplements_of_deal on supplements (agency_id, deal_id, id);
create index supplements_by_number on supplements (agency_id, campaign_id, document_number, id) where document_number is not null;
create trigger supplements_stay before delete on supplements begin select raise(abort, 'append-only'); end;
create trigger supplements_keep before update on supplements begin select raise(abort, 'append-only'); end;
