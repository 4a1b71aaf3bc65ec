import { foldedName, gramsOf } from "../accounts/rules";
import type { NewPerson } from "../people/contract";
import { newPersonRow } from "../people/store";
import { newAgencyKey, openAgencyKey } from "../secrets/agency-key";
import { newId } from "../tenancy/ids";
import { buyers } from "./deals";

/** The plan's own kinds of key accounts, and people at them. Every name of a person and every number is invented. */
export const accounts = [
  { id: "acc-quanzhou", name: "泉州商會", parent: null },
  { id: "acc-lusong", name: "蘆淞大市場", parent: null },
  { id: "acc-lusong-china-town", name: "蘆淞大市場中國城", parent: "acc-lusong" },
  { id: "acc-lusong-baiguan", name: "白關服飾城", parent: "acc-lusong" },
  { id: "acc-loco", name: "株洲電力機車廠", parent: null },
  { id: "acc-second-school", name: "市第二中學", parent: null },
] as const;

type AccountId = (typeof accounts)[number]["id"];

interface DemoContact {
  account: AccountId;
  post: string;
  isListedPost: boolean;
  /** Fixed, so that the rest of the demo can name the person. */
  personId: string;
  person: NewPerson;
}

const at = (account: AccountId, personId: string, post: string, isListedPost: boolean, person: NewPerson): DemoContact => ({
  account,
  post,
  isListedPost,
  personId,
  person,
});

export const contacts: DemoContact[] = [
  at("acc-quanzhou", "per-hong", "會長", true, { name: "洪志遠", phone: "13800001001" }),
  at("acc-quanzhou", "per-shi", "秘書長", true, { name: "施雅文", phone: "13800001002" }),
  at("acc-lusong", "per-tan", "市場管理處主任", true, { name: "譚國華", phone: "13800001003" }),
  at("acc-lusong-china-town", "per-yi", "商戶代表", false, { name: "易小軍", phone: "13800001004" }),
  at("acc-lusong-baiguan", "per-peng", "辦公室主任", true, { name: "彭美玲", phone: "13800001005" }),
  at("acc-loco", "per-ouyang", "工會主席", true, { name: "歐陽建軍", phone: "13800001006" }),
  at("acc-loco", "per-luo", "工會幹事", false, { name: "羅曉燕", phone: "13800001007" }),
  at("acc-second-school", "per-jiang", "辦公室主任", true, { name: "蔣文博", phone: "13800001008" }),
  at("acc-second-school", "per-xiang", "校長", true, { name: "向雪梅", phone: "13800001009" }),
];

/** When they were filed: the day on which the plan's own campaign begins. */
const filedAt = Date.parse("2008-05-15T01:00:00Z");

type Insert = (table: string, row: Record<string, string | number | null>) => D1PreparedStatement;

/**
 * The demo's key accounts with their contacts, and the buyers, sealed by a key of the agency's own as any person is.
 *
 * @param insert makes a statement of a row on the agency's shard
 */
export async function accountRows(env: Env, agency: string, insert: Insert, now: number): Promise<D1PreparedStatement[]> {
  const wrapped = await newAgencyKey(env, agency);
  const sealing = await openAgencyKey(env, agency, wrapped);
  const keys = { sealing, living: [sealing], of: async () => sealing, writes: [] };
  const sealed = await Promise.all([...contacts, ...buyers].map(({ personId, person }) => newPersonRow(personId, person, keys)));
  const own = { agency_id: agency, created_at: now };

  return [
    insert("agency_keys", { ...own, ...wrapped }),
    ...accounts.map(({ id, name, parent }) =>
      insert("accounts", {
        ...own,
        created_at: filedAt,
        id,
        name,
        folded_name: foldedName(name),
        parent_id: parent,
        created_by: `${agency}-consultant`,
      }),
    ),
    ...accounts.flatMap(({ id, name }) =>
      gramsOf(name).map((gram) => insert("name_grams", { agency_id: agency, kind: "account", gram, id })),
    ),
    ...sealed.map((person) =>
      insert("people", {
        ...own,
        id: person.id,
        name: person.name,
        key_number: person.keyNumber,
        phone_cipher: person.phoneCipher,
        phone_hash: person.phoneHash,
        masked_phone_hash: person.maskedPhoneHash,
      }),
    ),
    ...contacts.map(({ account, personId, post, isListedPost }, n) =>
      insert("contacts", {
        ...own,
        created_at: filedAt,
        id: newId(filedAt + n),
        account_id: account,
        person_id: personId,
        post,
        is_listed_post: Number(isListedPost),
      }),
    ),
  ];
}
