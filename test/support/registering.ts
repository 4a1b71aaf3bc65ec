import { env, exports } from "cloudflare:workers";
import type { Assignment, FormField, FormTexts } from "../../src/leads/forms/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { mintProject } from "./campaigns";
import { mintAgency, origin, type Tenant } from "./kit";

/** When the tests' visitors come: within the plan's window, at ten in the morning there. */
export const visitedAt = Date.parse("2008-06-01T10:00:00+08:00");

export interface MintedForm {
  agency: Tenant<AgencyRole>;
  shard: D1Database;
  projectId: string;
  campaignId: string;
  id: string;
  code: string;
}

export interface FormToMint {
  agency?: Tenant<AgencyRole>;
  /** A form of the same campaign. */
  beside?: MintedForm;
  shard?: "SHARD_1" | "SHARD_2";
  texts?: Partial<FormTexts>;
  fields?: FormField[];
  assignment?: Assignment;
  opensOn?: string | null;
  closesOn?: string | null;
  capacity?: number | null;
  state?: "draft" | "open" | "closed";
  campaignStatus?: "draft" | "running" | "closed";
  slots?: { id?: string; startsAt?: number; capacity: number }[];
  tags?: { tag: string; ownerId?: string }[];
}

export const usualFields: FormField[] = [
  { kind: "name", required: true },
  { kind: "phone", required: true },
  { kind: "units", required: true },
  {
    kind: "layout",
    required: false,
    options: [
      { "zh-Hant": "三房 130 ㎡", "zh-Hans": "三房 130 ㎡", en: "Three rooms, 130 ㎡" },
      { "zh-Hant": "四房 160 ㎡", en: "Four rooms, 160 ㎡" },
    ],
  },
];

let minted = 0;

/** A form as the builder would have left it, straight into storage: open, for a campaign in the plan's window. */
export async function mintForm(told: FormToMint = {}): Promise<MintedForm> {
  const agency = told.beside?.agency ?? told.agency ?? (await mintAgency(told.shard ?? "SHARD_1"));
  const shard = env[agency.shard as "SHARD_1"];
  const projectId = told.beside?.projectId ?? (await mintProject(agency));
  const number = (minted++).toString(36).padStart(4, "0");
  const campaignId = told.beside?.campaignId ?? `campaign-${number}`;
  const id = `form-${number}`;
  const code = `${agency.shard === "SHARD_2" ? "2" : "1"}test${number}`;
  const texts: FormTexts = {
    title: { "zh-Hant": "泉州商會團購登記", "zh-Hans": "泉州商会团购登记", en: "Group purchase of the Quanzhou Chamber" },
    ...told.texts,
  };
  await shard.batch([
    ...(told.beside
      ? []
      : [
          shard
            .prepare(
              "insert into campaigns (agency_id, id, name, project_id, status, starts_on, ends_on, zone, catalogue, created_at) values (?, ?, '大客戶拓展 2008', ?, ?, '2008-05-15', '2008-07-15', 'Asia/Shanghai', '{}', 1)",
            )
            .bind(agency.id, campaignId, projectId, told.campaignStatus ?? "running"),
        ]),
    shard
      .prepare(
        `insert into forms (agency_id, id, campaign_id, code, name, texts, fields, assignment, opens_on, closes_on, capacity, state, created_by, created_at)
         values (?, ?, ?, ?, '登記', ?, ?, ?, ?, ?, ?, ?, 'manager', 1)`,
      )
      .bind(
        ...[agency.id, id, campaignId, code, JSON.stringify(texts), JSON.stringify(told.fields ?? usualFields)],
        ...[JSON.stringify(told.assignment ?? { to: "pool" }), told.opensOn ?? null, told.closesOn ?? null, told.capacity ?? null],
        told.state ?? "open",
      ),
    ...(told.slots ?? []).map(({ id: slotId, startsAt, capacity }, at) => {
      const start = startsAt ?? visitedAt + (at + 1) * 86_400_000;

      return shard
        .prepare(
          "insert into form_slots (agency_id, campaign_id, form_id, id, starts_at, ends_at, capacity) values (?, ?, ?, ?, cast(? as integer), cast(? as integer), ?)",
        )
        .bind(agency.id, campaignId, id, slotId ?? `slot-${number}-${at}`, start, start + 3_600_000, capacity);
    }),
    ...(told.tags ?? []).map(({ tag, ownerId }) =>
      shard
        .prepare("insert into form_tags (agency_id, campaign_id, form_id, tag, label, owner_id) values (?, ?, ?, ?, ?, ?)")
        .bind(agency.id, campaignId, id, tag, tag, ownerId ?? null),
    ),
  ]);

  return { agency, shard, projectId, campaignId, id, code };
}

export interface PageShown {
  status: number;
  headers: Headers;
  html: string;
  location: string | null;
  /** From Server-Timing. */
  cost: { trips: number; read: number; written: number };
}

export interface Visiting {
  now?: number;
  /** What stands behind the code: `?lang=en`, `/done?c=…`. */
  at?: string;
  address?: string;
  headers?: Record<string, string>;
}

/** Opens a page as a browser without script does. */
export async function visit({ code }: Pick<MintedForm, "code">, told: Visiting = {}, body?: Record<string, string>): Promise<PageShown> {
  const headers = new Headers({
    "x-local-now": new Date(told.now ?? visitedAt).toISOString(),
    ...(told.address ? { "cf-connecting-ip": told.address } : {}),
    ...(body ? { "content-type": "application/x-www-form-urlencoded", origin: "null" } : {}),
    ...told.headers,
  });
  const response = await exports.default.fetch(
    new Request(`${origin}/f/${code}${told.at ?? ""}`, {
      method: body ? "POST" : "GET",
      headers,
      redirect: "manual",
      ...(body ? { body: new URLSearchParams(body).toString() } : {}),
    }),
  );
  const timing = /trips=(\d+) read=(\d+) written=(\d+)/.exec(response.headers.get("server-timing") ?? "") ?? [];

  return {
    status: response.status,
    headers: response.headers,
    html: await response.text(),
    location: response.headers.get("location"),
    cost: { trips: Number(timing[1] ?? -1), read: Number(timing[2] ?? -1), written: Number(timing[3] ?? -1) },
  };
}

/** The token that a page carries. */
export const tokenOf = ({ html }: PageShown): string => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";

export const usual = { name: "林曉雯", phone: "138 0000 1234", units: "2", consent: "1" };

/** Opens the form and sends it back filled. */
export async function registerAt(form: MintedForm, typed: Record<string, string> = {}, told: Visiting = {}): Promise<PageShown> {
  const token = tokenOf(await visit(form, told));

  return visit(form, told, { ...usual, token, ...typed });
}

/** The code that a redirect leads to. */
export const codeOf = ({ location }: PageShown): string => new URL(location ?? "", origin).searchParams.get("c") ?? "";

/** Rows of the form's agency. */
export async function rowsOf<Row = Record<string, unknown>>({ agency, shard }: MintedForm, select: string): Promise<Row[]> {
  const { results } = await shard.prepare(select).bind(agency.id).all<Row>();

  return results;
}
