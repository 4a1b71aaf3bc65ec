/**
 * What is measured: a request to our Worker, the bare one's request that does the comparable work, and what it may cost
 * at most. The bounds are those of docs/architecture.md: a read takes one round trip and reads at most three rows for
 * each returned and twenty more, a write takes two round trips, a list of 50 runs at 0.7 of the bare Worker or better.
 */
const campaigns = "/api/v1/agencies/hopefluent/campaigns";

const quoted = { category: "chamber", countedUnits: 9, paymentMethod: "lump-sum", areaCentiSqm: 13_000, pricePerSqmFen: 340_000 };
const planned = { name: "基準測試", projectId: "zhongyang", startsOn: "2008-05-15", endsOn: "2008-07-15" };

const bareOne = { path: "/campaigns/campaign-000500" };
const bareInsert = { path: "/campaigns", method: "POST", body: planned };

/**
 * @typedef {{ path: string, method?: string, body?: object, form?: object, each?: Record<string, (at: number) => string> }} Asked
 *   `form` is sent as an HTML form sends it; `each` gives what must differ from one request to the next
 */

/** A visitor of the demo's form: what was typed, another number each time, and addresses enough for none to be held up. */
const visitor = {
  method: "POST",
  form: { name: "林曉雯", units: "2", layout: "三房 130 ㎡", consent: "1" },
  each: { phone: (at) => `139${String(at).padStart(8, "0")}` },
};

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {Asked} ours
 * @property {Asked} bare
 * @property {number} mostRoundTrips
 * @property {"by rows returned"} [reads] holds the rows read to the rows returned
 * @property {number} [leastRatio] to the bare Worker's requests per second
 */

/** @type {Case[]} */
export const cases = [
  // Three databases in calls issued together are one trip; the bare Worker asks none.
  { name: "health", ours: { path: "/api/v1/health" }, bare: { path: "/hello" }, mostRoundTrips: 1 },
  {
    name: "list of 50 campaigns",
    ours: { path: `${campaigns}?limit=50` },
    bare: { path: "/campaigns" },
    mostRoundTrips: 1,
    reads: "by rows returned",
    leastRatio: 0.7,
  },
  {
    name: "list of 50 audit rows",
    ours: { path: "/api/v1/agencies/hopefluent/audit?limit=50" },
    bare: { path: "/audit" },
    mostRoundTrips: 1,
    reads: "by rows returned",
    leastRatio: 0.7,
  },
  { name: "one campaign", ours: { path: `${campaigns}/zhongyang-2008` }, bare: bareOne, mostRoundTrips: 1, reads: "by rows returned" },
  {
    name: "quote",
    ours: { path: `${campaigns}/zhongyang-2008/quotes`, method: "POST", body: quoted },
    bare: bareOne,
    mostRoundTrips: 1,
    reads: "by rows returned",
  },
  {
    name: "plan a campaign",
    ours: { path: campaigns, method: "POST", body: { ...planned, from: { template: "plan-2008" } } },
    bare: bareInsert,
    mostRoundTrips: 2,
  },
  { name: "form view", ours: { path: "/f/1quanzhou8" }, bare: { path: "/f/1quanzhou8" }, mostRoundTrips: 1, leastRatio: 0.6 },
  {
    name: "form submission",
    ours: { path: "/f/1quanzhou8", ...visitor },
    bare: { path: "/f/1quanzhou8", ...visitor },
    mostRoundTrips: 2,
    leastRatio: 0.6,
  },
];

/** Lists that must read the same whatever stands behind their first page. */
export const growing = [
  { name: "audit rows, newest 50", path: "/api/v1/agencies/hopefluent/audit?limit=50" },
  {
    name: "audit rows of one campaign, newest 50",
    path: "/api/v1/agencies/hopefluent/audit?limit=50&entity=campaign&entityId=zhongyang-2008",
  },
];
