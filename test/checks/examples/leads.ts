import { env } from "cloudflare:workers";
import { as } from "../../support/kit";
import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const consultant = ({ agency }: World) => agency.member("manager");
const leads = "/api/v1/agencies/{agency}/campaigns/{campaign}/leads";
const here = () => ({ campaign: local.aloneCampaign });
const one = ({ memo }: World) => ({ ...here(), lead: memo.lead ?? "" });
const number = (n: number) => `137${String(10_000_000 + n * 13)}`;
let made = 0;

/** A lead of the caller's own, reported just now; `as` it is named in the world. */
async function mine(world: World, name = "lead"): Promise<void> {
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.aloneCampaign}/leads`;
  const told = { name: `客戶 ${world.agency.id}`, phone: number(made++), source: "call", next: { on: "2008-05-21", kind: "call" } };
  const { body } = await as(await consultant(world)).post<{ id: string }>(path, told);
  world.memo[name] = body.id;
}

/** The same, in the pool. */
async function free(world: World): Promise<void> {
  await mine(world);
  await env.SHARD_1.prepare("update leads set owner_id = null, reported_at = null, report_until = null where agency_id = ? and id = ?")
    .bind(world.agency.id, world.memo.lead)
    .run();
}

/** The same, reported by its ends alone. */
async function masked(world: World): Promise<void> {
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.aloneCampaign}/leads`;
  const whole = number(made++);
  const told = { name: `客戶 ${world.agency.id}`, maskedPhone: `${whole.slice(0, 3)}****${whole.slice(-4)}`, source: "call" };
  const { body } = await as(await consultant(world)).post<{ id: string }>(path, told);
  world.memo.lead = body.id;
  world.memo.whole = whole;
}

async function lost(world: World): Promise<void> {
  await mine(world);
  await env.SHARD_1.prepare("update leads set state = 'lost', lost_because = 'other' where agency_id = ? and id = ?")
    .bind(world.agency.id, world.memo.lead)
    .run();
}

async function brought(world: World): Promise<void> {
  await mine(world);
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.aloneCampaign}/leads`;
  const owner = as(await world.agency.member("owner"));
  const { body } = await owner.post<{ contactList: { id: string }[] }>(`${path}/${world.memo.lead}/contacts`, {
    kind: "site-visit",
    outcome: "came",
  });
  world.memo.visit = body.contactList[0]?.id ?? "";
}

async function two(world: World): Promise<void> {
  await mine(world);
  await mine(world, "other");
}

async function merged(world: World): Promise<void> {
  await two(world);
  const path = `/api/v1/agencies/${world.agency.id}/campaigns/${local.aloneCampaign}/leads`;
  const { body } = await as(await consultant(world)).post<{ merges: { id: string }[] }>(
    `${path}/${world.memo.lead}/merges`,
    { otherId: world.memo.other, otherVersion: 1 },
    { ifMatch: 1 },
  );
  world.memo.merge = body.merges[0]?.id ?? "";
}

/** A hundred that are due, each with its person and campaign; a busy member's calls of a day; the rules of a hundred campaigns. */
const rowsOfDay = 4 * 101 + 300 + 110;

/** Five hundred are looked at, twice, and each that is shown is read with its person. */
const looked = 4 * 501 + 6 * 51;

export const leadExamples: Record<string, Example> = {
  [`get ${leads}`]: {
    permission: "lead:read",
    caller: consultant,
    params: here,
    prepare: mine,
    queries: [
      ...[
        "sort=newest",
        "sort=next",
        "sort=free",
        "state=registered",
        "source=call",
        "owner=me",
        "unvisited=1",
        "pool=1",
        "expiring=24",
      ].map((query) => ({ query: `?${query}` })),
      { query: "?state=registered&source=walk-in", rows: looked },
      { query: "?owner=me&sort=next", rows: looked },
      { query: `?form=${local.openForm}`, rows: looked + 2 * 501 },
      { query: `?group=${local.group}`, rows: looked },
    ],
  },
  [`get ${leads}/counts`]: { permission: "lead:read", caller: consultant, params: here, prepare: mine, rows: 300 },
  [`post ${leads}/search`]: {
    permission: "lead:read",
    caller: consultant,
    params: here,
    prepare: mine,
    body: () => ({ name: "客戶" }),
    trips: 2,
    rows: 500,
  },
  [`get ${leads}/{lead}`]: { permission: "lead:read", caller: consultant, params: one, prepare: mine },
  [`patch ${leads}/{lead}`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ intent: "high" }),
    ifMatch: 1,
  },
  [`post ${leads}/{lead}/loss`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ because: "no-budget" }),
    ifMatch: 1,
  },
  [`post ${leads}/{lead}/reopening`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: lost,
    body: () => ({}),
    ifMatch: 1,
  },
  [`post ${leads}`]: {
    permission: "lead:report",
    caller: consultant,
    params: here,
    prepare: mine,
    body: (_, n) => ({ name: `客戶 ${n}`, phone: `136${String(10_000_000 + n)}`, source: "call" }),
  },
  [`post ${leads}/check`]: {
    permission: "lead:report",
    caller: consultant,
    params: here,
    prepare: mine,
    body: (_, n) => ({ phone: `135${String(10_000_000 + n)}` }),
    secret: true,
  },
  [`post ${leads}/{lead}/completion`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: masked,
    body: ({ memo }) => ({ phone: memo.whole }),
    ifMatch: 1,
    // The parts of the world's names that other leads of the walk share.
    more: 40,
  },
  [`post ${leads}/{lead}/assignment`]: {
    permission: "lead:assign",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ to: "pool" }),
    ifMatch: 1,
  },
  [`post ${leads}/{lead}/pick`]: {
    permission: "lead:report",
    caller: ({ agency }) => agency.member("coordinator"),
    params: one,
    prepare: free,
    body: () => ({}),
  },
  [`post ${leads}/{lead}/return`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ reason: "no-time" }),
    ifMatch: 1,
  },
  [`post ${leads}/{lead}/contacts`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ kind: "call", outcome: "reached", note: "下週再談", next: { on: "2008-05-22", kind: "call" } }),
  },
  [`put ${leads}/{lead}/next-step`]: {
    permission: "lead:report",
    caller: consultant,
    params: one,
    prepare: mine,
    body: () => ({ next: { on: "2008-05-23", kind: "visit" } }),
    ifMatch: 1,
  },
  [`get ${leads}/visits`]: { permission: "lead:assign", caller: consultant, params: here, prepare: brought, rows: 4 * 51 + 5 },
  [`post ${leads}/visits/{visit}/decision`]: {
    permission: "lead:assign",
    caller: consultant,
    params: ({ memo }) => ({ ...here(), visit: memo.visit ?? "" }),
    prepare: brought,
    body: () => ({ accept: true }),
    secret: true,
  },
  "get /api/v1/agencies/{agency}/leads/day": { permission: "lead:report", caller: consultant, prepare: mine, rows: rowsOfDay },
  [`get ${leads}/{lead}/lookalikes`]: { permission: "lead:assign", caller: consultant, params: one, prepare: mine },
  [`post ${leads}/{lead}/merges`]: {
    permission: "lead:assign",
    caller: consultant,
    params: one,
    prepare: two,
    body: ({ memo }) => ({ otherId: memo.other, otherVersion: 1 }),
    ifMatch: 1,
  },
  [`post ${leads}/{lead}/merges/{merge}/undoing`]: {
    permission: "lead:assign",
    caller: consultant,
    params: ({ memo }) => ({ ...here(), lead: memo.lead ?? "", merge: memo.merge ?? "" }),
    prepare: merged,
    body: () => ({}),
  },
  [`post ${leads}/bulk`]: {
    permission: "lead:assign",
    caller: consultant,
    params: here,
    prepare: mine,
    body: ({ memo }) => ({ leads: [{ id: memo.lead, version: 1 }], act: { kind: "lose", because: "no-budget" } }),
    secret: true,
  },
  [`post ${leads}/bulk/preview`]: {
    permission: "lead:assign",
    caller: consultant,
    params: here,
    prepare: mine,
    body: ({ memo }) => ({ leads: [{ id: memo.lead, version: 1 }], act: { kind: "lose", because: "no-budget" } }),
  },
};
