import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext } from "@playwright/test";
import { root } from "../../../scripts/prepare.mjs";
import { apiOf, enter } from "./api";
import type { Demo } from "./demo";

/** A page of the client as somebody of the demo meets it. */
export interface Place {
  /** The route's pattern as web/src/app/routes.ts writes it. */
  route: string;
  who: Demo | null;
  /** What the pattern's parameters are, or `draft` and `approval`, which the run makes. */
  path: (made: Made) => string;
}

interface Made {
  draft: string;
  published: string;
  approval: string;
  project: string;
  claim: string;
  /** The secret of a receipt of `signedDeal`. */
  receipt: string;
  /** A confirmation of benefits of the demo's market traders. */
  benefits: string;
  /** A registration form of the demo's campaign, a draft. */
  form: string;
  /** A registered customer. */
  lead: string;
}

const campaign = "/a/hopefluent/campaigns/zhongyang-2008";
/** 1棟 0902, the first home that the demo's chamber signed. */
const signedDeal = "011a41da-4100-7000-8000-000000000000";
const agent = (route: string, path: Place["path"], who: Demo = "owner@hopefluent"): Place => ({ route: `/a/:tenant${route}`, who, path });
const client = (route: string, path: Place["path"]): Place => ({ route: `/d/:tenant${route}`, who: "owner@shangge", path });
const anybody = (route: string, path = route): Place => ({ route, who: null, path: () => path });

/** One address per route. `placesMissing` says which route has none. */
export const places: Place[] = [
  anybody("/login"),
  anybody("/forgot"),
  anybody("/reset", "/reset#token=x"),
  anybody("/join", "/join#token=x"),
  anybody("/signup"),
  { route: "/r", who: null, path: ({ receipt }) => `/r#${receipt}` },
  { route: "/", who: "manager@hopefluent", path: () => "/?choose=1" },
  { route: "/me", who: "manager@hopefluent", path: () => "/me" },
  agent("/campaigns", () => "/a/hopefluent/campaigns"),
  agent("/campaigns/new", () => "/a/hopefluent/campaigns/new"),
  agent("/campaigns/:campaign/basics", () => `${campaign}/basics`),
  agent("/campaigns/:campaign/dashboard", () => `${campaign}/dashboard`),
  agent("/campaigns/:campaign/units", () => `${campaign}/units?unit=u-1-0902`),
  agent("/campaigns/:campaign/units/paste", () => `${campaign}/units/paste`),
  agent("/campaigns/:campaign/forms", () => `${campaign}/forms`, "manager@hopefluent"),
  agent("/campaigns/:campaign/forms/:form", ({ form }) => `${campaign}/forms/${form}`, "manager@hopefluent"),
  agent("/campaigns/:campaign/forms/:form/poster", ({ form }) => `${campaign}/forms/${form}/poster`, "consultant@hopefluent"),
  agent("/campaigns/:campaign/forms/:form/bookings", ({ form }) => `${campaign}/forms/${form}/bookings`, "consultant@hopefluent"),
  agent("/campaigns/:campaign/lead-rules", () => `${campaign}/lead-rules`, "manager@hopefluent"),
  agent("/campaigns/:campaign/engagements", () => `${campaign}/engagements`),
  agent("/campaigns/:campaign/engagements/:engagement", () => `${campaign}/engagements/eng-quanzhou`),
  agent("/campaigns/:campaign/leads", () => `${campaign}/leads`, "manager@hopefluent"),
  agent("/campaigns/:campaign/leads/:lead", ({ lead }) => `${campaign}/leads/${lead}`, "manager@hopefluent"),
  agent("/today", () => "/a/hopefluent/today", "consultant@hopefluent"),
  agent("/campaigns/:campaign/deals", () => `${campaign}/deals`, "manager@hopefluent"),
  agent("/campaigns/:campaign/deals/new", () => `${campaign}/deals/new`, "manager@hopefluent"),
  agent("/campaigns/:campaign/deals/:deal", () => `${campaign}/deals/${signedDeal}`, "manager@hopefluent"),
  agent(
    "/campaigns/:campaign/deals/:deal/cancellation",
    () => `${campaign}/deals/${signedDeal}/cancellation?on=2008-07-13`,
    "manager@hopefluent",
  ),
  agent(
    "/campaigns/:campaign/deals/:deal/supplements/new",
    () => `${campaign}/deals/${signedDeal}/supplements/new?kind=name`,
    "manager@hopefluent",
  ),
  agent("/campaigns/:campaign/deals/commissions", () => `${campaign}/deals/commissions`, "manager@hopefluent"),
  agent("/campaigns/:campaign/deals/:deal/receipt", () => `${campaign}/deals/${signedDeal}/receipt`, "manager@hopefluent"),
  agent("/campaigns/:campaign/deals/:deal/offer", () => `${campaign}/deals/${signedDeal}/offer`, "manager@hopefluent"),
  agent("/campaigns/:campaign/rewards", () => `${campaign}/rewards`),
  agent(
    "/campaigns/:campaign/engagements/:engagement/rewards",
    () => `${campaign}/engagements/eng-quanzhou/rewards`,
    "compliance@hopefluent",
  ),
  agent(
    "/campaigns/:campaign/engagements/:engagement/benefits/:benefits",
    ({ benefits }) => `${campaign}/engagements/eng-lusong/benefits/${benefits}`,
    "manager@hopefluent",
  ),
  agent("/campaigns/:campaign/claims/:claim", ({ claim }) => `${campaign}/claims/${claim}`),
  agent("/campaigns/:campaign/desk", () => `${campaign}/desk`, "finance@hopefluent"),
  agent("/campaigns/:campaign/price-list", () => `${campaign}/price-list`),
  agent("/campaigns/:campaign/price-list/quote", () => `${campaign}/price-list/quote?units=8`),
  agent("/campaigns/:campaign/policy", () => `${campaign}/policy`),
  agent("/campaigns/:campaign/policy/:version", ({ draft }) => `${campaign}/policy/${draft}`),
  agent("/campaigns/:campaign/policy/:version/simulation", ({ draft }) => `${campaign}/policy/${draft}/simulation`),
  agent(
    "/campaigns/:campaign/policy/:version/comparison",
    ({ draft, published }) => `${campaign}/policy/${draft}/comparison?with=${published}`,
  ),
  agent("/accounts", () => "/a/hopefluent/accounts"),
  agent("/accounts/import", () => "/a/hopefluent/accounts/import"),
  agent("/accounts/:account", () => "/a/hopefluent/accounts/acc-lusong"),
  agent("/people/:person/export", () => "/a/hopefluent/people/per-tan/export"),
  agent("/more", () => "/a/hopefluent/more"),
  agent("/approvals", () => "/a/hopefluent/approvals"),
  agent("/approvals/:approval", ({ approval }) => `/a/hopefluent/approvals/${approval}`),
  agent("/audit", () => "/a/hopefluent/audit"),
  agent("/settings/members", () => "/a/hopefluent/settings/members"),
  agent("/settings/org", () => "/a/hopefluent/settings/org"),
  agent("/settings/messages", () => "/a/hopefluent/settings/messages"),
  client("/more", () => "/d/shangge/more"),
  client("/approvals", () => "/d/shangge/approvals"),
  client("/approvals/:agency/:approval", ({ approval }) => `/d/shangge/approvals/hopefluent/${approval}`),
  client("/audit", () => "/d/shangge/audit"),
  { route: "/d/:tenant/desk", who: "finance@shangge", path: () => "/d/shangge/desk" },
  {
    route: "/d/:tenant/agencies/:agency/campaigns/:campaign/claims/:claim",
    who: "finance@shangge",
    path: ({ claim }) => `/d/shangge/agencies/hopefluent/campaigns/zhongyang-2008/claims/${claim}`,
  },
  {
    route: "/d/:tenant/agencies/:agency/campaigns/:campaign/deals/:deal",
    who: "finance@shangge",
    path: () => `/d/shangge/agencies/hopefluent/campaigns/zhongyang-2008/deals/${signedDeal}`,
  },
  client("/projects", () => "/d/shangge/projects"),
  client("/projects/:project", ({ project }) => `/d/shangge/projects/${project}`),
  client("/settings/members", () => "/d/shangge/settings/members"),
];

/** The routes of the client of which no place is known. */
export function placesMissing(): string[] {
  const source = readFileSync(join(root, "web/src/app/routes.ts"), "utf8");
  const routes = [...source.matchAll(/route\("([^"]+)"/g)].map(([, pattern]) => pattern ?? "");

  return routes.filter((pattern) => !places.some(({ route }) => route === pattern));
}

/** Makes what the places with parameters show: a draft of the plan's policy and an approval on the developer's desk. */
export async function makeContents(context: BrowserContext, baseURL: string | undefined): Promise<Made> {
  await enter(context, baseURL, "manager@hopefluent.example");
  const api = apiOf(context, baseURL);
  const agency = "/agencies/hopefluent";
  const versions = `${agency}/campaigns/zhongyang-2008/policy-versions`;
  const { items } = await api<{ items: { id: string; status: string }[] }>("GET", versions);
  const published = items.find(({ status }) => status === "published")?.id ?? "";
  const draft = await api<{ id: string }>("POST", versions, { basedOn: published });
  const submitted = await api<{ id: string; version: number; terms: object; effectiveFrom: string }>("POST", versions, {
    basedOn: published,
  });
  const { terms } = await api<{ terms: object }>("GET", `${versions}/${published}`);
  const effectiveFrom = "2008-07-15"; // after every home that was subscribed
  await api("PUT", `${versions}/${submitted.id}`, { terms: { ...terms, signWithinDays: 10 }, effectiveFrom }, submitted.version);
  await api("POST", `${versions}/${submitted.id}/submission`, {});
  const inbox = await api<{ items: { id: string }[] }>("GET", `${agency}/approvals?box=mine`);
  const projects = await api<{ items: { id: string; developerId: string | null }[] }>("GET", `${agency}/projects`);

  // The first look settles what the demo's facts come to; the demo's claims stand already.
  const campaign = `${agency}/campaigns/zhongyang-2008`;
  await api("GET", `${campaign}/engagements/eng-quanzhou/statement`);
  // An approved one is its developer's finance's to look at as well.
  const claims = await api<{ items: { id: string }[] }>("GET", `${campaign}/claims?state=approved`);

  const standing = await api<{ receipt: { secret: string } | null }>("GET", `${campaign}/deals/${signedDeal}/receipt`);
  const receipt =
    standing.receipt ?? (await api<{ receipt: { secret: string } }>("POST", `${campaign}/deals/${signedDeal}/receipt`, {})).receipt;

  const benefits = await api<{ id: string }>("POST", `${campaign}/engagements/eng-lusong/benefits`, {
    person: { name: "吳秀蘭" },
    issuedOn: "2008-06-02",
    expiresOn: "2008-07-15",
    transferable: "family",
  });

  const form = await api<{ id: string }>("POST", `${campaign}/forms`, { name: "礦務局廠門口", from: { template: "presentation" } });
  // The second time it is one's own already.
  const leads = `${campaign}/leads`;
  const { items: found } = await api<{ items: { id: string }[] }>("POST", `${leads}/search`, { phone: "138 0731 4001" });
  const lead = found[0]?.id ?? (await api<{ id: string }>("POST", leads, { name: "歐陽建軍", phone: "138 0731 4001", source: "call" })).id;

  return {
    lead,
    benefits: benefits.id,
    form: form.id,
    receipt: receipt.secret,
    claim: claims.items[0]?.id ?? "",
    draft: draft.id,
    published,
    approval: inbox.items[0]?.id ?? "",
    project: projects.items.find(({ developerId }) => developerId === "shangge")?.id ?? "",
  };
}
