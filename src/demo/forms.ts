import type { Assignment, FormField, FormTexts } from "../leads/forms/contract";
import { addDays, businessDay } from "../time/business-day";
import { zone } from "./data";

interface DemoForm {
  agency: string;
  id: string;
  /** The last part of its address; the first character is the shard's number. */
  code: string;
  campaign: string;
  /** The account that it is for, by name. */
  account: string | null;
  name: string;
  texts: FormTexts;
  fields: FormField[];
  assignment: Assignment;
  tags: { tag: string; label: string; ownerId: string | null }[];
  /** Times of the coming days, by the clock there, and how many may come at once. */
  slots: { clock: string; capacity: number }[];
}

const words = (hant: string, hans: string, en: string) => ({ "zh-Hant": hant, "zh-Hans": hans, en });

const who: FormField[] = [
  { kind: "name", required: true },
  { kind: "phone", required: true },
];
const wanted: FormField[] = [
  { kind: "units", required: true },
  {
    kind: "layout",
    required: false,
    options: [
      words("三房 130 ㎡", "三房 130 ㎡", "Three rooms, 130 ㎡"),
      words("四房 160 ㎡", "四房 160 ㎡", "Four rooms, 160 ㎡"),
      words("商鋪", "商铺", "Shop"),
    ],
  },
];

export const forms: DemoForm[] = [
  {
    agency: "hopefluent",
    id: "form-quanzhou",
    code: "1quanzhou8",
    campaign: "zhongyang-now",
    account: "泉州商會",
    name: "泉州商會團購登記",
    texts: {
      title: words("泉州商會團購登記", "泉州商会团购登记", "Quanzhou Chamber group purchase"),
      intro: words(
        "商會成員合計成交 9 套以上，在常規折扣上再享 9.8折。",
        "商会成员合计成交 9 套以上，在常规折扣上再享 9.8折。",
        "Nine homes or more bought by members together: 2% off on top of the regular discounts.",
      ),
      thanks: words(
        "來時請帶商會會員證，核對後才計入商會合計套數。",
        "来时请带商会会员证，核对后才计入商会合计套数。",
        "Please bring your membership card: homes count once it was checked.",
      ),
    },
    fields: [...who, ...wanted],
    assignment: { to: "member", userId: "hopefluent-consultant" },
    tags: [
      { tag: "gate", label: "商會門口海報", ownerId: null },
      { tag: "zhou", label: "周敏的連結", ownerId: "hopefluent-consultant" },
    ],
    slots: [],
  },
  {
    agency: "hopefluent",
    id: "form-site",
    code: "1onsite2008",
    campaign: "zhongyang-now",
    account: null,
    name: "現場登記",
    texts: { title: words("中央王座看房登記", "中央王座看房登记", "Visit Zhongyang Wangzuo") },
    fields: [
      ...who,
      { kind: "employer", required: false },
      ...wanted,
      { kind: "intent", required: false },
      { kind: "visit-slot", required: false },
      { kind: "remark", required: false },
    ],
    assignment: { to: "turn", groupId: "group-1" },
    tags: [],
    slots: [
      { clock: "09:30", capacity: 10 },
      { clock: "14:00", capacity: 10 },
    ],
  },
  {
    agency: "hengyuan",
    id: "form-jiangpan",
    code: "2jiangpan8",
    campaign: "jiangpan-now",
    account: null,
    name: "江畔花園登記",
    texts: { title: words("江畔花園登記", "江畔花园登记", "Jiangpan Garden") },
    fields: [...who, ...wanted],
    assignment: { to: "pool" },
    tags: [],
    slots: [],
  },
];

const daysAhead = 4;

/** The demo's forms with their tags and times to come; that of an account is for its engagement in the campaign. */
export function formRows(database: D1Database, agency: string, now: number): D1PreparedStatement[] {
  const today = businessDay(now, zone);

  return forms
    .filter((form) => form.agency === agency)
    .flatMap((form) => [
      database
        .prepare(
          `insert or ignore into forms (agency_id, id, campaign_id, engagement_id, code, name, texts, fields, assignment, state, created_by, created_at)
           values (?1, ?2, ?3, (select e.id from engagements e join accounts a on a.agency_id = e.agency_id and a.id = e.account_id
             where e.agency_id = ?1 and e.campaign_id = ?3 and a.name = ?4), ?5, ?6, ?7, ?8, ?9, 'open', ?10, ?11)`,
        )
        .bind(
          ...[form.agency, form.id, form.campaign, form.account, form.code, form.name, JSON.stringify(form.texts)],
          ...[JSON.stringify(form.fields), JSON.stringify(form.assignment), `${form.agency}-owner`, now],
        ),
      ...form.tags.map(({ tag, label, ownerId }) =>
        database
          .prepare("insert or ignore into form_tags (agency_id, campaign_id, form_id, tag, label, owner_id) values (?, ?, ?, ?, ?, ?)")
          .bind(form.agency, form.campaign, form.id, tag, label, ownerId),
      ),
      ...form.slots.flatMap(({ clock, capacity }) =>
        Array.from({ length: daysAhead }, (_, at) => {
          const startsAt = Date.parse(`${addDays(today, at + 1)}T${clock}:00+08:00`);

          return database
            .prepare(
              "insert or ignore into form_slots (agency_id, campaign_id, form_id, id, starts_at, ends_at, capacity) values (?, ?, ?, ?, ?, ?, ?)",
            )
            .bind(form.agency, form.campaign, form.id, `${form.id}-${at + 1}-${clock}`, startsAt, startsAt + 90 * 60_000, capacity);
        }),
      ),
    ]);
}

/** Where the directory finds them, should their agency ever move. */
export const addressRows = (directory: D1Database): D1PreparedStatement[] =>
  forms.map(({ code, agency, id }) => directory.prepare("insert or ignore into form_addresses values (?, ?, ?, 1)").bind(code, agency, id));
