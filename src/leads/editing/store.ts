import { and, eq, sql } from "drizzle-orm";
import { engagements } from "../../accounts/engagements/schema";
import { changesBetween } from "../../audit/rules";
import { invalidField, Problem } from "../../http/problem";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { Guard, Write } from "../../tenancy/scope";
import type { Bulk, BulkPreview, LeadDetail, LeadEdit, Loss } from "../contract";
import { asSeen, changeLead, leadBefore, refuseOthers, refuseUnless, stillTheirs, updateLead } from "../one/changing";
import { assigned, whoTakes } from "../owning/store";
import { leads } from "../schema";
import { campaignFound, campaignOfLeads, type Reader, takesLeads } from "../store";

/** What may still be lost: later states are deposits' and deals' to say. */
const losable: readonly string[] = ["registered", "contacted"];

/** Corrects what somebody wants. @throws Problem `not-found`, `lead-merged`, `not-your-lead`, `stale`, `invalid` at `/engagementId` */
export async function editLead(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  edit: LeadEdit,
  reader: Reader,
): Promise<LeadDetail> {
  const [before, [named]] = await Promise.all([
    leadBefore(agency, campaignId, leadId, reader),
    agency.read(engagementIn(agency, campaignId, edit.engagementId ?? "")),
  ]);
  refuseOthers(before);
  if (edit.engagementId && !named.length) throw invalidField("/engagementId", "unknown");

  return changeLead(before, {
    event: "lead.edited",
    changes: changesBetween(before.row, edit),
    guards: [...asSeen(before, version), ...stillTheirs(before)],
    writes: [updateLead(before, { ...edit })],
  });
}

function engagementIn(agency: AgencyScope, campaignId: string, id: string) {
  const engagement = agency.from(engagements);

  return db
    .select({ id: engagement.id })
    .from(engagement)
    .where(and(eq(engagement.id, id), eq(engagement.campaignId, campaignId)));
}

/** Gives somebody up, for a reason. @throws Problem `wrong-state`, `not-your-lead`, `stale` */
export async function loseLead(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  { because }: Loss,
  reader: Reader,
): Promise<LeadDetail> {
  const before = await leadBefore(agency, campaignId, leadId, reader);
  refuseOthers(before);
  refuseUnless(losable.includes(before.row.state), "wrong-state");

  return changeLead(before, {
    event: "lead.lost",
    changes: [
      { field: "state", from: before.row.state, to: "lost" },
      { field: "lostBecause", to: because },
    ],
    guards: [...asSeen(before, version), ...stillTheirs(before)],
    writes: [updateLead(before, lost(because))],
  });
}

const lost = (lostBecause: Loss["because"]) => ({
  state: "lost" as const,
  lostBecause,
  nextOn: null,
  nextKind: null,
  nextNoteCipher: null,
});

/** Takes somebody up again who was lost; the clocks go on from where they stood. @throws Problem `wrong-state`, `not-your-lead`, `stale` */
export async function reopenLead(
  agency: AgencyScope,
  campaignId: string,
  leadId: string,
  version: number,
  reader: Reader,
): Promise<LeadDetail> {
  const before = await leadBefore(agency, campaignId, leadId, reader);
  refuseOthers(before);
  refuseUnless(before.row.state === "lost", "wrong-state");

  return changeLead(before, {
    event: "lead.reopened",
    changes: [{ field: "state", from: "lost", to: before.row.contacts > 0 ? "contacted" : "registered" }],
    guards: [...asSeen(before, version), ...stillTheirs(before)],
    writes: [updateLead(before, { state: sql`iif(contacts > 0, 'contacted', 'registered')` as never, lostBecause: null })],
  });
}

/** What an act would be refused for, lead by lead. @throws Problem `not-found`, `invalid` */
export async function previewBulk(agency: AgencyScope, campaignId: string, bulk: Bulk): Promise<BulkPreview> {
  const { refused } = await bulkBefore(agency, campaignId, bulk);

  return { leads: bulk.leads.length, refused };
}

type Refused = BulkPreview["refused"][number];

async function bulkBefore(agency: AgencyScope, campaignId: string, { leads: asked, act }: Bulk) {
  const lead = agency.from(leads);
  const ids = JSON.stringify(asked.map(({ id }) => id));
  const to = act.kind === "assign" ? act.to : ({ to: "pool" } as const);
  const tag = act.kind === "tag" ? act.engagementId : null;
  const [campaignRow, rows, named, members, group] = await agency.read(
    campaignOfLeads(agency, campaignId),
    db
      .select({ id: lead.id, state: lead.state, mergedInto: lead.mergedInto, version: lead.version })
      .from(lead)
      .where(and(sql`${lead.id} in (select value from json_each(${ids}))`, sql`+${lead.campaignId} = ${campaignId}`)),
    engagementIn(agency, campaignId, tag ?? ""),
    ...whoTakes(agency, campaignId, to),
  );
  const campaign = campaignFound(agency, campaignRow);
  if (tag !== null && !named.length) throw invalidField("/act/engagementId", "unknown");
  const known = new Map(rows.map((row) => [row.id, row]));
  const codeOf = ({ id, version }: Bulk["leads"][number]): Refused["code"] | null => {
    const row = known.get(id);
    if (!row) return "not-found";
    if (row.mergedInto !== null) return "lead-merged";
    if (row.version !== version) return "stale";

    return act.kind === "lose" && !losable.includes(row.state) ? "wrong-state" : null;
  };
  const refused = asked.flatMap((each) => {
    const code = codeOf(each);

    return code ? [{ id: each.id, code }] : [];
  });

  return { campaign, refused, who: [members, group] as const, to };
}

/**
 * One act on many leads in one batch, all or nothing, each as it was seen.
 *
 * @throws Problem `leads-refused` with a place for each that does not allow it, `stale` when somebody was quicker,
 * `group-empty`, `conflict`, `invalid`
 */
export async function actOnMany(agency: AgencyScope, campaignId: string, bulk: Bulk): Promise<{ leads: number }> {
  const { act } = bulk;
  const seen = new Map(bulk.leads.map((each) => [each.id, each]));
  const { campaign, refused, who, to } = await bulkBefore(agency, campaignId, bulk);
  if (refused.length) {
    const codes = new Map(refused.map(({ id, code }) => [id, code]));
    const places = bulk.leads.flatMap(({ id }, at) => (codes.has(id) ? [{ pointer: `/leads/${at}`, code: codes.get(id) ?? "stale" }] : []));
    throw new Problem("leads-refused", places.slice(0, placesAtMost));
  }
  const ids = [...seen.keys()];
  const of = sql`${leads.id} in (select value from json_each(${JSON.stringify(ids)}))`;
  const set = (columns: Parameters<typeof agency.update<typeof leads>>[1]): Write[] => [
    agency.update(leads, { ...columns, version: sql`version + 1` }, of),
  ];
  const given = act.kind === "assign" ? assigned(agency, campaign, ids, to, who, "/act/to") : null;
  const writes =
    act.kind === "lose"
      ? set(lost(act.because))
      : act.kind === "tag"
        ? set({ engagementId: act.engagementId })
        : act.kind === "next-step"
          ? set({ nextOn: act.on, nextKind: act.step, nextNoteCipher: null })
          : (given?.writes ?? []);

  await agency.change({
    event: `leads.${{ assign: "assigned", "next-step": "next-step-set", lose: "lost", tag: "tagged" }[act.kind]}`,
    entity: "campaign",
    entityId: campaignId,
    changes: [{ field: "leads", to: ids }, ...(act.kind === "lose" ? [{ field: "lostBecause", to: act.because }] : [])],
    guards: [takesLeads(agency, campaignId), allAsSeen(agency, [...seen.values()], act.kind === "lose"), ...(given?.guards ?? [])],
    writes,
    location: null,
    status: 200,
  });

  return { leads: ids.length };
}

const placesAtMost = 50;

/** A guard that each lead stands at the version at which it was seen. */
function allAsSeen(agency: AgencyScope, seen: readonly { id: string; version: number }[], losing: boolean): Guard {
  const lead = agency.from(leads, "as_seen");
  const stands = and(
    sql`${lead.id} = asked.value ->> 'id' and ${lead.version} = asked.value ->> 'version' and ${lead.mergedInto} is null`,
    losing ? sql`${lead.state} in ('registered', 'contacted')` : undefined,
  );

  return {
    code: "stale",
    holds: sql`not exists (select 1 from json_each(${JSON.stringify(seen)}) asked where not ${hasRow(lead, stands)})`,
  };
}
