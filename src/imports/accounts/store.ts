import { type SQL, sql } from "drizzle-orm";
import { foldedName } from "../../accounts/rules";
import { accounts, contacts, nameGrams } from "../../accounts/schema";
import { people } from "../../people/schema";
import { newPersonRow } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import type { Importing } from "../kinds";
import { importMade } from "../schema";
import { accountFields, accountRowOf } from "./rules";

/**
 * A list of key accounts, each with what it counts under and one person there. One that is filed under the same name, spaces,
 * width and case aside, is the same, and stays as it is.
 */
export const accountImport: Importing = {
  fields: accountFields,
  link: ["parent", "parent-unknown"],

  async stage({ values }, ids, keys, place) {
    const { faults, name, parent, contact } = accountRowOf(values);
    if (faults.length) return { faults, matchKey: null, linkKey: null, plain: {}, sealed: null, targetId: ids.target, personId: null };
    const row = contact && (await newPersonRow(ids.person, { name: contact.name, phone: contact.phone ?? undefined }, keys));
    const { phoneCipher, phoneHash, maskedPhoneHash } = row ?? {};

    return {
      faults,
      matchKey: foldedName(name),
      linkKey: parent && foldedName(parent),
      plain: { name, ...(contact && { post: contact.post, phoneCipher, phoneHash, maskedPhoneHash }) },
      sealed: contact && (await keys.sealing.seal(place, contact.name)),
      targetId: ids.target,
      personId: contact && ids.person,
    };
  },

  same: ({ id }) =>
    sql`(select a.id from accounts a where a.agency_id = ${id} and a.folded_name = import_rows.match_key order by a.id limit 1)`,

  // The first row of such a name, since that is the one to be filed; and one that hangs on another has none hanging on it.
  linked: ({ id }) => sql`coalesce(
      (select a.id from accounts a where a.agency_id = ${id} and a.folded_name = import_rows.link_key and a.parent_id is null order by a.id limit 1),
      (select iif(r.link_key is null and r.same_id is null, r.target_id, null) from import_rows r where r.agency_id = import_rows.agency_id
        and r.import_id = import_rows.import_id and r.match_key = import_rows.link_key order by r.ordinal limit 1))`,

  guards: (agency, importId) => [
    {
      code: "import-outdated",
      holds: sql`not exists (select 1 from import_rows r cross join accounts a on a.agency_id = r.agency_id and a.folded_name = r.match_key
        where ${newRows(agency, importId)})`,
    },
  ],

  writes(agency, importId, named, keys) {
    const { now } = agency.facts;
    const fromRows = (where: SQL) => sql`from import_rows r where ${newRows(agency, importId)} and ${where}`;
    const account = {
      id: sql`r.target_id`,
      name: sql`r.plain ->> 'name'`,
      foldedName: sql`r.match_key`,
      parentId: sql`r.link_id`,
      createdBy: sql`${agency.actor.id}`,
      createdAt: sql`cast(${now} as integer)`,
    };
    const made = (part: string, id: SQL, where: SQL) =>
      agency.insertFrom(
        importMade,
        { importId: sql`r.import_id`, part: sql`${part}`, id, rowNumber: sql`r.row_number` },
        fromRows(where),
        "new",
      );

    return [
      // Those that others hang on first.
      agency.insertFrom(accounts, account, fromRows(sql`r.link_id is null`), "new"),
      agency.insertFrom(accounts, account, fromRows(sql`r.link_id is not null`), "new"),
      agency.insertFrom(
        nameGrams,
        { kind: sql`'account'`, gram: pairOf(sql`r.match_key`), id: sql`r.target_id` },
        sql`from import_rows r cross join ${placesOf(sql`r.match_key`)} where ${newRows(agency, importId)} and ${isPair(sql`r.match_key`)}
          group by r.ordinal, ${pairOf(sql`r.match_key`)}`,
        "new",
      ),
      ...agency.insertMany(
        people,
        named.map(({ personId, name, plain }) => ({
          id: personId,
          name,
          keyNumber: keys.sealing.number,
          phoneCipher: plain.phoneCipher as string | null,
          phoneHash: plain.phoneHash as string | null,
          maskedPhoneHash: plain.maskedPhoneHash as string | null,
          createdAt: now,
        })),
      ),
      // Known by the same id as the person: there is one of each.
      agency.insertFrom(
        contacts,
        {
          id: sql`r.person_id`,
          accountId: sql`r.target_id`,
          personId: sql`r.person_id`,
          post: sql`r.plain ->> 'post'`,
          isListedPost: sql`0`,
          createdAt: sql`cast(${now} as integer)`,
        },
        fromRows(sql`r.person_id is not null`),
        "new",
      ),
      made("account", sql`r.target_id`, sql`1`),
      made("person", sql`r.person_id`, sql`r.person_id is not null`),
    ];
  },

  used: (agency, importId) => sql`
    select m.row_number as row, a.name from import_made m cross join accounts a on a.agency_id = m.agency_id and a.id = m.id
    where m.agency_id = ${agency.id} and m.import_id = ${importId} and m.part = 'account' and (a.version > 1
      or exists (select 1 from engagements e where e.agency_id = a.agency_id and e.account_id = a.id)
      or exists (select 1 from accounts b where b.agency_id = a.agency_id and b.parent_id = a.id and not ${isMade("account", sql`b.id`)})
      or exists (select 1 from contacts c where c.agency_id = a.agency_id and c.account_id = a.id
        and (c.version > 1 or not ${isMade("person", sql`c.person_id`)})))
    union
    select m.row_number, coalesce(a.name, '') from import_made m cross join people p on p.agency_id = m.agency_id and p.id = m.id
      left join contacts c on c.agency_id = m.agency_id and c.id = m.id left join accounts a on a.agency_id = c.agency_id and a.id = c.account_id
    where m.agency_id = ${agency.id} and m.import_id = ${importId} and m.part = 'person' and (c.id is null or p.version > 1
      or exists (select 1 from contacts o where o.agency_id = p.agency_id and o.person_id = p.id and o.id <> p.id)
      or exists (select 1 from parties o where o.agency_id = p.agency_id and o.person_id = p.id)
      or exists (select 1 from referrals o where o.agency_id = p.agency_id and o.person_id = p.id))`,

  undo(agency, importId) {
    const made = (part: string) =>
      sql`(select m.id from import_made m where m.agency_id = ${agency.id} and m.import_id = ${importId} and m.part = ${part})`;
    const grams = sql`(kind, gram, id) in (select 'account', ${pairOf(sql`a.folded_name`)}, a.id
      from import_made m cross join accounts a on a.agency_id = m.agency_id and a.id = m.id cross join ${placesOf(sql`a.folded_name`)}
      where m.agency_id = ${agency.id} and m.import_id = ${importId} and m.part = 'account' and ${isPair(sql`a.folded_name`)})`;

    return [
      agency.delete(nameGrams, grams),
      agency.delete(contacts, sql`id in ${made("person")}`),
      agency.delete(people, sql`id in ${made("person")}`),
      agency.delete(accounts, sql`id in ${made("account")}`),
    ];
  },
};

/*
 * The grams of accounts/rules.ts in SQL, so that twenty thousand names need not travel: an array of as many noughts as a name
 * has characters, whose places are where a pair may begin.
 */
const placesOf = (name: SQL) => sql`json_each('[' || substr(replace(hex(zeroblob(length(${name}))), '00', ',0'), 2) || ']') place`;
const pairOf = (name: SQL) => sql`substr(${name}, place.key + 1, 2)`;
const isPair = (name: SQL) => sql`(place.key + 1 < length(${name}) or length(${name}) = 1)`;

const newRows = (agency: AgencyScope, importId: string) =>
  sql`r.agency_id = ${agency.id} and r.import_id = ${importId} and r.verdict = 'new'`;

const isMade = (part: string, id: SQL) =>
  sql`exists (select 1 from import_made n where n.agency_id = m.agency_id and n.import_id = m.import_id and n.part = ${part} and n.id = ${id})`;
