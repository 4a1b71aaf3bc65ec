import { Problem } from "../../http/problem";
import type { WrappedKey } from "../../secrets/agency-key";
import type { FormFound, PublicForm, PublicFormScope } from "../../tenancy/public-form";
import { addDays } from "../../time/business-day";
import { defaultLeadRules } from "../rules";
import { type Receipt, type RegisteringForm, type Slot, slotsAtMost } from "./contract";

/** One row: the form with all that its page needs, in one round trip. `more` adds what one act needs besides. */
const formSelect = (
  more: string,
) => `select f.agency_id as agencyId, f.id as formId, f.campaign_id as campaignId, f.engagement_id as engagementId,
  f.texts, f.fields, f.assignment, f.opens_on as opensOn, f.closes_on as closesOn, f.capacity, f.taken, f.state, f.version,
  a.name as agencyName, a.state as agencyState, a.version as agencyVersion,
  c.name as campaignName, c.status as campaignStatus, c.ends_on as endsOn, c.zone, c.version as campaignVersion,
  p.id as projectId, p.name as projectName, p.developer_name as developerName, p.version as projectVersion,
  r.report_hours as reportHours, r.retention_days as retentionDays, coalesce(r.version, 0) as rulesVersion,
  (select json_group_array(json_array(id, starts_at, ends_at, capacity - taken)) from (
    select id, starts_at, ends_at, capacity, taken from form_slots
    where agency_id = f.agency_id and form_id = f.id and starts_at > :now order by starts_at, id limit ${slotsAtMost})) as slots${more}
  from forms f
  join agencies a on a.id = f.agency_id
  join campaigns c on c.agency_id = f.agency_id and c.id = f.campaign_id
  join projects p on p.agency_id = c.agency_id and p.id = c.project_id
  left join lead_rules r on r.agency_id = f.agency_id and r.campaign_id = f.campaign_id
  where f.code = :code`;

const viewed = formSelect("");
const filled = formSelect(`,
  (select json_group_array(json_array(number, wrapped)) from (
    select number, wrapped from agency_keys where agency_id = f.agency_id order by number desc limit 10)) as keys,
  exists (select 1 from form_tags where agency_id = f.agency_id and form_id = f.id and tag = :tag) as isTagged`);
const received = formSelect(`,
  (select json_array(t.id, t.lead_id, b.id, b.slot_id, s.starts_at, s.ends_at) from lead_touches t
   left join bookings b on b.agency_id = t.agency_id and b.touch_id = t.id and b.state = 'booked'
   left join form_slots s on s.agency_id = b.agency_id and s.id = b.slot_id
   where t.agency_id = f.agency_id and t.receipt = :receipt and t.form_id = f.id) as receipt`);

type Row = FormFound &
  Omit<RegisteringForm, "texts" | "fields" | "assignment" | "slots" | "reportHours" | "keptUntil" | "versions"> & {
    texts: string;
    fields: string;
    assignment: string;
    slots: string;
    reportHours: number | null;
    retentionDays: number | null;
    version: number;
    agencyVersion: number;
    campaignVersion: number;
    projectVersion: number;
    rulesVersion: number;
  };

function formOf(row: Row): RegisteringForm {
  return {
    ...row,
    texts: JSON.parse(row.texts),
    fields: JSON.parse(row.fields),
    assignment: JSON.parse(row.assignment),
    slots: (JSON.parse(row.slots) as [string, number, number, number][]).map(
      ([id, startsAt, endsAt, left]): Slot => ({ id, startsAt, endsAt, left }),
    ),
    reportHours: row.reportHours ?? defaultLeadRules.reportHours,
    keptUntil: addDays(row.endsOn, row.retentionDays ?? defaultLeadRules.retentionDays),
    versions: [row.version, row.agencyVersion, row.campaignVersion, row.projectVersion, row.rulesVersion],
  };
}

/** A form to be looked at. @throws Problem `not-found` */
export async function formAt(at: PublicForm, now: number): Promise<RegisteringForm> {
  const found = await at.find<Row>(viewed, { now });
  if (!found) throw new Problem("not-found");

  return formOf(found.row);
}

/** A form to be filled, with what seals a registration. @throws Problem `not-found` */
export async function formToFill(at: PublicForm, now: number, tag: string | null): Promise<FormToFill> {
  const found = await at.find<Row & { keys: string; isTagged: number }>(filled, { now, tag });
  if (!found) throw new Problem("not-found");
  const { row, scope } = found;

  return {
    form: formOf(row),
    scope,
    keys: (JSON.parse(row.keys) as [number, string][]).map(([number, wrapped]) => ({ number, wrapped })),
    tag: row.isTagged ? tag : null,
  };
}

export interface FormToFill {
  form: RegisteringForm;
  scope: PublicFormScope;
  keys: WrappedKey[];
  /** Null where the address names none that was declared. */
  tag: string | null;
}

/** A form with what a receipt's code shows. @throws Problem `not-found` */
export async function formWithReceipt(at: PublicForm, now: number, code: string) {
  const found = await at.find<Row & { receipt: string | null }>(received, { now, receipt: code });
  if (!found?.row.receipt) throw new Problem("not-found");
  const [touchId, leadId, id, slotId, startsAt, endsAt] = JSON.parse(found.row.receipt);
  const receipt: Receipt = { touchId, leadId, booking: id ? { id, slotId, startsAt, endsAt } : null };

  return { form: formOf(found.row), scope: found.scope, receipt };
}
