-- 特批: a price below the policy's, for one home or for all of an engagement, asked for by the agency and decided through
-- an approval. Who decides may answer with other terms; the agency accepts these or lets them lie.
create table specials (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  number integer not null check (number > 0),
  deal_id text,
  engagement_id text,
  terms text not null check (json_valid(terms)),
  counter_terms text check (counter_terms is null or json_valid(counter_terms)),
  reason text not null check (length(reason) between 1 and 1000),
  -- What it costs against the price without it, by the facts of the day it was asked.
  evaluation text not null check (json_valid(evaluation)),
  state text not null default 'pending' check (state in ('pending', 'returned', 'countered', 'approved', 'withdrawn')),
  asked_by text not null,
  asked_by_name text not null,
  asked_at integer not null,
  countered_by text,
  accepted_by text,
  approved_at integer,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, deal_id) references deals (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  constraint special_of_one_thing check ((deal_id is null) <> (engagement_id is null)),
  constraint special_approved_whole check ((state = 'approved') = (approved_at is not null)),
  constraint special_countered_whole check ((counter_terms is null) = (countered_by is null) and (state <> 'countered' or counter_terms is not null)),
  constraint special_counter_is_not_accepted_by_its_maker check (accepted_by is null or accepted_by <> countered_by)
) strict;
create unique index specials_numbered on specials (agency_id, campaign_id, number);
create index specials_of_campaign on specials (agency_id, campaign_id, id);
create index specials_of_deal on specials (agency_id, deal_id, id) where deal_id is not null;
create index specials_of_engagement on specials (agency_id, engagement_id, id) where engagement_id is not null;
create unique index specials_of_deal_once on specials (agency_id, deal_id) where state = 'pending' and deal_id is not null;
create unique index specials_of_engagement_once on specials (agency_id, engagement_id) where state = 'pending' and engagement_id is not null;
create trigger specials_decided_once before update of state on specials
when old.state not in ('pending', 'countered') or (old.state = 'countered' and new.state not in ('countered', 'approved'))
begin select raise(abort, 'already-decided'); end;
create trigger specials_fixed before update of campaign_id, number, deal_id, engagement_id, terms, counter_terms, reason, evaluation on specials
when new.terms is not old.terms or new.reason is not old.reason or new.evaluation is not old.evaluation or new.number is not old.number
  or new.campaign_id is not old.campaign_id or new.deal_id is not old.deal_id or new.engagement_id is not old.engagement_id
  or (old.counter_terms is not null and new.counter_terms is not old.counter_terms)
begin select raise(abort, 'append-only'); end;
create trigger specials_stay before delete on specials begin select raise(abort, 'append-only'); end;
