import { type Route, route } from "./route";

/** Every page, first match wins. A page is one line here and one file under pages/. */
export const routes: Route[] = [
  route("/", "account", () => import("../pages/session/ChooserPage"), { title: "session.chooser.title" }),
  route("/login", "public", () => import("../pages/session/LoginPage"), { title: "session.login.title" }),
  route("/forgot", "public", () => import("../pages/session/ForgotPage"), { title: "session.forgot.title", areas: ["account"] }),
  route("/reset", "public", () => import("../pages/session/ResetPage"), { title: "session.reset.title", areas: ["account"] }),
  route("/join", "public", () => import("../pages/session/JoinPage"), { title: "session.join.title", areas: ["account"] }),
  route("/signup", "public", () => import("../pages/session/SignupPage"), { title: "session.signup.title", areas: ["account"] }),
  route("/r", "public", () => import("../pages/receipts/OwnDealPage"), { title: "session.ownDeal.title", areas: ["receipts", "deals"] }),
  route("/me", "account", () => import("../pages/account/MePage"), { title: "session.me.title", areas: ["account"] }),

  route("/a/:tenant/campaigns", "agency", () => import("../pages/campaigns/CampaignsPage"), {
    title: "shell.campaigns",
    areas: ["campaigns"],
    permission: "campaign:read",
  }),
  route("/a/:tenant/campaigns/new", "agency", () => import("../pages/campaigns/NewCampaignPage"), {
    title: "shell.campaigns",
    areas: ["campaigns"],
    permission: "campaign:plan",
  }),
  route("/a/:tenant/campaigns/:campaign/basics", "agency", () => import("../pages/campaigns/BasicsPage"), {
    title: "shell.basics",
    areas: ["campaigns"],
    permission: "campaign:read",
  }),
  route("/a/:tenant/campaigns/:campaign/dashboard", "agency", () => import("../pages/results/DashboardPage"), {
    title: "shell.dashboard",
    areas: ["results"],
    permission: "result:read",
  }),
  route("/a/:tenant/campaigns/:campaign/units", "agency", () => import("../pages/units/UnitsPage"), {
    title: "shell.units",
    areas: ["units"],
    permission: "unit:read",
  }),
  route("/a/:tenant/campaigns/:campaign/units/paste", "agency", () => import("../pages/units/PasteUnitsPage"), {
    title: "shell.units",
    areas: ["units"],
    permission: "unit:edit",
  }),
  route("/a/:tenant/campaigns/:campaign/forms", "agency", () => import("../pages/forms/FormsPage"), {
    title: "shell.forms",
    areas: ["forms"],
    permission: "form:read",
  }),
  route("/a/:tenant/campaigns/:campaign/forms/:form", "agency", () => import("../pages/forms/FormPage"), {
    title: "shell.forms",
    areas: ["forms"],
    permission: "form:read",
  }),
  route("/a/:tenant/campaigns/:campaign/forms/:form/poster", "agency", () => import("../pages/forms/PosterPage"), {
    title: "shell.forms",
    areas: ["forms"],
    permission: "form:read",
  }),
  route("/a/:tenant/campaigns/:campaign/forms/:form/bookings", "agency", () => import("../pages/forms/BookingsPage"), {
    title: "shell.forms",
    areas: ["forms"],
    permission: "form:read",
  }),
  route("/a/:tenant/campaigns/:campaign/lead-rules", "agency", () => import("../pages/forms/LeadRulesPage"), {
    title: "shell.leadRules",
    areas: ["forms"],
    permission: "lead:read",
  }),
  route("/a/:tenant/campaigns/:campaign/deals", "agency", () => import("../pages/deals/DealsPage"), {
    title: "shell.deals",
    areas: ["deals"],
    permission: "deal:read",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/new", "agency", () => import("../pages/deals/SubscribePage"), {
    title: "shell.deals",
    areas: ["accounts", "deals", "policies"],
    permission: "deal:record",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/commissions", "agency", () => import("../pages/deals/CommissionsPage"), {
    title: "shell.deals",
    areas: ["deals"],
    permission: "deal:attribute",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/:deal", "agency", () => import("../pages/deals/DealPage"), {
    title: "shell.deals",
    areas: ["accounts", "approvals", "asking", "benefits", "deals", "desk", "people", "specials", "statement"],
    permission: "deal:read",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/:deal/cancellation", "agency", () => import("../pages/deals/CancellationPage"), {
    title: "shell.deals",
    areas: ["approvals", "asking", "deals"],
    permission: "deal:cancel",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/:deal/receipt", "agency", () => import("../pages/receipts/ReceiptPage"), {
    title: "shell.deals",
    areas: ["deals", "receipts"],
    permission: "deal:receipt",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/:deal/offer", "agency", () => import("../pages/offers/OfferPage"), {
    title: "shell.deals",
    areas: ["deals", "offers"],
    permission: "deal:read",
  }),
  route("/a/:tenant/campaigns/:campaign/deals/:deal/supplements/new", "agency", () => import("../pages/deals/SupplementPage"), {
    title: "shell.deals",
    areas: ["accounts", "approvals", "asking", "deals", "units"],
    permission: "deal:cancel",
  }),
  route("/a/:tenant/campaigns/:campaign/engagements", "agency", () => import("../pages/engagements/EngagementsPage"), {
    title: "shell.engagements",
    areas: ["asking", "engagements", "specials"],
    permission: "account:read",
  }),
  route("/a/:tenant/campaigns/:campaign/engagements/:engagement", "agency", () => import("../pages/engagements/EngagementPage"), {
    title: "shell.engagements",
    areas: ["accounts", "approvals", "asking", "benefits", "deals", "engagements", "people", "rewards", "specials", "statement"],
    permission: "deal:read",
  }),
  route(
    "/a/:tenant/campaigns/:campaign/engagements/:engagement/benefits/:benefits",
    "agency",
    () => import("../pages/benefits/BenefitsPage"),
    {
      title: "shell.engagements",
      areas: ["benefits", "deals", "engagements"],
      permission: "deal:read",
    },
  ),
  route("/a/:tenant/campaigns/:campaign/leads", "agency", () => import("../pages/leads/LeadsPage"), {
    title: "shell.leads",
    areas: ["accounts", "leads"],
    permission: "lead:read",
  }),
  route("/a/:tenant/campaigns/:campaign/leads/:lead", "agency", () => import("../pages/leads/LeadPage"), {
    title: "shell.leads",
    areas: ["accounts", "approvals", "deals", "earnest", "leads"],
    permission: "lead:read",
  }),
  route("/a/:tenant/campaigns/:campaign/price-list", "agency", () => import("../pages/pricelist/PriceListPage"), {
    title: "shell.priceList",
    areas: ["pricelist", "policies"],
    permission: "quote:ask",
  }),
  route("/a/:tenant/campaigns/:campaign/price-list/quote", "agency", () => import("../pages/pricelist/QuoteSlipPage"), {
    title: "shell.priceList",
    areas: ["pricelist", "policies"],
    permission: "quote:ask",
  }),
  route("/a/:tenant/campaigns/:campaign/policy", "agency", () => import("../pages/policies/PoliciesPage"), {
    title: "shell.policy",
    areas: ["policies"],
    permission: "policy:read",
  }),
  route("/a/:tenant/campaigns/:campaign/policy/:version", "agency", () => import("../pages/policies/PolicyPage"), {
    title: "shell.policy",
    areas: ["policies"],
    permission: "policy:read",
  }),
  route("/a/:tenant/campaigns/:campaign/policy/:version/simulation", "agency", () => import("../pages/simulation/SimulationPage"), {
    title: "shell.policy",
    areas: ["policies", "deals", "simulation"],
    permission: "policy:draft",
  }),
  route("/a/:tenant/campaigns/:campaign/policy/:version/comparison", "agency", () => import("../pages/policies/ComparisonPage"), {
    title: "shell.policy",
    areas: ["policies"],
    permission: "policy:read",
  }),
  route("/a/:tenant/campaigns/:campaign/rewards", "agency", () => import("../pages/rewards/RewardsPage"), {
    title: "shell.rewards",
    areas: ["rewards"],
    permission: "reward:read",
  }),
  route(
    "/a/:tenant/campaigns/:campaign/engagements/:engagement/rewards",
    "agency",
    () => import("../pages/rewards/EngagementRewardsPage"),
    {
      title: "shell.rewards",
      areas: ["rewards", "approvals"],
      permission: "reward:read",
    },
  ),
  route("/a/:tenant/campaigns/:campaign/desk", "agency", () => import("../pages/desk/DeskPage"), {
    title: "shell.desk",
    areas: ["desk", "earnest", "rewards", "approvals", "statement", "deals"],
    permission: "deal:confirm",
  }),
  route("/a/:tenant/campaigns/:campaign/claims/:claim", "agency", () => import("../pages/rewards/ClaimPage"), {
    title: "shell.rewards",
    areas: ["rewards", "approvals"],
    permission: "reward:read",
  }),

  route("/a/:tenant/today", "agency", () => import("../pages/leads/DayPage"), {
    title: "shell.today",
    areas: ["leads"],
    permission: "lead:report",
  }),
  route("/a/:tenant/accounts", "agency", () => import("../pages/accounts/AccountsPage"), {
    title: "shell.accounts",
    areas: ["accounts"],
    permission: "account:read",
  }),
  route("/a/:tenant/accounts/import", "agency", () => import("../pages/imports/ImportAccountsPage"), {
    title: "shell.importAccounts",
    areas: ["imports"],
    permission: "import:run",
  }),
  route("/a/:tenant/accounts/:account", "agency", () => import("../pages/accounts/AccountPage"), {
    title: "shell.accounts",
    areas: ["accounts", "campaigns", "engagements", "people"],
    permission: "account:read",
  }),
  route("/a/:tenant/people/:person/export", "agency", () => import("../pages/people/PersonExportPage"), {
    title: "shell.personExport",
    areas: ["accounts", "people"],
    permission: "person:export",
  }),

  route("/a/:tenant/more", "agency", () => import("../pages/more/MorePage"), { title: "shell.more" }),
  route("/d/:tenant/more", "developer", () => import("../pages/more/MorePage"), { title: "shell.more" }),

  route("/a/:tenant/approvals", "agency", () => import("../pages/approvals/ApprovalsPage"), {
    title: "shell.approvals",
    areas: ["approvals", "specials"],
    permission: "approval:read",
  }),
  route("/a/:tenant/approvals/:approval", "agency", () => import("../pages/approvals/ApprovalPage"), {
    title: "shell.approvals",
    areas: ["approvals", "asking", "deals", "specials"],
    permission: "approval:read",
  }),
  route("/d/:tenant/approvals", "developer", () => import("../pages/approvals/ApprovalsPage"), {
    title: "shell.approvals",
    areas: ["approvals", "specials"],
    permission: "approval:read",
  }),
  route("/d/:tenant/approvals/:agency/:approval", "developer", () => import("../pages/developer/ApprovalPage"), {
    title: "shell.approvals",
    areas: ["approvals", "asking", "deals", "specials"],
    permission: "approval:read",
  }),
  route("/a/:tenant/audit", "agency", () => import("../pages/audit/AuditPage"), {
    title: "shell.audit",
    areas: ["audit", "specials"],
    permission: "audit:read",
  }),
  route("/d/:tenant/audit", "developer", () => import("../pages/audit/AuditPage"), {
    title: "shell.audit",
    areas: ["audit", "specials"],
    permission: "audit:read",
  }),
  route("/a/:tenant/settings/members", "agency", () => import("../pages/settings/MembersPage"), {
    title: "shell.members",
    areas: ["settings"],
    permission: "staff:read",
  }),
  route("/a/:tenant/settings/org", "agency", () => import("../pages/settings/OrgPage"), {
    title: "shell.org",
    areas: ["settings"],
    permission: "organisation:read",
  }),
  route("/a/:tenant/settings/messages", "agency", () => import("../pages/settings/MessagesPage"), {
    title: "shell.messages",
    areas: ["messages"],
    permission: "message:read",
  }),
  route("/d/:tenant/desk", "developer", () => import("../pages/desk/DeveloperDeskPage"), {
    title: "shell.desk",
    areas: ["desk", "earnest", "rewards", "approvals", "statement", "deals"],
    permission: "deal:confirm",
  }),
  route("/d/:tenant/agencies/:agency/campaigns/:campaign/deals/:deal", "developer", () => import("../pages/desk/DeveloperDealPage"), {
    title: "shell.desk",
    areas: ["desk", "rewards", "approvals", "statement", "deals"],
    permission: "deal:confirm",
  }),
  route("/d/:tenant/agencies/:agency/campaigns/:campaign/claims/:claim", "developer", () => import("../pages/desk/DeveloperClaimPage"), {
    title: "shell.desk",
    areas: ["desk", "rewards", "approvals"],
    permission: "reward:pay",
  }),
  route("/d/:tenant/projects", "developer", () => import("../pages/developer/ProjectsPage"), {
    title: "shell.projects",
    areas: ["settings", "developer"],
    permission: "project:read",
  }),
  route("/d/:tenant/projects/:project", "developer", () => import("../pages/developer/ProjectPage"), {
    title: "shell.projects",
    areas: ["settings", "developer"],
    permission: "project:read",
  }),
  route("/d/:tenant/settings/members", "developer", () => import("../pages/settings/MembersPage"), {
    title: "shell.members",
    areas: ["settings"],
    permission: "staff:read",
  }),
];
