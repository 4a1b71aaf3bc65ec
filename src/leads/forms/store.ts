import { and, eq, type Placeholder, type SQL, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { changesBetween } from "../../audit/rules";
import { campaigns } from "../../campaigns/schema";
import { notArchived } from "../../campaigns/store";
import { invalidField, Problem } from "../../http/problem";
import { groupMembers, groups, staff } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow, type RowsOf } from "../../tenancy/database";
import { newId } from "../../tenancy/ids";
import type { Guard } from "../../tenancy/scope";
import { businessDay, instantAt } from "../../time/business-day";
import { instantOf } from "../../time/instant";
import { leadTouches } from "../schema";
import type { Assignment, Form, FormEdit, ListedForm, NewForm } from "./contract";
import { checkForm, codeOf, formNow, shardCharacter } from "./rules";
import { formSlots, forms, formTags } from "./schema";
import { formTemplates } from "./templates/templates";

const quarterHour = 900_000;
/** The longest business day there is: that on which clocks are put back. */
const longestDay = 25 * 3_600_000;

/** The forms of a campaign that this person sees, the newest first. */
export function formList(
  agency: AgencyScope,
  at: { campaign: Placeholder; engagement?: Placeholder; after?: Placeholder; since: Placeholder; rows: Placeholder },
) {
  const { form, campaign, shown } = sources(agency, at.since);

  return db
    .select(shown)
    .from(form)
    .innerJoin(campaign, eq(campaign.id, form.campaignId))
    .where(
      and(
        // An engagement is of one campaign: its own index is the shorter way.
        at.engagement ? sql`+${form.campaignId} = ${at.campaign}` : eq(form.campaignId, at.campaign),
        at.engagement && eq(form.engagementId, at.engagement),
        at.after && sql`${form.id} < ${at.after}`,
      ),
    )
    .orderBy(sql`${form.id} desc`)
    .limit(at.rows);
}

/** From when on registrations may be of today, whatever the zone: the rest of the reckoning follows the campaign's. */
export const sinceYesterday = (now: number) => now - longestDay;

/** One form of a campaign, with all that its self-check looks at. */
export function formDetail(agency: AgencyScope, campaignId: string, formId: string) {
  const { form, campaign, shown } = sources(agency, sinceYesterday(agency.facts.now));
  const slot = agency.from(formSlots);

  return db
    .select({
      ...shown,
      texts: form.texts,
      fields: form.fields,
      assignment: form.assignment,
      hasSlots: sql`${hasRow(slot, and(eq(slot.formId, form.id), sql`${slot.startsAt} > ${agency.facts.now}`))}`.mapWith(Boolean),
      hasAssignee: sql`${assigneeIsThere(agency, sql`${form.assignment}`)}`.mapWith(Boolean),
      createdAt: instantOf(form.createdAt),
      version: form.version,
    })
    .from(form)
    .innerJoin(campaign, eq(campaign.id, form.campaignId))
    .where(and(eq(form.id, formId), sql`+${form.campaignId} = ${campaignId}`));
}

type ListedRow = RowsOf<ReturnType<typeof formList>>[number];
type DetailRow = RowsOf<ReturnType<typeof formDetail>>[number];

/** A form as the list shows it, at an instant. */
export function listedForm({ status, startsOn, endsOn, zone, recent, ...form }: ListedRow, now: number): ListedForm {
  const today = businessDay(now, zone);
  const midnight = instantAt(today, 0, zone) / quarterHour;
  const counts = Object.entries(JSON.parse(recent) as Record<string, number>);

  return {
    ...form,
    now: formNow(form, { status, startsOn, endsOn }, today),
    today: counts.reduce((sum, [quarter, many]) => sum + (Number(quarter) >= midnight ? many : 0), 0),
  };
}

/** @throws Problem `not-found` */
export function shownForm([row]: DetailRow[], now: number): Form {
  if (!row) throw new Problem("not-found");
  const { hasAssignee, texts, fields, assignment, hasSlots, createdAt, version, ...listed } = row;
  const today = businessDay(now, row.zone);

  return {
    ...listedForm(listed, now),
    texts,
    fields,
    assignment,
    hasSlots,
    findings: checkForm(row, row, today),
    createdAt,
    version,
  };
}

/** Reads a form. @throws Problem `not-found` */
export async function readForm(agency: AgencyScope, campaignId: string, formId: string): Promise<Form> {
  const [rows] = await agency.read(formDetail(agency, campaignId, formId));

  return shownForm(rows, agency.facts.now);
}

/** Makes a draft. @throws Problem `not-found`, `campaign-not-open`, `invalid` at `/from/form` or `/engagementId` */
export async function makeForm(agency: AgencyScope, campaignId: string, { name, from, engagementId = null }: NewForm): Promise<Form> {
  const { now } = agency.facts;
  const campaign = agency.from(campaigns);
  const [[known], [source], [engagement]] = await agency.read(
    db.select({ id: campaign.id }).from(campaign).where(eq(campaign.id, campaignId)),
    formDetail(agency, campaignId, "form" in from ? from.form : ""),
    engagementOf(agency, campaignId, engagementId ?? ""),
  );
  if (!known) throw new Problem("not-found");
  if ("form" in from && !source) throw invalidField("/from/form", "unknown");
  if (engagementId !== null && !engagement) throw invalidField("/engagementId", "unknown");

  const id = newId(now);
  const begun = "template" in from ? formTemplates[from.template] : { texts: source?.texts, fields: source?.fields };
  const rows = await agency.change({
    event: "form.made",
    entity: "form",
    entityId: id,
    label: name,
    changes: [{ field: "name", to: name }],
    guards: [notArchived(agency, campaignId)],
    writes: [
      agency.insert(forms, {
        id,
        campaignId,
        engagementId,
        code: shardCharacter(agency.shard) + codeOf(crypto.getRandomValues(new Uint8Array(9))),
        name,
        texts: begun.texts ?? formTemplates.site.texts,
        fields: begun.fields ?? formTemplates.site.fields,
        assignment: source?.hasAssignee ? source.assignment : { to: "pool" },
        capacity: source?.capacity ?? null,
        createdBy: agency.actor.id,
        createdAt: now,
      }),
    ],
    answer: formDetail(agency, campaignId, id),
    location: formPath(agency, campaignId, id),
    status: 201,
  });

  return shownForm(rows, now);
}

/**
 * Changes a form that stands at `version`, opened or not.
 *
 * @throws Problem `not-found`, `stale`, `campaign-not-open`, `capacity-below-taken`, `findings-open` for what would leave an
 * opened form with an error of the self-check, `invalid` as `FormEdit` says
 */
export async function editForm(agency: AgencyScope, campaignId: string, formId: string, version: number, edit: FormEdit): Promise<Form> {
  const { now } = agency.facts;
  const assignee = edit.assignment ? assigneeIsThere(agency, sql`${JSON.stringify(edit.assignment)}`) : sql`1`;
  const [found, [engagement], [assigned]] = await agency.read(
    formDetail(agency, campaignId, formId),
    engagementOf(agency, campaignId, edit.engagementId ?? ""),
    db.select({ isThere: sql`${assignee}`.mapWith(Boolean) }).from(sql`(select 1)`),
  );
  const before = shownForm(found, now);
  if (before.version !== version) throw new Problem("stale");
  refuseEdit(before, edit, { hasEngagement: Boolean(engagement), hasAssignee: Boolean(assigned?.isThere) });

  const form = agency.from(forms, "not_overfull");
  const { capacity } = edit;
  const fits: Guard[] = capacity
    ? [{ code: "capacity-below-taken", holds: hasRow(form, and(eq(form.id, formId), sql`${form.taken} <= ${capacity}`)) }]
    : [];
  const rows = await agency.change({
    event: "form.edited",
    entity: "form",
    entityId: formId,
    label: edit.name ?? before.name,
    changes: changesBetween(before, edit),
    guards: [agency.at(forms, formId, version), notArchived(agency, campaignId), ...fits, assigneeGuard(agency, edit.assignment)],
    writes: [agency.update(forms, { ...edit, version: sql`version + 1` }, eq(forms.id, formId))],
    answer: formDetail(agency, campaignId, formId),
    location: formPath(agency, campaignId, formId),
    status: 200,
  });

  return shownForm(rows, now);
}

function refuseEdit(before: Form, edit: FormEdit, found: { hasEngagement: boolean; hasAssignee: boolean }): void {
  const { opensOn, closesOn, capacity } = { ...before, ...edit };
  if (edit.engagementId !== undefined && edit.engagementId !== before.engagementId) {
    if (before.state !== "draft") throw invalidField("/engagementId", "fixed-once-open");
    if (edit.engagementId !== null && !found.hasEngagement) throw invalidField("/engagementId", "unknown");
  }
  if (edit.assignment && !found.hasAssignee) throw invalidField("/assignment", "unknown");
  if (opensOn !== null && closesOn !== null && closesOn < opensOn) {
    throw invalidField(edit.closesOn === undefined ? "/opensOn" : "/closesOn", "reversed-window");
  }
  if (capacity !== null && capacity < before.taken)
    throw new Problem("capacity-below-taken", [{ pointer: "/capacity", code: "below-taken" }]);
  if (before.state === "open") refuseFields(edit);
}

/** An opened form asks nothing that nobody could answer. */
function refuseFields({ fields = [] }: FormEdit): void {
  const season = { status: "running", startsOn: "", endsOn: "9999-12-31" } as const;
  const asked = { texts: { title: { "zh-Hant": "" } }, fields, opensOn: null, closesOn: null, hasAssignee: true, hasSlots: true };
  const wrong = checkForm(asked, season, "").filter(({ severity }) => severity === "error");
  if (wrong.length)
    throw new Problem(
      "findings-open",
      wrong.map(({ pointer, code }) => ({ pointer, code })),
    );
}

/**
 * Opens a draft, or again what was closed, and tells the directory where its address leads.
 *
 * @throws Problem `not-found`, `wrong-state`, `campaign-not-open`, `findings-open` with what the self-check found
 */
export async function openForm(agency: AgencyScope, campaignId: string, formId: string, from: "draft" | "closed"): Promise<Form> {
  const before = await readForm(agency, campaignId, formId);
  if (before.state !== from) throw new Problem("wrong-state");
  const wrong = before.findings.filter(({ severity }) => severity === "error");
  if (wrong.length)
    throw new Problem(
      "findings-open",
      wrong.map(({ pointer, code }) => ({ pointer, code })),
    );

  return move(agency, campaignId, before, from === "draft" ? "form.opened" : "form.reopened", "open");
}

/** Closes a form: who comes to its address is told so. @throws Problem `not-found`, `wrong-state` */
export async function closeForm(agency: AgencyScope, campaignId: string, formId: string): Promise<Form> {
  const before = await readForm(agency, campaignId, formId);
  if (before.state !== "open") throw new Problem("wrong-state");

  return move(agency, campaignId, before, "form.closed", "closed");
}

/** What was found fit to be opened is opened: nothing of it has changed since, which its version says. */
async function move(agency: AgencyScope, campaignId: string, before: Form, event: string, to: "open" | "closed"): Promise<Form> {
  const { id, state, code, version } = before;
  const form = agency.from(forms, "standing");
  const rows = await agency.change({
    event,
    entity: "form",
    entityId: id,
    label: before.name,
    changes: [{ field: "state", from: state, to }],
    guards: [
      { code: "wrong-state", holds: hasRow(form, and(eq(form.id, id), eq(form.state, state))) },
      agency.at(forms, id, version),
      notArchived(agency, campaignId),
    ],
    writes: [agency.update(forms, { state: to, version: sql`version + 1` }, eq(forms.id, id))],
    outgoing:
      to === "open"
        ? [{ target: "DIRECTORY", table: "form_addresses", row: { code, agency_id: agency.id, form_id: id, version: version + 1 } }]
        : [],
    answer: formDetail(agency, campaignId, id),
    location: formPath(agency, campaignId, id),
    status: 200,
  });

  return shownForm(rows, agency.facts.now);
}

/** Deletes a draft with its links and times, which nobody has used. @throws Problem `not-found`, `wrong-state`, `form-registered` */
export async function deleteForm(agency: AgencyScope, campaignId: string, formId: string): Promise<void> {
  const { state, name, version } = await readForm(agency, campaignId, formId);
  if (state !== "draft") throw new Problem("wrong-state");
  const touch = agency.from(leadTouches, "registered_by_it");

  await agency.change({
    event: "form.deleted",
    entity: "form",
    entityId: formId,
    label: name,
    guards: [agency.at(forms, formId, version), { code: "form-registered", holds: sql`not ${hasRow(touch, eq(touch.formId, formId))}` }],
    writes: [
      agency.delete(formSlots, eq(formSlots.formId, formId)),
      agency.delete(formTags, eq(formTags.formId, formId)),
      agency.delete(forms, eq(forms.id, formId)),
    ],
    location: null,
    status: 204,
  });
}

export const formPath = (agency: AgencyScope, campaignId: string, formId: string) =>
  `${agency.address}/campaigns/${campaignId}/forms/${formId}`;

/** Whether a form of a campaign is there to be seen, and what its parts are reckoned by. */
export function formSeen(agency: AgencyScope, campaignId: string, formId: string) {
  const form = agency.from(forms);
  const campaign = agency.from(campaigns);

  return db
    .select({ id: form.id, name: form.name, zone: campaign.zone })
    .from(form)
    .innerJoin(campaign, eq(campaign.id, form.campaignId))
    .where(and(eq(form.id, formId), sql`+${form.campaignId} = ${campaignId}`));
}

/** A guard that the form is still there, in a campaign that may be changed. */
export function formStands(agency: AgencyScope, campaignId: string, formId: string): Guard[] {
  const form = agency.from(forms, "form_of_it");

  return [
    notArchived(agency, campaignId),
    { code: "not-found", holds: hasRow(form, and(eq(form.id, formId), sql`+${form.campaignId} = ${campaignId}`)) },
  ];
}

function engagementOf(agency: AgencyScope, campaignId: string, engagementId: string) {
  const engagement = agency.from(engagements);

  return db
    .select({ id: engagement.id })
    .from(engagement)
    .where(and(eq(engagement.id, engagementId), sql`+${engagement.campaignId} = ${campaignId}`));
}

/** A guard that who is to get the leads has not left since it was looked. */
const assigneeGuard = (agency: AgencyScope, assignment: Assignment | undefined): Guard => ({
  code: "unknown-reference",
  holds: assignment ? assigneeIsThere(agency, sql`${JSON.stringify(assignment)}`) : sql`1`,
});

/** Whether who is to get the leads is there: a member at work, a group; of one whose members take turns somebody who is in it. */
function assigneeIsThere(agency: AgencyScope, assignment: SQL): SQL {
  const member = agency.from(staff, "assignee");
  const group = agency.from(groups, "assignees");
  const within = agency.from(groupMembers, "somebody");

  return sql`case ${assignment} ->> 'to'
    when 'member' then ${hasRow(member, and(sql`${member.id} = ${assignment} ->> 'userId'`, eq(member.state, "active")))}
    when 'group' then ${hasRow(group, sql`${group.id} = ${assignment} ->> 'groupId'`)}
    when 'turn' then ${hasRow(within, sql`${within.groupId} = ${assignment} ->> 'groupId'`)}
    else 1 end`;
}

function sources(agency: AgencyScope, since: Placeholder | number) {
  const form = agency.from(forms);
  const campaign = agency.from(campaigns);
  const engagement = agency.from(engagements);
  const touch = agency.from(leadTouches);
  const shown = {
    id: form.id,
    code: form.code,
    name: form.name,
    engagementId: form.engagementId,
    engagementName: sql<
      string | null
    >`(select ${engagement.accountName} from ${engagement} where ${engagement.id} = ${form.engagementId})`.as("engagement_name"),
    opensOn: form.opensOn,
    closesOn: form.closesOn,
    capacity: form.capacity,
    taken: form.taken,
    state: form.state,
    /** Registrations since yesterday by the quarter of an hour: a zone's midnight is always between two of them. */
    recent:
      sql<string>`(select json_group_object(quarter, many) from (select ${touch.at} / ${sql.raw(String(quarterHour))} as quarter, count(*) as many
      from ${touch} where ${touch.formId} = ${form.id} and ${touch.at} >= ${since} group by 1))`.as("recent"),
    status: campaign.status,
    startsOn: campaign.startsOn,
    endsOn: campaign.endsOn,
    zone: campaign.zone,
  };

  return { form, campaign, shown };
}
