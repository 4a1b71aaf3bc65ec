import { plan2008Catalogue } from "../../src/campaigns/templates/plan-2008";
import { formTemplates } from "../../src/leads/forms/templates/templates";
import { type Ids, local, longAgo } from "./rows";

/** When the visits of the world's forms are: far enough from now to stay to come. */
const visitAt = Date.parse("2099-06-01T01:00:00Z");
export const visitDay = "2099-06-01";

/**
 * The forms of an agency, in a campaign that runs for long: a draft, one that is open, with links, times and bookings, one
 * that was closed; somebody registered with each of two codes.
 */
export function formRows(at: D1Database, agency: string, linked: Ids | null): D1PreparedStatement[] {
  const q = (sql: string, ...params: unknown[]) => at.prepare(sql).bind(...params);
  const { texts, fields } = formTemplates.site;
  const ofAgency = JSON.stringify({ ...texts, title: { "zh-Hant": `登記 ${agency}` } });
  const form = (id: string, state: string) =>
    q(
      "insert into forms (agency_id, id, campaign_id, code, name, texts, fields, assignment, taken, state, created_by, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, 2, ?, 'maker', ?)",
      agency,
      id,
      local.formCampaign,
      `${id.slice(5)}${agency.slice(-14)}`.slice(0, 16),
      `表單 ${agency}`,
      ofAgency,
      JSON.stringify(fields),
      JSON.stringify({ to: "pool" }),
      state,
      longAgo,
    );
  const tag = (id: string) =>
    q(
      "insert into form_tags (agency_id, campaign_id, form_id, tag, label) values (?, ?, ?, ?, ?)",
      agency,
      local.formCampaign,
      local.openForm,
      id,
      `門口 ${agency}`,
    );
  const slot = (id: string, hour: number) =>
    q(
      "insert into form_slots (agency_id, campaign_id, form_id, id, starts_at, ends_at, capacity) values (?, ?, ?, ?, ?, ?, 5)",
      agency,
      local.formCampaign,
      local.openForm,
      id,
      visitAt + hour * 3_600_000,
      visitAt + hour * 3_600_000 + 1_800_000,
    );
  const registered = (n: number, personId: string) => [
    q(
      "insert into leads (agency_id, id, campaign_id, person_id, source, key_number, kept_until, created_by, created_at) values (?, ?, ?, ?, 'form', 1, '2099-12-31', 'public', ?)",
      agency,
      `lead-of-form-${n}`,
      local.formCampaign,
      personId,
      longAgo,
    ),
    q(
      "insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, form_id, consent_id, receipt, key_number, by_id, by_name) values (?, ?, ?, ?, ?, 'form', ?, 'consent-of-form', ?, 1, 'public', '—')",
      agency,
      `touch-of-form-${n}`,
      local.formCampaign,
      `lead-of-form-${n}`,
      longAgo,
      local.openForm,
      `CODE000${n}`,
    ),
  ];
  const booking = (id: string, n: number, state: string) =>
    q(
      "insert into bookings (agency_id, campaign_id, id, slot_id, lead_id, touch_id, state, created_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
      agency,
      local.formCampaign,
      id,
      local.slot,
      `lead-of-form-${n}`,
      `touch-of-form-${n}`,
      state,
      longAgo,
    );

  return [
    q(
      "insert into campaigns (agency_id, id, name, project_id, status, starts_on, ends_on, zone, catalogue, created_at) values (?, ?, ?, ?, 'running', '2008-05-15', '2099-12-31', 'Asia/Shanghai', ?, ?)",
      agency,
      local.formCampaign,
      `活動 ${local.formCampaign} ${agency}`,
      linked?.aloneProject ?? `${agency}-p2`,
      JSON.stringify(plan2008Catalogue),
      longAgo,
    ),
    form(local.form, "draft"),
    form(local.openForm, "open"),
    form(local.closedForm, "closed"),
    tag(local.tag),
    slot(local.slot, 0),
    slot(local.freeSlot, 1),
    slot(`slot-${agency}`, 2000),
    q("insert into consents values (?, ?, 'consent-of-form', 'zh-Hant', ?, ?)", agency, local.formCampaign, `同意 ${agency}`, longAgo),
    ...registered(1, local.person),
    ...registered(2, local.stranger),
    booking(local.booking, 1, "booked"),
    booking(`booking-${agency}`, 2, "came"),
  ];
}
