-- 優惠細則及使用權利: what a person may expect before a home is chosen, on paper. All that it says stands with it, so that it
-- reads the same for ever. Of a person and an engagement one is open; that a home was subscribed on it follows from the deals.
create table benefits (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  engagement_id text not null,
  person_id text not null,
  number integer not null check (number > 0),
  policy_version_id text not null,
  policy_number integer not null check (policy_number > 0),
  state text not null default 'issued' check (state in ('issued', 'confirmed', 'expired', 'void')),
  issued_on text not null,
  -- The last day on which a home may be subscribed on it.
  expires_on text not null,
  transferable text not null check (transferable in ('no', 'family')),
  inputs text not null check (json_valid(inputs)),
  result text not null check (json_valid(result)),
  -- The campaign's words and names of the day of issue.
  words text not null check (json_valid(words)),
  -- Of the rules that reckoned it.
  engine_revision integer not null check (engine_revision > 0),
  issued_by text not null,
  issued_by_name text not null,
  issued_at integer not null,
  -- The day on which the buyer signed the paper, and the number that it is filed under.
  confirmed_on text,
  document_number text check (length(document_number) between 1 and 60),
  confirmed_by text,
  confirmed_by_name text,
  confirmed_at integer,
  void_reason text check (length(void_reason) between 1 and 500),
  voided_by text,
  voided_by_name text,
  voided_at integer,
  primary key (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, policy_version_id) references policy_versions (agency_id, id),
  constraint benefits_days_in_order check (expires_on >= issued_on and (confirmed_on is null or confirmed_on between issued_on and expires_on)),
  constraint benefits_confirmed_whole check ((confirmed_on is null) = (document_number is null) and (confirmed_on is null) = (confirmed_by is null)
    and (confirmed_on is null) = (confirmed_by_name is null) and (confirmed_on is null) = (confirmed_at is null)
    and (state <> 'confirmed' or confirmed_on is not null) and (state <> 'issued' or confirmed_on is null)),
  constraint benefits_voided_whole check ((state = 'void') = (void_reason is not null) and (void_reason is null) = (voided_by is null)
    and (void_reason is null) = (voided_by_name is null) and (void_reason is null) = (voided_at is null))
) strict;
create unique index benefits_numbered on benefits (agency_id, campaign_id, number);
create unique index benefits_one_open on benefits (agency_id, engagement_id, person_id) where state in ('issued', 'confirmed');
create index benefits_of_engagement on benefits (agency_id, engagement_id, id);
create index benefits_of_person on benefits (agency_id, person_id, id);
create index benefits_of_version on benefits (agency_id, policy_version_id, id);
create trigger benefits_in_order before update of state on benefits
when old.state not in ('issued', 'confirmed') or (old.state = 'confirmed' and new.state not in ('expired', 'void')) or new.state = 'issued'
begin select raise(abort, 'wrong-state'); end;
create trigger benefits_fixed before update of campaign_id, engagement_id, person_id, number, policy_version_id, policy_number, issued_on,
  expires_on, transferable, inputs, result, words, engine_revision, issued_by, issued_by_name, issued_at on benefits
begin select raise(abort, 'append-only'); end;
create trigger benefits_stay before delete on benefits begin select raise(abort, 'append-only'); end;
