import { env } from "cloudflare:workers";
import { expect } from "vitest";
import type { Form, FormTemplateId } from "../../src/leads/forms/contract";
import { newAgencyKey } from "../../src/secrets/agency-key";
import type { AgencyRole } from "../../src/tenancy/roles";
import { addDays, businessDay } from "../../src/time/business-day";
import { mintProject } from "./campaigns";
import { as, mintAgency, type Tenant } from "./kit";

/** A campaign that runs today, and its forms. */
export interface Gate {
  agency: Tenant<AgencyRole>;
  campaignId: string;
  /** The address of its forms. */
  path: string;
  today: string;
  shard: D1Database;
}

/** An agency with a campaign from last week to next month, which runs. */
export async function gate(shard: "SHARD_1" | "SHARD_2" = "SHARD_1"): Promise<Gate> {
  const agency = await mintAgency(shard);
  const projectId = await mintProject(agency);
  const today = businessDay(Date.now(), "Asia/Shanghai");
  const { body } = await as(await agency.member("manager")).post<{ id: string }>(`/api/v1/agencies/${agency.id}/campaigns`, {
    name: "廠區拓展",
    projectId,
    startsOn: addDays(today, -7),
    endsOn: addDays(today, 30),
  });
  await env[shard].prepare("update campaigns set status = 'running' where agency_id = ? and id = ?").bind(agency.id, body.id).run();

  return { agency, campaignId: body.id, path: `/api/v1/agencies/${agency.id}/campaigns/${body.id}/forms`, today, shard: env[shard] };
}

export const coordinatorOf = async ({ agency }: Gate) => as(await agency.member("coordinator"));

export async function draftForm(at: Gate, template: FormTemplateId = "account", name = "廠門口"): Promise<Form> {
  const answer = await (await coordinatorOf(at)).post<Form>(at.path, { name, from: { template } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);

  return answer.body;
}

export async function openedForm(at: Gate, template: FormTemplateId = "account"): Promise<Form> {
  const { id } = await draftForm(at, template);
  const answer = await (await coordinatorOf(at)).post<Form>(`${at.path}/${id}/opening`, {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);

  return answer.body;
}

let registered = 0;

/** Somebody who registered by a form, straight into storage, as a submission writes them. @returns their ids and receipt */
export async function registration(
  { agency, campaignId, shard }: Gate,
  formId: string,
  more: { slotId?: string; tag?: string; name?: string; keptUntil?: string } = {},
) {
  const n = (registered++).toString(36).toUpperCase().padStart(4, "0");
  const [personId, leadId, touchId, bookingId] = ["person", "lead", "touch", "booking"].map((kind) => `${kind}-${n}`) as [
    string,
    string,
    string,
    string,
  ];
  const receipt = `R${n}`;
  const now = Date.now();
  const key = await newAgencyKey(env, agency.id);
  const q = (sql: string, ...params: unknown[]) => shard.prepare(sql).bind(...params);
  await shard.batch([
    q("insert or ignore into agency_keys values (?, ?, ?, ?)", agency.id, key.number, key.wrapped, now),
    q(
      "insert into people (agency_id, id, name, key_number, created_at) values (?, ?, ?, ?, ?)",
      agency.id,
      personId,
      more.name ?? "林曉雯",
      key.number,
      now,
    ),
    q(
      "insert into leads (agency_id, id, campaign_id, person_id, source, key_number, kept_until, created_by, created_at) values (?, ?, ?, ?, 'form', ?, ?, 'public', ?)",
      agency.id,
      leadId,
      campaignId,
      personId,
      key.number,
      more.keptUntil ?? "2099-12-31",
      now,
    ),
    q("insert or ignore into consents values (?, ?, 'consent', 'zh-Hant', '同意', ?)", agency.id, campaignId, now),
    q(
      "insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, form_id, tag, consent_id, receipt, key_number, by_id, by_name) values (?, ?, ?, ?, ?, 'form', ?, ?, 'consent', ?, ?, 'public', '—')",
      agency.id,
      touchId,
      campaignId,
      leadId,
      now,
      formId,
      more.tag ?? null,
      receipt,
      key.number,
    ),
    q("update forms set taken = taken + 1 where agency_id = ? and id = ?", agency.id, formId),
    ...(more.slotId
      ? [
          q(
            "insert into bookings (agency_id, campaign_id, id, slot_id, lead_id, touch_id, created_at) values (?, ?, ?, ?, ?, ?, ?)",
            agency.id,
            campaignId,
            bookingId,
            more.slotId,
            leadId,
            touchId,
            now,
          ),
        ]
      : []),
  ]);

  return { personId, leadId, touchId, bookingId, receipt };
}
