-- Registered customers (登記客戶) of a campaign, the forms they come by, and whose customer each is.
-- Names, phones and identity numbers stand in `people` alone; free text of or about somebody is sealed with the agency's key.

-- How a campaign treats its leads; one without a row has the defaults of the code.
create table lead_rules (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  -- Within which a report must have its whole number and a first contact.
  report_hours integer not null check (report_hours between 1 and 720),
  -- From the day a report was confirmed, and from the day of a visit.
  protect_days integer not null check (protect_days between 1 and 365),
  visit_days integer not null check (visit_days between 1 and 365),
  -- Whether who first brings somebody to the site has them, although another reported them (到訪為王).
  visit_wins integer not null check (visit_wins in (0, 1)),
  picks_per_day integer not null check (picks_per_day between 0 and 100),
  -- Who lost or gave back a lead does not pick the same one again for so long.
  cool_down_days integer not null check (cool_down_days between 0 and 365),
  -- A consultant's calls of a day.
  calls_per_day integer not null check (calls_per_day between 1 and 300),
  -- After the campaign's last day.
  retention_days integer not null check (retention_days between 1 and 3650),
  version integer not null default 1,
  primary key (agency_id, campaign_id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id)
) strict;

-- A public form. Its address is the code, whose first character is the shard's number.
create table forms (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  -- Whom its leads belong to; null: to the campaign alone.
  engagement_id text,
  code text not null unique check (length(code) between 8 and 16),
  -- What the agency calls it; the public reads `texts`.
  name text not null check (length(name) between 1 and 80),
  texts text not null check (json_valid(texts)),
  fields text not null check (json_valid(fields)),
  -- Who gets a new lead: one member, a group's members in turn, a group, or whoever picks it.
  assignment text not null check (json_valid(assignment)),
  opens_on text,
  closes_on text,
  -- How many may register; null: any number.
  capacity integer check (capacity > 0),
  taken integer not null default 0,
  state text not null default 'draft' check (state in ('draft', 'open', 'closed')),
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  constraint form_window check (opens_on is null or closes_on is null or opens_on <= closes_on),
  constraint form_not_overfull check (taken >= 0 and (capacity is null or taken <= capacity))
) strict;
create index forms_of_campaign on forms (agency_id, campaign_id, id);
create index forms_of_engagement on forms (agency_id, engagement_id, id) where engagement_id is not null;

-- Where a form's link was put up: a gate, a chat group, somebody's own. Its leads are theirs whom it names.
create table form_tags (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  form_id text not null,
  tag text not null check (length(tag) between 1 and 24),
  label text not null check (length(label) between 1 and 80),
  owner_id text,
  touches integer not null default 0,
  primary key (agency_id, form_id, tag),
  foreign key (agency_id, form_id) references forms (agency_id, id),
  foreign key (agency_id, owner_id) references staff (agency_id, id)
) strict;
create index form_tags_of_owner on form_tags (agency_id, owner_id, form_id, tag) where owner_id is not null;

-- When somebody may come, and how many at once.
create table form_slots (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  form_id text not null,
  id text not null,
  starts_at integer not null,
  ends_at integer not null,
  capacity integer not null check (capacity between 1 and 1000),
  taken integer not null default 0,
  primary key (agency_id, id),
  foreign key (agency_id, form_id) references forms (agency_id, id),
  constraint form_slot_lasts check (starts_at < ends_at),
  constraint form_slot_not_overbooked check (taken between 0 and capacity)
) strict;
create unique index form_slots_of_form on form_slots (agency_id, form_id, starts_at, id);

-- What was agreed to, word for word as shown, by the digest of its words.
create table consents (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  language text not null check (language in ('zh-Hant', 'zh-Hans', 'en')),
  words text not null,
  created_at integer not null,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id)
) strict;
create trigger consents_stay before update on consents begin select raise(abort, 'append-only'); end;

-- How often somebody's phone or address has sent a form, by keyed hashes, in windows; swept when the window is over.
create table form_tries (
  agency_id text not null references agencies (id),
  key_hash text not null,
  window_at integer not null,
  tries integer not null check (tries > 0),
  primary key (agency_id, key_hash, window_at)
) strict;
create index form_tries_spent on form_tries (window_at, agency_id, key_hash);

create table leads (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  person_id text not null,
  engagement_id text,
  -- Of the first touch.
  source text not null check (source in ('form', 'call', 'walk-in', 'event', 'referral', 'credential', 'outreach', 'other')),
  state text not null default 'registered' check (state in ('registered', 'contacted', 'sincere', 'selected', 'signed', 'lost')),
  lost_because text check (lost_because in ('bought-elsewhere', 'no-budget', 'not-interested', 'unreachable', 'wrong-number', 'not-eligible', 'other')),
  intent text check (intent in ('high', 'medium', 'low')),
  units_wanted integer check (units_wanted between 1 and 999),
  -- The agency's keyed hashes of the phone, under the key `key_number`; of a masked report only the second. Null once erased.
  key_number integer not null,
  phone_hash text,
  masked_hash text,
  -- The project's keyed hash: one buyer is known again across the agencies of a project.
  project_hash text,
  -- 138****1234 of a report whose number is not whole yet.
  masked_phone_cipher text,
  -- Whose customer it is; while it is nobody's, whose members alone may pick it: null: everybody's.
  owner_id text,
  group_id text,
  -- The clocks: a report runs out at `report_until` unless it was confirmed; then protection does at `protected_until`.
  reported_at integer,
  report_until integer,
  confirmed_at integer,
  protected_until integer,
  visited_on text,
  visited_with text,
  -- From when on anybody may pick it: 0 without an owner; null once earnest money stands, or it was lost.
  free_at integer generated always as (case
    when state not in ('registered', 'contacted') or merged_into is not null then null
    when owner_id is null then 0
    when confirmed_at is null then report_until
    else protected_until end) virtual,
  contacts integer not null default 0,
  last_contact_at integer,
  -- What is to be done next.
  next_on text,
  next_kind text check (next_kind in ('call', 'message', 'visit', 'complete-number', 'earnest', 'signing', 'other')),
  next_note_cipher text,
  touches integer not null default 0,
  -- Last business day on which the person's particulars are kept, unless they buy.
  kept_until text not null,
  merged_into text,
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, engagement_id) references engagements (agency_id, id),
  foreign key (agency_id, owner_id) references staff (agency_id, id),
  foreign key (agency_id, group_id) references groups (agency_id, id),
  foreign key (agency_id, merged_into) references leads (agency_id, id),
  foreign key (agency_id, key_number) references agency_keys (agency_id, number),
  constraint lead_lost_for_a_reason check ((state = 'lost') = (lost_because is not null)),
  constraint lead_owned_from check ((owner_id is null) = (reported_at is null)),
  constraint lead_report_runs check (owner_id is null or confirmed_at is not null or report_until is not null),
  constraint lead_protection_runs check ((confirmed_at is null) = (protected_until is null)),
  constraint lead_confirmed_whole check (confirmed_at is null or owner_id is not null),
  constraint lead_visited_whole check ((visited_on is null) = (visited_with is null)),
  constraint lead_next_whole check ((next_on is null) = (next_kind is null)),
  constraint lead_number_whole_or_masked check (phone_hash is null or masked_phone_cipher is null)
) strict;
-- By the hash first: whoever turns the agency's key finds it in all campaigns at once.
create unique index leads_once on leads (agency_id, phone_hash, campaign_id) where phone_hash is not null;
create unique index leads_once_masked on leads (agency_id, masked_hash, campaign_id) where masked_phone_cipher is not null;
create unique index leads_once_a_person on leads (agency_id, campaign_id, person_id);
create index leads_by_masked on leads (agency_id, masked_hash, campaign_id, id) where masked_hash is not null;
create index leads_by_project on leads (agency_id, project_hash, id) where project_hash is not null;
create index leads_of_campaign on leads (agency_id, campaign_id, id) where merged_into is null;
create index leads_by_state on leads (agency_id, campaign_id, state, id) where merged_into is null;
create index leads_of_owner on leads (agency_id, campaign_id, owner_id, id) where merged_into is null;
create index leads_of_member on leads (agency_id, owner_id, id) where owner_id is not null;
create index leads_of_engagement on leads (agency_id, engagement_id, id) where engagement_id is not null;
create index leads_by_source on leads (agency_id, campaign_id, source, id) where merged_into is null;
create index leads_free on leads (agency_id, campaign_id, free_at, id) where free_at is not null;
create index leads_of_group on leads (agency_id, group_id, id) where group_id is not null;
create index leads_next on leads (agency_id, owner_id, next_on, id) where next_on is not null and merged_into is null;
create index leads_next_of_campaign on leads (agency_id, campaign_id, next_on, id) where next_on is not null and merged_into is null;
create index leads_unvisited on leads (agency_id, campaign_id, id) where visited_on is null and merged_into is null;
create index leads_of_person on leads (agency_id, person_id, id);
create index leads_merged on leads (agency_id, merged_into, id) where merged_into is not null;
create index leads_of_key on leads (agency_id, key_number, id);
create index leads_to_forget on leads (kept_until, agency_id, id) where state not in ('selected', 'signed');

-- Each time somebody registered, called, came: one person, many touches.
create table lead_touches (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  lead_id text not null,
  at integer not null,
  source text not null check (source in ('form', 'call', 'walk-in', 'event', 'referral', 'credential', 'outreach', 'other')),
  form_id text,
  tag text,
  consent_id text,
  language text check (language in ('zh-Hant', 'zh-Hans', 'en')),
  -- What the visitor holds in hand.
  receipt text,
  key_number integer not null,
  -- Everything that was typed, as one JSON; null once erased, or when nothing was.
  answers_cipher text,
  -- A member of staff, or the public.
  by_id text not null,
  by_name text not null,
  primary key (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id),
  foreign key (agency_id, form_id) references forms (agency_id, id),
  foreign key (agency_id, consent_id) references consents (agency_id, id),
  foreign key (agency_id, key_number) references agency_keys (agency_id, number),
  constraint touch_by_form_consented check ((form_id is null) = (consent_id is null) and (form_id is null) = (receipt is null))
) strict;
create unique index lead_touches_by_receipt on lead_touches (agency_id, receipt) where receipt is not null;
create index lead_touches_of_lead on lead_touches (agency_id, lead_id, at, id);
create index lead_touches_of_form on lead_touches (agency_id, form_id, at, id) where form_id is not null;
create index lead_touches_of_key on lead_touches (agency_id, key_number, id);
create index lead_touches_of_consent on lead_touches (agency_id, consent_id, id) where consent_id is not null;

create trigger lead_touches_counted after insert on lead_touches begin
  update leads set touches = touches + 1 where agency_id = new.agency_id and id = new.lead_id;
  update form_tags set touches = touches + 1 where agency_id = new.agency_id and form_id = new.form_id and tag = new.tag;
end;

-- A booked visit of a slot.
create table bookings (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  slot_id text not null,
  lead_id text not null,
  touch_id text not null,
  state text not null default 'booked' check (state in ('booked', 'cancelled', 'came', 'missed')),
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, slot_id) references form_slots (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id),
  foreign key (agency_id, touch_id) references lead_touches (agency_id, id)
) strict;
create unique index bookings_of_touch on bookings (agency_id, touch_id) where state <> 'cancelled';
create index bookings_by_touch on bookings (agency_id, touch_id, id);
create index bookings_of_slot on bookings (agency_id, slot_id, id);
create index bookings_of_lead on bookings (agency_id, lead_id, id);
-- A slot's places are counted by its bookings: one that is called off gives its place back.
create trigger bookings_taken after insert on bookings when new.state = 'booked'
begin update form_slots set taken = taken + 1 where agency_id = new.agency_id and id = new.slot_id; end;
create trigger bookings_given_back after update of state on bookings when old.state <> 'cancelled' and new.state = 'cancelled'
begin update form_slots set taken = taken - 1 where agency_id = new.agency_id and id = new.slot_id; end;
create trigger bookings_stay_cancelled before update on bookings when old.state = 'cancelled'
begin select raise(abort, 'wrong-state'); end;

-- What was said and done, each with what comes next.
create table lead_contacts (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  lead_id text not null,
  kind text not null check (kind in ('call', 'message', 'visit', 'site-visit', 'other')),
  outcome text not null check (outcome in ('reached', 'no-answer', 'appointment', 'refused', 'wrong-number', 'came')),
  -- The business day and the instant it took place.
  day text not null,
  at integer not null,
  key_number integer not null,
  note_cipher text,
  by_id text not null,
  by_name text not null,
  created_at integer not null,
  primary key (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id),
  foreign key (agency_id, key_number) references agency_keys (agency_id, number)
) strict;
create index lead_contacts_of_lead on lead_contacts (agency_id, lead_id, at, id);
create index lead_contacts_of_day on lead_contacts (agency_id, by_id, day, id);
create index lead_contacts_of_key on lead_contacts (agency_id, key_number, id);

-- A visit to the site that another than the owner brought about: it waits for somebody else's yes (到訪為王). Its id is the contact's.
create table lead_visits (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  lead_id text not null,
  visited_on text not null,
  brought_by text not null,
  brought_by_name text not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  decided_by text,
  decided_by_name text,
  decided_at integer,
  primary key (agency_id, id),
  foreign key (agency_id, id) references lead_contacts (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id),
  constraint lead_visit_decided_whole check ((decided_by is null) = (state = 'waiting') and (decided_by is null) = (decided_at is null)
    and (decided_by is null) = (decided_by_name is null)),
  constraint lead_visit_maker_is_not_checker check (decided_by is null or decided_by <> brought_by)
) strict;
create index lead_visits_waiting on lead_visits (agency_id, campaign_id, id) where state = 'waiting';
create index lead_visits_of_lead on lead_visits (agency_id, lead_id, id);
create trigger lead_visits_decided_once before update of state on lead_visits when old.state <> 'waiting'
begin select raise(abort, 'already-decided'); end;

-- Whose customer it was, stretch by stretch: what pick limits and cool-downs are counted by.
create table lead_owners (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  lead_id text not null,
  -- Null: the pool.
  owner_id text,
  how text not null check (how in ('reported', 'form', 'assigned', 'in-turn', 'picked', 'visit', 'returned', 'removed', 'merged')),
  reason text,
  day text not null,
  at integer not null,
  by_id text not null,
  by_name text not null,
  primary key (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id)
) strict;
create index lead_owners_of_lead on lead_owners (agency_id, lead_id, id);
create index lead_owners_picked on lead_owners (agency_id, owner_id, day, id) where how = 'picked';
-- A stretch goes over to another lead when the two are merged, and is never changed otherwise.
create trigger lead_owners_stay before update of agency_id, campaign_id, id, owner_id, how, reason, day, at, by_id, by_name on lead_owners
begin select raise(abort, 'append-only'); end;
create trigger lead_owners_keep before delete on lead_owners begin select raise(abort, 'append-only'); end;

-- Whose turn it is: who has been given the fewest, the first by id among equals.
create table lead_turns (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  user_id text not null,
  given integer not null check (given >= 0),
  primary key (agency_id, campaign_id, user_id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id)
) strict;

-- Two leads found to be one person; what was moved, so that it can be undone.
create table lead_merges (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  kept_id text not null,
  merged_id text not null,
  -- Ids of the rows that went over, by table, and what of the lead kept was changed, without anything personal.
  moved text not null check (json_valid(moved)),
  by_id text not null,
  by_name text not null,
  at integer not null,
  undone_at integer,
  undone_by text,
  primary key (agency_id, id),
  foreign key (agency_id, kept_id) references leads (agency_id, id),
  foreign key (agency_id, merged_id) references leads (agency_id, id),
  constraint lead_merge_of_two check (kept_id <> merged_id),
  constraint lead_merge_undone_whole check ((undone_at is null) = (undone_by is null))
) strict;
create index lead_merges_of_kept on lead_merges (agency_id, kept_id, id);
create unique index lead_merges_once on lead_merges (agency_id, merged_id) where undone_at is null;
create index lead_merges_of_merged on lead_merges (agency_id, merged_id, id);

-- Letters of a name, two by two, by which it is found; the first letter alone begins with ^. Kept by triggers.
create table letter_places (place integer primary key) strict;
insert into letter_places select value from json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40]');
create table lead_grams (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  gram text not null,
  lead_id text not null,
  primary key (agency_id, campaign_id, gram, lead_id)
) strict;
create index lead_grams_of_lead on lead_grams (agency_id, lead_id, campaign_id, gram);
create table lead_gram_counts (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  gram text not null,
  leads integer not null check (leads >= 0),
  primary key (agency_id, campaign_id, gram)
) strict;
create trigger lead_grams_counted after insert on lead_grams begin
  insert into lead_gram_counts values (new.agency_id, new.campaign_id, new.gram, 1)
  on conflict (agency_id, campaign_id, gram) do update set leads = leads + 1;
end;
create trigger lead_grams_uncounted after delete on lead_grams begin
  update lead_gram_counts set leads = leads - 1 where agency_id = old.agency_id and campaign_id = old.campaign_id and gram = old.gram;
end;
create trigger leads_named after insert on leads begin
  insert or ignore into lead_grams
  select new.agency_id, new.campaign_id, '^' || lower(substr(p.name, 1, 1)), new.id from people p
  where p.agency_id = new.agency_id and p.id = new.person_id and p.name is not null;
  insert or ignore into lead_grams
  select new.agency_id, new.campaign_id, lower(substr(p.name, l.place, 2)), new.id from people p join letter_places l on l.place < length(p.name)
  where p.agency_id = new.agency_id and p.id = new.person_id and p.name is not null;
end;
create trigger people_renamed_as_leads after update of name on people when old.name is not new.name begin
  delete from lead_grams where agency_id = new.agency_id and lead_id in (select id from leads where agency_id = new.agency_id and person_id = new.id);
  insert or ignore into lead_grams
  select k.agency_id, k.campaign_id, '^' || lower(substr(new.name, 1, 1)), k.id from leads k
  where k.agency_id = new.agency_id and k.person_id = new.id and new.name is not null;
  insert or ignore into lead_grams
  select k.agency_id, k.campaign_id, lower(substr(new.name, l.place, 2)), k.id from leads k join letter_places l on l.place < length(new.name)
  where k.agency_id = new.agency_id and k.person_id = new.id and new.name is not null;
end;

-- How many leads of a campaign there are by source and state; kept by triggers, so that no list counts.
create table lead_counts (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  source text not null,
  state text not null,
  leads integer not null check (leads >= 0),
  primary key (agency_id, campaign_id, source, state)
) strict;
create trigger leads_counted after insert on leads when new.merged_into is null begin
  insert into lead_counts values (new.agency_id, new.campaign_id, new.source, new.state, 1)
  on conflict (agency_id, campaign_id, source, state) do update set leads = leads + 1;
end;
create trigger leads_recounted after update of state, source, merged_into on leads
when old.state <> new.state or old.source <> new.source or (old.merged_into is null) <> (new.merged_into is null) begin
  update lead_counts set leads = leads - (old.merged_into is null)
  where agency_id = old.agency_id and campaign_id = old.campaign_id and source = old.source and state = old.state;
  insert into lead_counts values (new.agency_id, new.campaign_id, new.source, new.state, new.merged_into is null)
  on conflict (agency_id, campaign_id, source, state) do update set leads = leads + (new.merged_into is null);
end;

-- Earnest money (誠意金): reported by the agency, confirmed by finance, given back. Number and place in the queue come with it later.
create table earnest_deposits (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  id text not null,
  lead_id text not null,
  amount_fen integer not null check (amount_fen between 1 and 100000000000),
  paid_on text not null,
  -- The number on the paper.
  document_number text not null check (length(document_number) between 1 and 40),
  document_id text,
  state text not null default 'reported' check (state in ('reported', 'withdrawn', 'confirmed', 'refused', 'refunding', 'refunded')),
  reported_by text not null,
  reported_by_name text not null,
  reported_at integer not null,
  decided_by text,
  decided_by_name text,
  decided_at integer,
  refused_because text,
  refund_asked_by text,
  refund_asked_by_name text,
  refund_asked_at integer,
  refund_because text,
  refunded_on text,
  refunded_by text,
  refunded_by_name text,
  refunded_at integer,
  refund_document_number text,
  refund_document_id text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, lead_id) references leads (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id),
  foreign key (agency_id, refund_document_id) references files (agency_id, id),
  constraint earnest_decided_whole check ((decided_by is null) = (decided_at is null) and (decided_by is null) = (decided_by_name is null)
    and (decided_by is null) = (state in ('reported', 'withdrawn'))),
  constraint earnest_maker_is_not_checker check (decided_by is null or decided_by <> reported_by),
  constraint earnest_refused_because check ((state = 'refused') = (refused_because is not null)),
  constraint earnest_refund_asked_whole check ((refund_asked_by is null) = (refund_asked_at is null) and (refund_asked_by is null) = (refund_because is null)
    and (refund_asked_by is null) = (state not in ('refunding', 'refunded'))),
  constraint earnest_refunded_whole check ((refunded_by is null) = (refunded_on is null) and (refunded_by is null) = (refunded_at is null)
    and (refunded_by is null) = (refund_document_number is null) and (refunded_by is null) = (state <> 'refunded')),
  constraint earnest_refunder_did_not_ask check (refunded_by is null or refunded_by <> refund_asked_by)
) strict;
create unique index earnest_by_document on earnest_deposits (agency_id, campaign_id, document_number) where state not in ('withdrawn', 'refused');
create index earnest_of_lead on earnest_deposits (agency_id, lead_id, id);
create index earnest_waiting on earnest_deposits (agency_id, campaign_id, id) where state in ('reported', 'refunding');
create index earnest_in_campaign on earnest_deposits (agency_id, campaign_id, id);
create index earnest_of_campaign on earnest_deposits (agency_id, campaign_id, state, id);
create index earnest_of_document on earnest_deposits (agency_id, document_id, id) where document_id is not null;
create index earnest_of_refund_document on earnest_deposits (agency_id, refund_document_id, id) where refund_document_id is not null;
-- A lead is sincere as long as earnest money of theirs is confirmed and not given back.
create trigger earnest_makes_sincere after update of state on earnest_deposits when old.state <> new.state begin
  update leads set state = 'sincere', lost_because = null, version = version + 1
  where agency_id = new.agency_id and id = new.lead_id and state in ('registered', 'contacted', 'lost')
    and exists (select 1 from earnest_deposits d where d.agency_id = new.agency_id and d.lead_id = new.lead_id and d.state in ('confirmed', 'refunding'));
  update leads set state = 'contacted', version = version + 1
  where agency_id = new.agency_id and id = new.lead_id and state = 'sincere'
    and not exists (select 1 from earnest_deposits d where d.agency_id = new.agency_id and d.lead_id = new.lead_id and d.state in ('confirmed', 'refunding'));
end;

-- Selected and signed are said by deals alone: of the lead's own person, or of buyers with the same number. Merged leads
-- follow the one that was kept. Written to, this view moves the leads of a person to where their deals are.
create view leads_by_deals as select agency_id, campaign_id, person_id from leads where 0;
create trigger leads_follow_deals instead of insert on leads_by_deals begin
  update leads set state = case now.bought when 2 then 'signed' when 1 then 'selected' else iif(now.earnest, 'sincere', 'contacted') end,
    lost_because = null, version = version + 1
  from (
    select k.id, exists (select 1 from earnest_deposits d where d.agency_id = k.agency_id and d.lead_id = k.id and d.state in ('confirmed', 'refunding')) as earnest,
      coalesce((select max(case d.state when 'cancelled' then 0 when 'subscribed' then 1 else 2 end)
        from parties p cross join deals d on d.agency_id = p.agency_id and d.id = p.deal_id
        where p.agency_id = k.agency_id and +d.campaign_id = k.campaign_id and p.person_id in (
          select o.person_id from leads o where o.agency_id = k.agency_id and o.id = k.id
          union select +o.person_id from leads o where o.agency_id = k.agency_id and o.merged_into = k.id and o.merged_into is not null
          union select s.id from leads o cross join people s on s.agency_id = o.agency_id and s.phone_hash = o.phone_hash and s.phone_hash is not null where o.agency_id = k.agency_id and o.id = k.id
          union select s.id from leads o cross join people s on s.agency_id = o.agency_id and s.phone_hash = o.phone_hash and s.phone_hash is not null where o.agency_id = k.agency_id and o.merged_into = k.id)), 0) as bought
    from leads k
    where k.agency_id = new.agency_id and k.id in (
      select coalesce(l.merged_into, l.id) from leads l where l.agency_id = new.agency_id and l.campaign_id = new.campaign_id and l.person_id = new.person_id
      union select coalesce(l.merged_into, l.id) from people s cross join leads l on l.agency_id = s.agency_id and l.campaign_id = new.campaign_id and l.phone_hash = s.phone_hash and l.phone_hash is not null
      where s.agency_id = new.agency_id and s.id = new.person_id and s.phone_hash is not null)
  ) now
  where leads.agency_id = new.agency_id and leads.id = now.id
    and leads.state <> case now.bought when 2 then 'signed' when 1 then 'selected'
      else iif(leads.state in ('selected', 'signed'), iif(now.earnest, 'sincere', 'contacted'), leads.state) end;
end;
create trigger parties_make_leads_selected after insert on parties begin
  insert into leads_by_deals values (new.agency_id, new.campaign_id, new.person_id);
end;
create trigger parties_leave_leads after delete on parties begin
  insert into leads_by_deals values (old.agency_id, old.campaign_id, old.person_id);
end;
create trigger deals_move_leads after update of state on deals when old.state <> new.state begin
  insert into leads_by_deals select p.agency_id, new.campaign_id, p.person_id from parties p where p.agency_id = new.agency_id and p.deal_id = new.id;
end;
-- Who is registered, completed or merged later may have bought before.
create trigger leads_find_their_deals after insert on leads begin
  insert into leads_by_deals values (new.agency_id, new.campaign_id, new.person_id);
end;
create trigger leads_find_their_deals_anew after update of phone_hash, merged_into on leads
when (new.phone_hash is not null and old.phone_hash is not new.phone_hash) or old.merged_into is not new.merged_into begin
  insert into leads_by_deals values (new.agency_id, new.campaign_id, new.person_id);
end;

-- A number that is corrected is corrected for the leads of that person; turning a key is none of it.
create trigger people_renumbered_as_leads after update of phone_hash on people
when old.key_number = new.key_number and new.phone_hash is not null and old.phone_hash is not new.phone_hash begin
  update leads set phone_hash = new.phone_hash, masked_hash = new.masked_phone_hash, masked_phone_cipher = null, version = version + 1
  where agency_id = new.agency_id and person_id = new.id and +key_number = new.key_number and phone_hash is not new.phone_hash;
end;
-- Whoever leaves the agency leaves their leads to all. The directory tells of it without a time: the day is that of the region.
create trigger staff_leave_their_leads after update of state on staff when old.state = 'active' and new.state = 'removed' begin
  insert into lead_owners
  select l.agency_id, l.campaign_id, printf('%s-%s-7%s-8%s-%s', substr(t.at, 1, 8), substr(t.at, 9, 4), substr(hex(randomblob(2)), 2, 3), substr(hex(randomblob(2)), 2, 3), hex(randomblob(6))),
    l.id, null, 'removed', null, date('now', '+8 hours'), cast(unixepoch('subsec') * 1000 as integer), 'system', '團拓'
  from leads l join (select printf('%012x', cast(unixepoch('subsec') * 1000 as integer)) as at) t
  where l.agency_id = new.agency_id and l.owner_id = new.id and l.merged_into is null;
  update leads set owner_id = null, reported_at = null, report_until = null, confirmed_at = null, protected_until = null, version = version + 1
  where agency_id = new.agency_id and owner_id = new.id and merged_into is null;
end;
-- What waits for a group that is deleted waits for all.
create trigger groups_leave_their_leads before delete on groups begin
  update leads set group_id = null, version = version + 1 where agency_id = old.agency_id and group_id = old.id;
end;
