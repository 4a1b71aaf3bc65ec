import type { ComponentType } from "react";
import type { Membership } from "../../api/session";
import type { PlainMessageKey } from "../../i18n/messages";
import {
  AccountsIcon,
  ApprovalIcon,
  AuditIcon,
  BasicsIcon,
  BoardIcon,
  CampaignIcon,
  ChartIcon,
  CompanyIcon,
  DealIcon,
  EngagementsIcon,
  FormIcon,
  LeadsIcon,
  ListIcon,
  MembersIcon,
  MessageIcon,
  MoreIcon,
  PersonIcon,
  PolicyIcon,
  RewardIcon,
  TodayIcon,
  WalletIcon,
} from "../../ui/icons";
import { paths } from "../paths";
import type { Permission } from "../permission";

export interface NavigationItem {
  id: string;
  label: PlainMessageKey;
  href: string;
  /** Where its pages stand beside `href`, if not only below it; a star stands for any one part. */
  also?: string[];
  icon: ComponentType<{ size?: number }>;
  permission?: Permission;
  /** Shows how much waits there. */
  counted?: "approvals" | "desk";
}

export interface NavigationGroup {
  id: string;
  label?: PlainMessageKey;
  items: NavigationItem[];
}

type Member = Pick<Membership, "kind" | "tenant" | "permissions">;

/** The menu of a tenant: what this person may open, with the pages of the current campaign between. */
export function navigationOf(member: Member, campaign: string | null): NavigationGroup[] {
  return everyGroup(member, campaign)
    .map((group) => ({ ...group, items: group.items.filter(({ permission }) => !permission || member.permissions.includes(permission)) }))
    .filter(({ items }) => items.length > 0);
}

function everyGroup({ kind, tenant }: Member, campaign: string | null): NavigationGroup[] {
  return kind === "agency" ? agencyGroups(tenant, campaign) : developerGroups(tenant);
}

/** Which item the page belongs to, also one that this person does not see: else the next best would be marked in its place. */
export function placeOf(member: Member, campaign: string | null, location: string): string | undefined {
  return currentOf(
    everyGroup(member, campaign).flatMap(({ items }) => items),
    location,
  )?.id;
}

/** The four places of the phone's bottom bar; everything else is behind the last. */
export function bottomBarOf(member: Member, campaign: string | null): NavigationItem[] {
  const items = navigationOf(member, campaign).flatMap((group) => group.items);
  const chosen = [...new Set([...dailyOf(member), ...fallbacks[member.kind]])]
    .flatMap((id) => items.find((item) => item.id === id) ?? [])
    .slice(0, 3);
  const own: NavigationItem = { id: "me", label: "shell.me", href: paths.me(), icon: PersonIcon };
  const more: NavigationItem = {
    id: "more",
    label: "shell.more",
    href: member.kind === "agency" ? paths.more(member.tenant) : paths.developerMore(member.tenant),
    icon: MoreIcon,
  };
  return [...(chosen.length < 3 ? [...chosen, own] : chosen), more];
}

/**
 * A person's pages of the day, the first first: what each does ten times a day, known by what only they may do. Campaigns
 * themselves are opened far more seldom than what stands in the current one.
 */
const daily: Record<Member["kind"], { may: Permission | null; pages: string[] }[]> = {
  agency: [
    // Finance confirms and pays, then looks the deal up.
    { may: "deal:confirm", pages: ["desk", "deals", "approvals"] },
    // Compliance lets rewards go, and looks through who did what.
    { may: "reward:comply", pages: ["rewards", "engagements", "audit"] },
    // The owner looks at the figures and decides.
    { may: "organisation:edit", pages: ["dashboard", "approvals", "deals"] },
    // The manager follows the accounts and their deals, and decides on the way.
    { may: "approval:decide", pages: ["engagements", "deals", "approvals"] },
    // Who sells follows their customers up day by day, reports new ones, subscribes and signs.
    { may: "deal:record", pages: ["today", "leads", "deals"] },
    // Who looks on, and logistics: whom the day is about, and which homes.
    { may: null, pages: ["engagements", "units", "dashboard"] },
  ],
  developer: [
    { may: "deal:confirm", pages: ["desk", "approvals", "projects"] },
    // Owner and marketing decide policies and special prices.
    { may: "policy:decide", pages: ["approvals", "projects", "members"] },
    { may: null, pages: ["projects", "approvals", "audit", "members"] },
  ],
};

const dailyOf = ({ kind, permissions }: Member): string[] =>
  daily[kind].find(({ may }) => may === null || permissions.includes(may))?.pages ?? [];

/** What takes a place where there is no campaign whose pages could. */
const fallbacks = { agency: ["campaigns", "approvals"], developer: [] };

/** The item where the page is: one of its addresses or one below it, the longest where several fit. */
export function currentOf(items: NavigationItem[], location: string): NavigationItem | null {
  return items
    .flatMap((item) => [item.href, ...(item.also ?? [])].map((address) => ({ item, address })))
    .filter(({ address }) => covers(address, location))
    .reduce<{ item: NavigationItem | null; address: string }>(
      (longest, found) => (longest.address.length >= found.address.length ? longest : found),
      { item: null, address: "" },
    ).item;
}

function covers(address: string, location: string): boolean {
  const parts = location.split("/");
  return address.split("/").every((part, at) => part === parts[at] || (part === "*" && Boolean(parts[at])));
}

function agencyGroups(agency: string, campaign: string | null): NavigationGroup[] {
  const ofCampaign: NavigationItem[] = campaign
    ? [
        {
          id: "dashboard",
          label: "shell.dashboard",
          href: paths.dashboard(agency, campaign),
          icon: ChartIcon,
          permission: "result:read",
        },
        { id: "deals", label: "shell.deals", href: paths.deals(agency, campaign), icon: DealIcon, permission: "deal:read" },
        {
          id: "engagements",
          label: "shell.engagements",
          href: paths.engagements(agency, campaign),
          icon: EngagementsIcon,
          permission: "account:read",
        },
        { id: "leads", label: "shell.leads", href: paths.leads(agency, campaign), icon: LeadsIcon, permission: "lead:read" },
        { id: "units", label: "shell.units", href: paths.units(agency, campaign), icon: BoardIcon, permission: "unit:read" },
        {
          id: "rewards",
          label: "shell.rewards",
          href: paths.rewards(agency, campaign),
          also: [paths.claims(agency, campaign), paths.engagementRewards(agency, campaign, "*")],
          icon: RewardIcon,
          permission: "reward:read",
        },
        {
          id: "desk",
          label: "shell.desk",
          href: paths.desk(agency, campaign),
          icon: WalletIcon,
          permission: "deal:confirm",
          counted: "desk",
        },
        { id: "forms", label: "shell.forms", href: paths.forms(agency, campaign), icon: FormIcon, permission: "form:read" },
        { id: "policy", label: "shell.policy", href: paths.policies(agency, campaign), icon: PolicyIcon, permission: "policy:read" },
        { id: "price-list", label: "shell.priceList", href: paths.priceList(agency, campaign), icon: ListIcon, permission: "quote:ask" },
        {
          id: "basics",
          label: "shell.basics",
          href: paths.campaign(agency, campaign),
          also: [paths.leadRules(agency, campaign)],
          icon: BasicsIcon,
          permission: "campaign:read",
        },
      ]
    : [];
  return [
    {
      id: "work",
      items: [
        { id: "today", label: "shell.today", href: paths.today(agency), icon: TodayIcon, permission: "lead:report" },
        { id: "campaigns", label: "shell.campaigns", href: paths.campaigns(agency), icon: CampaignIcon, permission: "campaign:read" },
        { id: "accounts", label: "shell.accounts", href: paths.accounts(agency), icon: AccountsIcon, permission: "account:read" },
        {
          id: "approvals",
          label: "shell.approvals",
          href: paths.approvals(agency),
          icon: ApprovalIcon,
          permission: "approval:read",
          counted: "approvals",
        },
      ],
    },
    { id: "campaign", label: "shell.thisCampaign", items: ofCampaign },
    {
      id: "settings",
      label: "shell.settings",
      items: [
        { id: "members", label: "shell.members", href: paths.members(agency), icon: MembersIcon, permission: "staff:read" },
        { id: "org", label: "shell.org", href: paths.org(agency), icon: CompanyIcon, permission: "organisation:read" },
        { id: "messages", label: "shell.messages", href: paths.messages(agency), icon: MessageIcon, permission: "message:read" },
        { id: "audit", label: "shell.audit", href: paths.audit(agency), icon: AuditIcon, permission: "audit:read" },
      ],
    },
  ];
}

function developerGroups(developer: string): NavigationGroup[] {
  return [
    {
      id: "work",
      items: [
        { id: "projects", label: "shell.projects", href: paths.projects(developer), icon: CompanyIcon, permission: "project:read" },
        {
          id: "approvals",
          label: "shell.approvals",
          href: paths.developerApprovals(developer),
          icon: ApprovalIcon,
          permission: "approval:read",
          counted: "approvals",
        },
        {
          id: "desk",
          label: "shell.desk",
          href: paths.developerDesk(developer),
          also: [paths.developerAgencies(developer)],
          icon: WalletIcon,
          permission: "deal:confirm",
          counted: "desk",
        },
      ],
    },
    {
      id: "settings",
      label: "shell.settings",
      items: [
        { id: "members", label: "shell.members", href: paths.developerMembers(developer), icon: MembersIcon, permission: "staff:read" },
        { id: "audit", label: "shell.audit", href: paths.developerAudit(developer), icon: AuditIcon, permission: "audit:read" },
      ],
    },
  ];
}
