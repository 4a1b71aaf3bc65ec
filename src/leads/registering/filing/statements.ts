import { triesOfAddress, triesOfPhone } from "../rules";

/*
 * What a registration writes, statement by statement. Each is one text for all forms, so that it is composed once in an
 * isolate; the scope binds `:agency` and `:form`.
 */

/** The lead of a phone, whichever of the agency's keys it was hashed by, and into whichever it was merged. */
export const leadOf = `(with recursive chain(id, next) as (
    select id, merged_into from leads where agency_id = :agency and campaign_id = :campaign and phone_hash in (select value from json_each(:hashes))
    union all select l.id, l.merged_into from chain join leads l on l.agency_id = :agency and l.id = chain.next)
  select id from chain where next is null limit 1)`;

const isKnown = `exists (select 1 from leads where agency_id = :agency and campaign_id = :campaign and phone_hash in (select value from json_each(:hashes)))`;

/** Where this is the agency's first person; two first ones at once: `conflict`, and the second is tried again. */
export const firstKey = "insert into agency_keys (agency_id, number, wrapped, created_at) values (:agency, :number, :wrapped, :now)";

const triesOf = (key: string, window: string) =>
  `(select tries from form_tries where agency_id = :agency and key_hash = :${key} and window_at = :${window})`;

/** A report of a masked number that this number and name complete. */
export const reportMet = `leads l join people p on p.agency_id = l.agency_id and p.id = l.person_id
  where l.agency_id = :agency and l.campaign_id = :campaign and l.masked_hash in (select value from json_each(:masked))
    and l.masked_phone_cipher is not null and l.merged_into is null and p.name = :name`;

/** Why a registration is not filed now: the first that holds. One statement, for each is some fiftieth of the whole. */
export const guarding = `insert into guard select code from (select case
  when not exists (select 1 from forms f join agencies a on a.id = f.agency_id
      join campaigns c on c.agency_id = f.agency_id and c.id = f.campaign_id
      join projects p on p.agency_id = c.agency_id and p.id = c.project_id
      left join lead_rules r on r.agency_id = f.agency_id and r.campaign_id = f.campaign_id
    where f.agency_id = :agency and f.id = :form and f.state = 'open' and f.version = :formVersion and a.version = :agencyVersion
      and c.version = :campaignVersion and p.version = :projectVersion and coalesce(r.version, 0) = :rulesVersion) then 'stale'
  when coalesce(${triesOf("phoneKey", "phoneWindow")}, 0) >= ${triesOfPhone.most} then 'form-phone-busy'
  when exists (select 1 from lead_touches where agency_id = :agency and lead_id = ${leadOf} and form_id = :form and at > :doubledAfter) then 'registered-already'
  when not :mayCrowd and coalesce(${triesOf("addressKey", "addressWindow")}, 0) >= ${triesOfAddress.most} then 'form-address-busy'
  when :slot is not null and not exists (select 1 from form_slots where agency_id = :agency and form_id = :form and id = :slot
      and starts_at > :now and taken < capacity) then 'slot-full'
  when exists (select 1 from forms where agency_id = :agency and id = :form and taken >= capacity)
    and not exists (select 1 from lead_touches where agency_id = :agency and lead_id = ${leadOf} and form_id = :form) then 'form-full'
  when not ${isKnown} and exists (select 1 from ${reportMet}) then 'report-met'
  end as code) where code is not null and :agency is not null`;

export const counting = `insert into form_tries (agency_id, key_hash, window_at, tries)
  select :agency, value->>0, value->>1, 1 from json_each(:counted) where true
  on conflict (agency_id, key_hash, window_at) do update set tries = tries + 1`;

export const newPerson = `insert into people (agency_id, id, name, key_number, phone_cipher, phone_hash, masked_phone_hash, created_at)
  select :agency, :person, :name, :key, :phoneCipher, :hash, :maskedHash, :now where not ${isKnown}`;

/** Whoever the tag names, if still there; else as the form is set. */
export const taggedOwner = `(select s.id from form_tags t join staff s on s.agency_id = t.agency_id and s.id = t.owner_id and s.state = 'active'
    where t.agency_id = :agency and t.form_id = :form and t.tag = :tag)`;
export const assigned = {
  pool: "null",
  group: "null",
  member: "(select id from staff where agency_id = :agency and id = :assignee and state = 'active')",
  // Who was given the fewest, the first by id among equals.
  turn: `(select m.user_id from group_members m join staff s on s.agency_id = m.agency_id and s.id = m.user_id and s.state = 'active'
    left join lead_turns n on n.agency_id = m.agency_id and n.campaign_id = :campaign and n.user_id = m.user_id
    where m.agency_id = :agency and m.group_id = :assignee order by coalesce(n.given, 0), m.user_id limit 1)`,
};

export const newLead = (
  owner: string,
) => `insert into leads (agency_id, id, campaign_id, person_id, engagement_id, source, intent, units_wanted,
    key_number, phone_hash, masked_hash, project_hash, owner_id, group_id, reported_at, report_until, kept_until, created_by, created_at)
  select :agency, :lead, :campaign, :person, :engagement, 'form', :intent, :units, :key, :hash, :maskedHash, :projectHash,
    owner, iif(owner is null, :group, null), iif(owner is null, null, :now), iif(owner is null, null, :reportUntil), :keptUntil, 'public', :now
  from (select ${owner} as owner) where exists (select 1 from people where agency_id = :agency and id = :person)`;

const ofNewLead = "from leads where agency_id = :agency and id = :lead and owner_id is not null";
export const owned = (how: string) => `insert into lead_owners (agency_id, campaign_id, id, lead_id, owner_id, how, day, at, by_id, by_name)
  select :agency, :campaign, :stretch, id, owner_id, ${how}, :today, :now, 'public', '—' ${ofNewLead}`;
const turn = (
  unless: string,
) => `insert into lead_turns (agency_id, campaign_id, user_id, given) select :agency, :campaign, owner_id, 1 ${ofNewLead}${unless}
  on conflict (agency_id, campaign_id, user_id) do update set given = given + 1`;
export const turned = turn("");
export const turnedUnlessTagged = turn(` and ${taggedOwner} is null`);

export const agreed = `insert or ignore into consents (agency_id, campaign_id, id, language, words, created_at)
  values (:agency, :campaign, :consent, :language, :words, :now)`;

export const counted = `update forms set taken = taken + 1 where agency_id = :agency and id = :form
  and not exists (select 1 from lead_touches where agency_id = :agency and lead_id = ${leadOf} and form_id = :form)`;

export const found = `update leads set state = 'registered', lost_because = null, version = version + 1
  where agency_id = :agency and id = ${leadOf} and state = 'lost'`;

export const touched = `insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, form_id, tag, consent_id, language, receipt, key_number,
    answers_cipher, by_id, by_name)
  values (:agency, :touch, :campaign, ${leadOf}, :now, 'form', :form, :tag, :consent, :language, :receipt, :key, :answers, 'public', '—')`;

/** Whoever chooses anew gives the place back that was booked before. */
export const rebooked = `update bookings set state = 'cancelled', version = version + 1 where agency_id = :agency and lead_id = ${leadOf} and state = 'booked'
  and slot_id in (select id from form_slots where agency_id = :agency and form_id = :form and starts_at > :now)`;
export const booked = `insert into bookings (agency_id, campaign_id, id, slot_id, lead_id, touch_id, created_at)
  select :agency, campaign_id, :booking, :slot, lead_id, id, :now from lead_touches where agency_id = :agency and id = :touch`;

export const receiptBefore = `select receipt from lead_touches where agency_id = :agency and lead_id = ${leadOf} and form_id = :form
  and at > :doubledAfter and receipt is not null order by at desc, id desc limit 1`;

export const reportAt = `select l.id as leadId, l.person_id as personId, l.key_number as leadKey, p.key_number as personKey from ${reportMet} limit 1`;
export const completedPerson = `update people set phone_cipher = :phoneCipher, phone_hash = :hash, masked_phone_hash = :maskedHash, version = version + 1
  where agency_id = :agency and id = :met and phone_cipher is null`;
export const completedLead = `update leads set phone_hash = :hash, masked_hash = :maskedHash, project_hash = :projectHash, masked_phone_cipher = null,
    next_on = iif(next_kind = 'complete-number', null, next_on), next_kind = iif(next_kind = 'complete-number', null, next_kind), version = version + 1
  where agency_id = :agency and id = :met and coalesce(phone_hash, :hash) = :hash`;
