/** Every address of the client. Nothing else writes one by hand. */

type Query = Record<string, string | null | undefined>;

/** The path with the parameters that have a value. */
function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) parameters.set(name, value);
  return parameters.size ? `${path}?${parameters}` : path;
}

const enc = encodeURIComponent;
const agency = (tenant: string) => `/a/${enc(tenant)}`;
const developer = (tenant: string) => `/d/${enc(tenant)}`;
const campaign = (tenant: string, id: string) => `${agency(tenant)}/campaigns/${enc(id)}`;

export const paths = {
  home: () => "/",
  login: (next?: string) => withQuery("/login", { next }),
  forgot: () => "/forgot",
  reset: (token: string) => withQuery("/reset", { token }),
  join: (token: string) => withQuery("/join", { token }),
  signup: () => "/signup",
  me: () => "/me",
  /** @param secret of a receipt; in the fragment, so that it reaches no log */
  ownDeal: (secret: string) => `/r#${secret}`,

  campaigns: (tenant: string, status?: string) => withQuery(`${agency(tenant)}/campaigns`, { status }),
  newCampaign: (tenant: string, from?: string) => withQuery(`${agency(tenant)}/campaigns/new`, { from }),
  campaign: (tenant: string, id: string) => `${campaign(tenant, id)}/basics`,
  dashboard: (tenant: string, id: string) => `${campaign(tenant, id)}/dashboard`,
  /** @param question what is shown: a view, a building, conditions, a unit */
  units: (tenant: string, id: string, question: Query = {}) => withQuery(`${campaign(tenant, id)}/units`, question),
  pasteUnits: (tenant: string, id: string) => `${campaign(tenant, id)}/units/paste`,
  forms: (tenant: string, id: string) => `${campaign(tenant, id)}/forms`,
  form: (tenant: string, id: string, form: string) => `${campaign(tenant, id)}/forms/${enc(form)}`,
  formBookings: (tenant: string, id: string, form: string) => `${paths.form(tenant, id, form)}/bookings`,
  /** @param tag the link that is printed; else the form's own address */
  formPoster: (tenant: string, id: string, form: string, tag?: string) => withQuery(`${paths.form(tenant, id, form)}/poster`, { tag }),
  leadRules: (tenant: string, id: string) => `${campaign(tenant, id)}/lead-rules`,
  engagements: (tenant: string, id: string, category?: string) => withQuery(`${campaign(tenant, id)}/engagements`, { category }),
  engagement: (tenant: string, id: string, engagement: string, tab?: string) =>
    withQuery(`${campaign(tenant, id)}/engagements/${enc(engagement)}`, { tab }),
  /** @param question what is shown: a view, conditions */
  leads: (tenant: string, id: string, question: Query = {}) => withQuery(`${campaign(tenant, id)}/leads`, question),
  lead: (tenant: string, id: string, lead: string) => `${campaign(tenant, id)}/leads/${enc(lead)}`,
  /** @param question what is shown: a state, an engagement */
  deals: (tenant: string, id: string, question: Query = {}) => withQuery(`${campaign(tenant, id)}/deals`, question),
  /** @param question what is chosen already: an engagement, or a home by its building and id */
  newDeal: (tenant: string, id: string, question: Query = {}) => withQuery(`${campaign(tenant, id)}/deals/new`, question),
  deal: (tenant: string, id: string, deal: string) => `${campaign(tenant, id)}/deals/${enc(deal)}`,
  /** The deal with the dialog that records its signing. */
  dealSigning: (tenant: string, id: string, deal: string) => withQuery(`${campaign(tenant, id)}/deals/${enc(deal)}`, { act: "sign" }),
  dealCancellation: (tenant: string, id: string, deal: string) => `${campaign(tenant, id)}/deals/${enc(deal)}/cancellation`,
  /** `pay`: the way to pay that was proposed. */
  newSupplement: (tenant: string, id: string, deal: string, pay?: string) =>
    withQuery(`${campaign(tenant, id)}/deals/${enc(deal)}/supplements/new`, { pay }),
  receipt: (tenant: string, id: string, deal: string) => `${campaign(tenant, id)}/deals/${enc(deal)}/receipt`,
  offer: (tenant: string, id: string, deal: string) => `${campaign(tenant, id)}/deals/${enc(deal)}/offer`,
  commissions: (tenant: string, id: string) => `${campaign(tenant, id)}/deals/commissions`,
  rewards: (tenant: string, id: string) => `${campaign(tenant, id)}/rewards`,
  engagementRewards: (tenant: string, id: string, engagement: string) => `${campaign(tenant, id)}/engagements/${enc(engagement)}/rewards`,
  benefits: (tenant: string, id: string, engagement: string, benefits: string) =>
    `${campaign(tenant, id)}/engagements/${enc(engagement)}/benefits/${enc(benefits)}`,
  desk: (tenant: string, id: string) => `${campaign(tenant, id)}/desk`,
  claims: (tenant: string, id: string) => `${campaign(tenant, id)}/claims`,
  claim: (tenant: string, id: string, claim: string) => `${paths.claims(tenant, id)}/${enc(claim)}`,
  policies: (tenant: string, id: string) => `${campaign(tenant, id)}/policy`,
  policy: (tenant: string, id: string, version: string) => `${campaign(tenant, id)}/policy/${enc(version)}`,
  policyComparison: (tenant: string, id: string, version: string, other?: string) =>
    withQuery(`${campaign(tenant, id)}/policy/${enc(version)}/comparison`, { with: other }),
  simulation: (tenant: string, id: string, version: string) => `${campaign(tenant, id)}/policy/${enc(version)}/simulation`,
  priceList: (tenant: string, id: string, version?: string) => withQuery(`${campaign(tenant, id)}/price-list`, { version }),
  /** @param question what is quoted, as the features' `searchOf` writes it */
  quoteSlip: (tenant: string, id: string, question: Query = {}) => withQuery(`${campaign(tenant, id)}/price-list/quote`, question),

  today: (tenant: string) => `${agency(tenant)}/today`,
  accounts: (tenant: string) => `${agency(tenant)}/accounts`,
  importAccounts: (tenant: string, id?: string) => withQuery(`${agency(tenant)}/accounts/import`, { import: id }),
  account: (tenant: string, id: string, tab?: string) => withQuery(`${agency(tenant)}/accounts/${enc(id)}`, { tab }),
  personExport: (tenant: string, id: string) => `${agency(tenant)}/people/${enc(id)}/export`,

  approvals: (tenant: string, box?: string) => withQuery(`${agency(tenant)}/approvals`, { box }),
  approval: (tenant: string, id: string) => `${agency(tenant)}/approvals/${enc(id)}`,
  members: (tenant: string) => `${agency(tenant)}/settings/members`,
  org: (tenant: string) => `${agency(tenant)}/settings/org`,
  messages: (tenant: string) => `${agency(tenant)}/settings/messages`,
  audit: (tenant: string) => `${agency(tenant)}/audit`,
  more: (tenant: string) => `${agency(tenant)}/more`,

  projects: (tenant: string) => `${developer(tenant)}/projects`,
  project: (tenant: string, id: string) => `${developer(tenant)}/projects/${enc(id)}`,
  developerApprovals: (tenant: string, box?: string) => withQuery(`${developer(tenant)}/approvals`, { box }),
  developerApproval: (tenant: string, agencyId: string, id: string) => `${developer(tenant)}/approvals/${enc(agencyId)}/${enc(id)}`,
  developerDesk: (tenant: string) => `${developer(tenant)}/desk`,
  /** @param part of the desk, at which it opens */
  developerDeskAt: (tenant: string, agency: string, campaign: string, part = "") =>
    `${withQuery(`${developer(tenant)}/desk`, { agency, campaign })}${part && `#${part}`}`,
  developerAgencies: (tenant: string) => `${developer(tenant)}/agencies`,
  developerClaim: (tenant: string, agency: string, id: string, claim: string) =>
    `${paths.developerAgencies(tenant)}/${enc(agency)}/campaigns/${enc(id)}/claims/${enc(claim)}`,
  developerDeal: (tenant: string, agency: string, id: string, deal: string) =>
    `${paths.developerAgencies(tenant)}/${enc(agency)}/campaigns/${enc(id)}/deals/${enc(deal)}`,
  developerMembers: (tenant: string) => `${developer(tenant)}/settings/members`,
  developerAudit: (tenant: string) => `${developer(tenant)}/audit`,
  developerMore: (tenant: string) => `${developer(tenant)}/more`,
};

/** The first page of a tenant. */
export function tenantHome(kind: "agency" | "developer", tenant: string): string {
  return kind === "agency" ? paths.campaigns(tenant) : paths.projects(tenant);
}

/** The address of the page that one lies below, one or two steps up; none where that is no page, nor from a campaign's own pages. */
export function above(location: string, isPage: (address: string) => boolean): string | undefined {
  const parts = location.split("/");
  const [parent, grandparent] = [1, 2].map((steps) => parts.slice(0, -steps).join("/"));
  if (parent && isPage(parent)) return parent;
  return grandparent && isPage(grandparent) && !grandparent.endsWith("/campaigns") ? grandparent : undefined;
}
