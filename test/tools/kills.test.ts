import { afterAll, beforeAll, expect, test } from "vitest";
import { invariants } from "../../scripts/recount/invariants";
import type { DealDetail } from "../../src/deals/contract";
import { demoPassword } from "../../src/demo/data";
import type { Statement } from "../../src/settlement/statement/contract";
import { type Api, chamber, type Home, signing } from "../e2e/support/homes";
import { groupFen, regularFen } from "../settlement/facts";
import { killable } from "./killable";

const worker = killable(".wrangler/kills");
const campaigns = "/agencies/hopefluent/campaigns";
const campaign = `${campaigns}/zhongyang-2008`;
const building = "K棟";
const manager = "manager@hopefluent";
const signedTogether = 8;

interface Items {
  items: { id: string }[];
}

const cookies = new Map<string, string>();
let engagementId: string;
/** Not yet asked to be signed; each kill takes the next. */
let homes: Home[];
let signed = 0;

beforeAll(async () => {
  await worker.begin();
  ({ engagementId, homes } = await chamber(as, { building, name: "同安商會", homes: moments.length * signedTogether }));

  // What the demo's facts come to is settled by who reads it first.
  for (const { id } of (await api<Items>("GET", campaigns)).items)
    for (const engagement of (await api<Items>("GET", `${campaigns}/${id}/engagements`)).items)
      await api("GET", `${campaigns}/${id}/engagements/${engagement.id}/statement`);
}, 120_000);

afterAll(() => worker.kill());

const ask = (method: string, path: string, body: object | undefined, headers: Record<string, string>) =>
  fetch(`${worker.url}/api/v1${path}`, {
    method,
    headers: {
      origin: worker.url,
      "idempotency-key": crypto.randomUUID(),
      ...(body && { "content-type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });

/** The API as somebody of the demo, whose session outlives the process that began it. */
async function as(who: string): Promise<Api> {
  if (!cookies.has(who)) {
    const entered = await ask("POST", "/session", { email: `${who}.example`, password: demoPassword }, {});
    const access = entered.headers.getSetCookie().find((cookie) => cookie.startsWith("tuantuo_access="));
    cookies.set(who, access?.split(";")[0] ?? "");
  }

  return async <Answer>(method: string, path: string, body?: object) => {
    const answer = await ask(method, path, body, { cookie: cookies.get(who) ?? "" });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);

    return (await answer.json()) as Answer;
  };
}

const api: Api = async (...asked) => (await as(manager))(...asked);

/** Signs a home; asked again it is the same signing, as a client asks whose answer was lost. @returns the status; null: no answer */
async function sign({ id, place }: Home): Promise<number | null> {
  const headers = { cookie: cookies.get(manager) ?? "", "idempotency-key": `sign-${id}` };
  const answer = await ask("POST", `${campaign}/deals/${id}/signing`, signing(place, regularFen), headers).catch(() => null);

  return answer?.status ?? null;
}

/** Begins to sign homes, all at once or each when the one before is acknowledged. */
function signAll(sent: Home[], inTurn: boolean) {
  const acknowledged = new Set<string>();
  const one = async (home: Home) => {
    const status = await sign(home);
    if (status === 200) acknowledged.add(home.id);
    return status;
  };
  const each = async () => {
    const statuses: (number | null)[] = [];
    for (const home of sent) if (statuses.at(-1) !== null) statuses.push(await one(home));
    return statuses;
  };

  return { acknowledged, statuses: inTurn ? each() : Promise.all(sent.map(one)) };
}

const unsettled = "select 1 from counting_groups where settled_version < version";
/** Signings of which a part is there and another is not. */
const halves = `select d.id from deals d join units u on u.agency_id = d.agency_id and u.id = d.unit_id where d.building = '${building}' and 0
  + (d.state = 'signed') + (u.state = 'signed') + (d.contract_number is not null) + (d.contract_price_fen is not null)
  + exists (select 1 from audit a where a.scope = d.agency_id and a.entity_id = d.id and a.event = 'deal.signed')
  + exists (select 1 from idempotency i where i.scope = d.agency_id and i.key = 'sign-' || d.id) not in (0, 6)`;

const until = async (isNow: () => boolean): Promise<void> => {
  for (const over = Date.now() + 10_000; !isNow() && Date.now() < over; ) await new Promise(setImmediate);
};

/** Until a fact is in and its settlement is not, as it is seen from outside. @returns what ends the looking: not a moment may pass first */
async function untilUnsettled(): Promise<() => void> {
  const databases = worker.shards({ readOnly: true });
  const looks = databases.map((database) => database.prepare(unsettled));
  await until(() => looks.some((look) => look.get() !== undefined));

  return () => {
    for (const database of databases) database.close();
  };
}

const moments = [
  { moment: "right after the fourth of eight in turn was sent", inTurn: true, comes: (told: Set<string>) => until(() => told.size === 3) },
  { moment: "at the first of eight yeses", inTurn: false, comes: (told: Set<string>) => until(() => told.size > 0) },
  { moment: "between a fact and its settlement", inTurn: false, comes: untilUnsettled, leaves: true },
];

/** All of these are signed, and every home costs what its lines say and the group comes to. */
async function expectSettled(units: number): Promise<void> {
  const { isSettling, countedUnits, deals } = await api<Statement>("GET", `${campaign}/engagements/${engagementId}/statement`);
  expect({ isSettling, countedUnits }).toEqual({ isSettling: false, countedUnits: units });
  for (const { deal, lines, baseFen, adjustmentsFen } of deals.filter(({ deal: { state } }) => state === "signed")) {
    const standing = lines.filter(({ state }) => state !== "withdrawn").reduce((sum, { amountFen }) => sum + amountFen, 0);
    expect([standing, (baseFen ?? 0) + adjustmentsFen, deal.price?.payableFen]).toEqual(Array(3).fill(units < 9 ? regularFen : groupFen));
  }
}

test.each(moments)(
  "killed $moment, nothing acknowledged is lost, nothing is there by half, and the next reader settles it",
  async (told) => {
    const sent = homes.splice(0, signedTogether);
    const { acknowledged, statuses } = signAll(sent, told.inTurn);
    const over = await told.comes(acknowledged);
    await worker.kill();
    over?.();
    expect((await statuses).filter((status) => status !== 200 && status !== null)).toEqual([]);
    expect(worker.found(halves)).toEqual([]);
    if (told.leaves) expect(worker.found(unsettled)).toHaveLength(1);

    await worker.start();
    const deals = await Promise.all(sent.map(({ id }) => api<DealDetail>("GET", `${campaign}/deals/${id}`)));
    const isIn = new Set(deals.filter(({ state }) => state === "signed").map(({ id }) => id));
    expect([...acknowledged].filter((id) => !isIn.has(id))).toEqual([]);
    if (told.leaves) expect(deals[0]?.isSettling).toBe(true);
    await expectSettled(signed + isIn.size);

    for (const home of sent) expect(await sign(home), "asked again, whether it was in or not").toBe(200);
    signed += sent.length;
    await expectSettled(signed);
  },
  60_000,
);

test("whatever must hold of all that was recorded holds after the last kill", async () => {
  await worker.kill();
  for (const { says, sql } of invariants) expect(worker.found(sql), says).toEqual([]);
}, 30_000);
