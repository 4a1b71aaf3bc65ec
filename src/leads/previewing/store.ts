import { and, eq, sql } from "drizzle-orm";
import { campaigns } from "../../campaigns/schema";
import { Problem } from "../../http/problem";
import type { Language } from "../../i18n/names";
import { agencyProjects } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { agencyRows } from "../../tenancy/schema";
import { addDays } from "../../time/business-day";
import { formSlots, forms } from "../forms/schema";
import { type RegisteringForm, slotsAtMost } from "../registering/contract";
import { formPage } from "../registering/rendering/pages";
import { consentOf } from "../registering/rendering/words";
import { defaultLeadRules } from "../rules";
import { leadRules } from "../schema";

/** A form's page as visitors will see it, of a draft too. Nothing can be sent by it, and nothing in it runs. @throws Problem `not-found` */
export async function previewPage(agency: AgencyScope, campaignId: string, formId: string, language: Language): Promise<string> {
  const [[row]] = await agency.read(formRow(agency, campaignId, formId));
  if (!row) throw new Problem("not-found");
  const { retentionDays, reportHours, code, slots, ...found } = row;
  const form: RegisteringForm = {
    ...found,
    agencyId: agency.id,
    reportHours: reportHours ?? defaultLeadRules.reportHours,
    keptUntil: addDays(row.endsOn, retentionDays ?? defaultLeadRules.retentionDays),
    slots: (JSON.parse(slots) as [string, number, number, number][]).map(([id, startsAt, endsAt, left]) => ({
      id,
      startsAt,
      endsAt,
      left,
    })),
    versions: [0, 0, 0, 0, 0],
  };
  const page = formPage({
    place: { language, code, tag: null, isEmbedded: true },
    form,
    consent: consentOf(form, language),
    token: "",
    typed: {},
    faults: [],
    notice: null,
    turnstileKey: null,
  });

  return page.replaceAll(/<script[\s\S]*?<\/script>/g, "");
}

function formRow(agency: AgencyScope, campaignId: string, formId: string) {
  const form = agency.from(forms);
  const campaign = agency.from(campaigns);
  const project = agency.from(agencyProjects);
  const own = agency.from(agencyRows);
  const rules = agency.from(leadRules);
  const slot = agency.from(formSlots);

  return (
    db
      .select({
        formId: form.id,
        campaignId: form.campaignId,
        engagementId: form.engagementId,
        code: form.code,
        texts: form.texts,
        fields: form.fields,
        assignment: form.assignment,
        opensOn: form.opensOn,
        closesOn: form.closesOn,
        capacity: form.capacity,
        taken: form.taken,
        state: form.state,
        agencyName: sql<string>`${own.name}`.as("agency_name"),
        campaignName: sql<string>`${campaign.name}`.as("campaign_name"),
        campaignStatus: campaign.status,
        endsOn: campaign.endsOn,
        zone: campaign.zone,
        projectId: sql<string>`${project.id}`.as("project_id"),
        projectName: sql<string>`${project.name}`.as("project_name"),
        developerName: project.developerName,
        reportHours: rules.reportHours,
        retentionDays: rules.retentionDays,
        slots: sql<string>`(select json_group_array(json_array(id, starts_at, ends_at, places)) from (
        select ${slot.id} as id, ${slot.startsAt} as starts_at, ${slot.endsAt} as ends_at, ${slot.capacity} - ${slot.taken} as places
        from ${slot} where ${slot.formId} = ${formId} and ${slot.startsAt} > ${agency.facts.now}
        order by ${slot.startsAt}, ${slot.id} limit ${sql.raw(String(slotsAtMost))}))`.as("slots"),
      })
      .from(form)
      // In this order: each is looked up by what stands before it.
      .crossJoin(campaign)
      .crossJoin(project)
      .crossJoin(own)
      .leftJoin(rules, eq(rules.campaignId, form.campaignId))
      .where(
        and(
          eq(form.id, formId),
          sql`+${form.campaignId} = ${campaignId}`,
          eq(campaign.id, form.campaignId),
          eq(project.id, campaign.projectId),
          eq(own.id, form.agencyId),
        ),
      )
  );
}
