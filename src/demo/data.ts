import { plan2008Catalogue, plan2008Window } from "../campaigns/templates/plan-2008";
import { plan2008Terms } from "../policies/templates/plan-2008";
import { newId } from "../tenancy/ids";
import { addDays, businessDay, daysBetween } from "../time/business-day";

/** The password of every demo sign-in. */
export const demoPassword = "tuantuo-demo";

export const zone = "Asia/Shanghai";

export const tenants = [
  { id: "hopefluent", kind: "agency", name: "合富輝煌", shard: "SHARD_1" },
  { id: "hengyuan", kind: "agency", name: "恆遠行", shard: "SHARD_2" },
  { id: "shangge", kind: "developer", name: "尚格", shard: null },
] as const;

/** Who signs in as what. 黃昭祥 is the plan's own 統籌人; the other names are invented. */
export const people = [
  { tenant: "hopefluent", role: "owner", name: "林啟明" },
  { tenant: "hopefluent", role: "manager", name: "黃昭祥" },
  { tenant: "hopefluent", role: "consultant", name: "周敏", group: "group-1" },
  { tenant: "hopefluent", role: "finance", name: "陳玉蘭" },
  { tenant: "hopefluent", role: "compliance", name: "何靜" },
  { tenant: "hengyuan", role: "owner", name: "郭家豪" },
  { tenant: "hengyuan", role: "finance", name: "葉萍" },
  { tenant: "shangge", role: "owner", name: "蘇建國" },
  { tenant: "shangge", role: "marketing", name: "羅欣" },
  { tenant: "shangge", role: "finance", name: "馮雅" },
].map((person) => ({ group: null, ...person, id: `${person.tenant}-${person.role}`, email: `${person.role}@${person.tenant}.example` }));

export const groups = [
  { agency_id: "hopefluent", id: "group-1", name: "客戶一組" },
  { agency_id: "hopefluent", id: "group-2", name: "客戶二組" },
];

export const projects = [
  { id: "zhongyang", name: "中央王座", developer_id: "shangge", developer_name: "尚格", agency_id: null, zone },
  { id: "jiangpan", name: "江畔花園", developer_id: null, developer_name: "江畔置業", agency_id: "hengyuan", zone },
];

export const link = {
  id: "zhongyang-hopefluent",
  project_id: "zhongyang",
  project_name: "中央王座",
  agency_id: "hopefluent",
  developer_id: "shangge",
  developer_name: "尚格",
  offered_by: "developer",
  state: "accepted",
  version: 2,
};

/**
 * The campaigns: the plan in its own window, the same template around today, and one of an agency on its own,
 * still a draft. Each has the plan's policy as version 1.
 */
export function campaignsAround(now: number) {
  const today = businessDay(now, zone);
  const length = daysBetween(plan2008Window.startsOn, plan2008Window.endsOn);
  const startsOn = addDays(today, -30);
  const around = { startsOn, endsOn: addDays(startsOn, length) };
  const year = today.slice(0, 4);

  return [
    {
      agency: "hopefluent",
      id: "zhongyang-2008",
      name: "大客戶拓展 2008",
      project: "zhongyang",
      ...plan2008Window,
      published: true,
      backdateDays: null,
    },
    {
      agency: "hopefluent",
      id: "zhongyang-now",
      name: `大客戶拓展 ${year}`,
      project: "zhongyang",
      ...around,
      published: true,
      backdateDays: 3,
    },
    {
      agency: "hengyuan",
      id: "jiangpan-now",
      name: `江畔大客戶 ${year}`,
      project: "jiangpan",
      ...around,
      published: false,
      backdateDays: 3,
    },
  ].map((campaign) => ({
    ...campaign,
    zone,
    catalogue: plan2008Catalogue,
    terms: plan2008Terms,
    versionId: `${campaign.id}-v1`,
    approvalId: newId(now),
  }));
}
