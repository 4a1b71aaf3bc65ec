-- What key persons have earned, and what became of it.

-- Append-only: a reward accrues, is topped up when a higher tier is reached, recovered when its deal is cancelled, and
-- comes back when the deal that it was set off against is. Recoveries are negative and name the entry they take back; a
-- write-off names the recovery of which it takes what nothing nets.
create table reward_entries (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  person_id text not null,
  deal_id text not null,
  kind text not null check (kind in ('accrual', 'top-up', 'recovery', 'returned', 'write-off')),
  amount_fen integer not null check (amount_fen <> 0 and (kind = 'recovery') = (amount_fen < 0)),
  units integer,
  success_on text,
  claimable_from text,
  recovers_id text,
  posted_on text not null,
  -- The claim that takes it, while that claim stands: an entry is in one at a time.
  claim_id text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, recovers_id) references reward_entries (agency_id, id),
  foreign key (agency_id, claim_id) references claims (agency_id, id),
  constraint recovery_names_what_it_takes check ((kind in ('recovery', 'write-off')) = (recovers_id is not null))
) strict;
create index reward_entries_of_engagement on reward_entries (agency_id, engagement_id, id);
create index reward_entries_of_deal on reward_entries (agency_id, deal_id, id);
create index reward_entries_of_person on reward_entries (agency_id, person_id, id);
create index reward_entries_of_claim on reward_entries (agency_id, claim_id, id) where claim_id is not null;
create index reward_entries_recovered on reward_entries (agency_id, recovers_id, id) where recovers_id is not null;
create trigger reward_entries_stay before delete on reward_entries begin select raise(abort, 'append-only'); end;
create trigger reward_entries_keep before update of person_id, deal_id, kind, amount_fen, posted_on on reward_entries
when new.person_id is not old.person_id or new.deal_id is not old.deal_id or new.kind is not old.kind or new.amount_fen is not old.amount_fen or new.posted_on is not old.posted_on
begin select raise(abort, 'append-only'); end;
-- No more of a recovery is written off than it took back, and nothing of one that a claim has netted.
create trigger reward_entries_written_off_within before insert on reward_entries
when new.kind = 'write-off' and not exists (
  select 1 from reward_entries r where r.agency_id = new.agency_id and r.id = new.recovers_id and r.kind = 'recovery' and r.claim_id is null
    and r.engagement_id = new.engagement_id and r.person_id = new.person_id and r.deal_id = new.deal_id
    and -r.amount_fen >= new.amount_fen + (select coalesce(sum(w.amount_fen), 0) from reward_entries w
      where w.agency_id = r.agency_id and w.recovers_id = r.id and w.kind = 'write-off'))
begin select raise(abort, 'write-off-above-open'); end;
-- What stands in a claim that was decided does not move.
create trigger reward_entries_claimed_once before update of claim_id on reward_entries
when old.claim_id is not null and (new.claim_id is not null or exists (select 1 from claims where agency_id = old.agency_id and id = old.claim_id and state in ('paid')))
begin select raise(abort, 'already-claimed'); end;

-- A key person's request to be paid (領獎): claimed, approved by one, paid by another; or returned.
create table claims (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  -- The engagement's, for lists.
  account_id text,
  person_id text not null,
  gross_fen integer not null check (gross_fen > 0),
  tax_fen integer check (tax_fen between 0 and gross_fen),
  -- Of the net amount: set off against the person's own deal, and paid out.
  offset_fen integer check (offset_fen >= 0),
  offset_deal_id text,
  cash_fen integer check (cash_fen >= 0),
  state text not null default 'claimed' check (state in ('claimed', 'approved', 'paid', 'returned')),
  -- Identity card and work permit were seen, and who of the team came along.
  witness_id text not null,
  witness_name text not null,
  claimed_by text not null,
  claimed_by_name text not null,
  claimed_at integer not null,
  approved_by text,
  approved_by_name text,
  approved_at integer,
  paid_by text,
  paid_by_name text,
  paid_at integer,
  paid_on text,
  receipt_number text,
  remark text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, account_id) references accounts (agency_id, id),
  foreign key (agency_id, offset_deal_id) references deals (agency_id, id),
  constraint claim_maker_is_not_checker check (approved_by is null or approved_by <> claimed_by),
  constraint claim_approver_is_not_payer check (paid_by is null or paid_by not in (approved_by, claimed_by)),
  constraint claim_adds_up check (state <> 'paid' or tax_fen + offset_fen + cash_fen = gross_fen),
  constraint claim_offset_whole check ((coalesce(offset_fen, 0) > 0) = (offset_deal_id is not null)),
  constraint claim_paid_whole check ((state = 'paid') = (paid_by is not null and receipt_number is not null and paid_on is not null))
) strict;
create index claims_of_campaign on claims (agency_id, campaign_id, id);
create index claims_by_state on claims (agency_id, campaign_id, state, id);
create index claims_of_account on claims (agency_id, account_id, id) where account_id is not null;
create index claims_of_engagement on claims (agency_id, engagement_id, id);
create index claims_of_person on claims (agency_id, person_id, state, paid_on, id);
create index claims_of_offset on claims (agency_id, offset_deal_id, id) where offset_deal_id is not null;
create trigger claims_stay before delete on claims begin select raise(abort, 'append-only'); end;
create trigger claims_decided_once before update of state on claims when old.state in ('paid', 'returned')
begin select raise(abort, 'already-decided'); end;

-- Whether a key person may be given money: what they are, and what compliance has decided of them.
create table recipients (
  agency_id text not null references agencies (id),
  person_id text not null,
  status text not null check (status in ('state-functionary', 'state-enterprise', 'private-employee', 'self-employed')),
  consent_document_id text,
  -- Null: the default of the status holds.
  decision text check (decision in ('allowed', 'held')),
  yearly_limit_fen integer check (yearly_limit_fen >= 0),
  reason text,
  decided_by text,
  decided_by_name text,
  decided_at integer,
  version integer not null default 1,
  primary key (agency_id, person_id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, consent_document_id) references files (agency_id, id),
  constraint recipient_decided_whole check ((decision is null) = (decided_by is null) and (decision is null) = (reason is null))
) strict;
create index recipients_of_document on recipients (agency_id, consent_document_id, person_id) where consent_document_id is not null;

-- A stop with a reason on all that an engagement has earned.
create table reward_holds (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  reason text not null,
  held_by text not null,
  held_by_name text not null,
  held_at integer not null,
  lifted_by text,
  lifted_by_name text,
  lifted_at integer,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  constraint hold_lifted_whole check ((lifted_by is null) = (lifted_at is null))
) strict;
create unique index reward_holds_one on reward_holds (agency_id, engagement_id) where lifted_at is null;
create index reward_holds_of_engagement on reward_holds (agency_id, engagement_id, id);

-- 核銷: what is open of a recovery, asked to be given up and decided through an approval. An approved one is the entry of
-- the ledger that has its id.
create table write_offs (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  number integer not null check (number > 0),
  engagement_id text not null,
  recovery_id text not null,
  amount_fen integer not null check (amount_fen > 0),
  reason text not null check (length(reason) between 1 and 500),
  state text not null default 'pending' check (state in ('pending', 'returned', 'approved', 'withdrawn')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, recovery_id) references reward_entries (agency_id, id)
) strict;
create unique index write_offs_numbered on write_offs (agency_id, campaign_id, number);
create index write_offs_of_engagement on write_offs (agency_id, engagement_id, id);
create index write_offs_of_recovery on write_offs (agency_id, recovery_id, id);
create unique index write_offs_pending_once on write_offs (agency_id, recovery_id) where state = 'pending';
create trigger write_offs_decided_once before update of state on write_offs when old.state <> 'pending'
begin select raise(abort, 'already-decided'); end;
create trigger write_offs_fixed before update of campaign_id, number, engagement_id, recovery_id, amount_fen, reason on write_offs
begin select raise(abort, 'append-only'); end;
create trigger write_offs_stay before delete on write_offs begin select raise(abort, 'append-only'); end;
