import { and, asc, desc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import { changesBetween } from "../audit/rules";
import { campaigns } from "../campaigns/schema";
import { keysOf as keysOfPlace } from "../http/page";
import { invalidField, Problem } from "../http/problem";
import { people } from "../people/schema";
import { type Keys, keysOf, newPersonRow, nobodyErased, openKeys, personById, personColumns, personShown } from "../people/store";
import type { AgencyScope } from "../tenancy/agency";
import { db, type RowsOf } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { Write } from "../tenancy/scope";
import { instantOf } from "../time/instant";
import type { Account, AccountEdit, AccountQuery, Contact, ListedAccount, NewContact } from "./contract";
import { engagements } from "./engagements/schema";
import { leavesSettledAlone, recounted } from "./engagements/store";
import { foldedName, gramsOf } from "./rules";
import { accounts, contacts, nameGramCounts, nameGrams } from "./schema";

/** A name search reads no more names than this, those with its rarest pair of characters. */
const namesReadAtMost = 500;

/** Accounts as lists show them. Of those that are searched a page is cut first: the others are not joined with anything. */
export function accountList(agency: AgencyScope, { after, limit, search, named, sort, order }: AccountQuery) {
  const account = agency.from(accounts);
  const parent = agency.from(accounts, "parent");
  const place = keysOfPlace(after, 2);
  const way = order === "desc" ? desc : asc;
  const keyOf = (of: typeof accounts) => (sort === "name" ? of.foldedName : of.createdAt);
  const from = sort === "name" ? place?.[0] : Number(place?.[0]) || 0;
  const beyond = (of: typeof accounts) =>
    place ? sql`(${keyOf(of)}, ${of.id}) ${sql.raw(order === "desc" ? "<" : ">")} (${from}, ${place[1]})` : undefined;
  const isSearched = (search ?? named) !== undefined;
  // The plus keeps SQLite from walking all accounts in their order.
  const orderOf = (of: typeof accounts) => [way(isSearched ? sql`+${keyOf(of)}` : keyOf(of)), way(of.id)];
  const called = agency.from(accounts, "called");
  const sharing = sharingRarestGram(agency, search ?? named ?? "").as("sharing");
  const page = db
    .select({ id: called.id })
    .from(sharing)
    .crossJoin(called)
    .where(
      and(
        eq(called.id, sharing.id),
        search === undefined ? undefined : sql`instr(${called.foldedName}, ${foldedName(search)}) > 0`,
        named === undefined ? undefined : eq(called.foldedName, foldedName(named)),
        beyond(called),
      ),
    )
    .orderBy(...orderOf(called))
    .limit(limit + 1);

  return db
    .select({
      ...accountFields(account, sql<string | null>`${parent.name}`),
      engagements: takingPart(agency, account),
      key: sql<string | number>`${keyOf(account)}`,
    })
    .from(account)
    .leftJoin(sql`${parent}`, eq(parent.id, account.parentId))
    .where(isSearched ? inArray(account.id, page) : beyond(account))
    .orderBy(...orderOf(account))
    .limit(limit + 1);
}

/** The campaigns that an account takes part in and that this person may see, the latest first, as JSON. */
function takingPart(agency: AgencyScope, account: typeof accounts) {
  const engagement = agency.from(engagements, "taken");
  const campaign = agency.from(campaigns, "its_campaign");
  const names = sql`(select word.value -> 'names' from json_each(${campaign.catalogue}, '$.categories') word where word.value ->> 'code' = ${engagement.category})`;

  return sql`(select json_group_array(json(part)) from (select json_object('id', ${engagement.id}, 'campaignId', ${engagement.campaignId},
      'campaignName', ${campaign.name}, 'category', ${engagement.category}, 'categoryNames', ${names}, 'isOpen', iif(${engagement.settledOn} is null, json('true'), json('false')), 'signed', ${engagement.signed}) as part
    from ${engagement} cross join ${campaign} on ${campaign.id} = ${engagement.campaignId}
    where ${engagement.accountId} = ${account.id} order by ${engagement.createdAt} desc, ${engagement.id} desc))`.mapWith(
    JSON.parse,
  ) as SQL<ListedAccount["engagements"]>;
}

/** The branches that count together under an account, the latest first. */
export function branchesOf(agency: AgencyScope, parentId: string, { after, limit }: { after?: string; limit: number }) {
  const { account, query } = accountRows(agency);

  return query
    .where(and(eq(account.parentId, parentId), after ? lt(account.id, after) : undefined))
    .orderBy(desc(account.id))
    .limit(limit + 1);
}

export function accountById(agency: AgencyScope, id: string) {
  const { account, query } = accountRows(agency);

  return query.where(eq(account.id, id));
}

function accountRows(agency: AgencyScope) {
  const account = agency.from(accounts);
  const parent = agency.from(accounts, "parent");
  // Named outright: of a single table drizzle writes columns bare, and both have an id.
  const parentName = sql<string | null>`(select "parent"."name" from ${parent} where "parent"."id" = "accounts"."parent_id")`;

  return { account, query: db.select(accountFields(account, parentName)).from(account) };
}

const accountFields = (account: typeof accounts, parentName: SQL<string | null>) => ({
  id: account.id,
  name: account.name,
  parentId: account.parentId,
  parentName,
  createdAt: instantOf(account.createdAt),
  version: account.version,
});

/** The ids of accounts whose name contains a text; from those of its rarest pair on, or the planner reads all names in an index. */
export function accountsNamed(agency: AgencyScope, search: string) {
  const account = agency.from(accounts, "named");
  const sharing = sharingRarestGram(agency, search).as("sharing");

  return db
    .select({ id: account.id })
    .from(sharing)
    .crossJoin(account)
    .where(and(eq(account.id, sharing.id), sql`instr(${account.foldedName}, ${foldedName(search)}) > 0`));
}

function sharingRarestGram(agency: AgencyScope, name: string) {
  const [gram, count] = [agency.from(nameGrams), agency.from(nameGramCounts)];
  const grams = sql`(select value from json_each(${JSON.stringify(gramsOf(name))}))`;
  const rarest = db
    .select({ gram: count.gram })
    .from(count)
    .where(and(eq(count.kind, "account"), inArray(count.gram, grams)))
    .orderBy(asc(count.names), asc(count.gram))
    .limit(1);

  return db
    .select({ id: gram.id })
    .from(gram)
    .where(and(eq(gram.kind, "account"), eq(gram.gram, sql`${rarest}`)))
    .orderBy(desc(gram.id))
    .limit(namesReadAtMost);
}

/** Files an account. @throws Problem `invalid` at `/parentId`, `parent-has-parent` */
export async function fileAccount(agency: AgencyScope, { name, parentId }: { name: string; parentId?: string }): Promise<Account> {
  const { now } = agency.facts;
  const id = newId(now);
  await refuseUnknownParent(agency, parentId ?? null);

  return one(
    await agency.change({
      ...about(agency, id, "account.filed", name),
      changes: [{ field: "name", to: name }, ...(parentId === undefined ? [] : [{ field: "parentId", to: parentId }])],
      writes: [
        agency.insert(accounts, {
          id,
          name,
          foldedName: foldedName(name),
          parentId: parentId ?? null,
          createdBy: agency.actor.id,
          createdAt: now,
        }),
        ...agency.insertAll(nameGrams, grams(id, gramsOf(name))),
      ],
      status: 201,
    }),
  );
}

/** @throws Problem `stale`, `invalid` at `/parentId`, `parent-has-parent`, `engagement-settled` (of what counts together here or there) */
export async function editAccount(agency: AgencyScope, id: string, version: number, edit: AccountEdit): Promise<Account> {
  const [[before], known] = await agency.read(accountById(agency, id), accountById(agency, edit.parentId ?? ""));
  if (!before) throw new Problem("not-found");
  if (edit.parentId != null && (!known.length || edit.parentId === id)) throw invalidField("/parentId", "unknown");
  const isMoved = edit.parentId !== undefined && edit.parentId !== before.parentId;
  const rootId = edit.parentId ?? id;

  return one(
    await agency.change({
      ...about(agency, id, "account.edited", edit.name ?? before.name),
      changes: changesBetween(before, edit),
      guards: [agency.at(accounts, id, version), ...(isMoved ? [leavesSettledAlone(agency, id, rootId)] : [])],
      writes: [
        agency.update(
          accounts,
          { ...edit, ...(edit.name === undefined ? {} : { foldedName: foldedName(edit.name) }), version: sql`version + 1` },
          eq(accounts.id, id),
        ),
        ...renamed(agency, id, before.name, edit.name ?? before.name),
        ...(isMoved ? recounted(agency, id, rootId) : []),
      ],
      leavesWork: true,
      status: 200,
    }),
  );
}

async function refuseUnknownParent(agency: AgencyScope, parentId: string | null): Promise<void> {
  const [known] = await agency.read(accountById(agency, parentId ?? ""));
  if (parentId !== null && !known.length) throw invalidField("/parentId", "unknown");
}

function renamed(agency: AgencyScope, id: string, before: string, after: string): Write[] {
  const [had, has] = [gramsOf(before), gramsOf(after)];
  const gone = had.filter((gram) => !has.includes(gram));
  const come = has.filter((gram) => !had.includes(gram));
  const lost = and(
    eq(nameGrams.kind, "account"),
    sql`${nameGrams.gram} in (select value from json_each(${JSON.stringify(gone)}))`,
    eq(nameGrams.id, id),
  );

  return [...(gone.length ? [agency.delete(nameGrams, lost)] : []), ...agency.insertAll(nameGrams, grams(id, come))];
}

const grams = (id: string, found: string[]) => found.map((gram) => ({ kind: "account" as const, gram, id }));

function one(rows: Account[]): Account {
  const [account] = rows;
  if (!account) throw new Problem("not-found");

  return account;
}

const address = (agency: AgencyScope, id: string) => `/api/v1/agencies/${agency.id}/accounts/${id}`;

const about = (agency: AgencyScope, id: string, event: string, name: string) => ({
  event,
  entity: "account",
  entityId: id,
  label: name,
  answer: accountById(agency, id),
  location: address(agency, id),
});

/** The people at an account, in the order in which they became known. */
export function contactRows(agency: AgencyScope, where: (contact: typeof contacts) => SQL | undefined) {
  const contact = agency.from(contacts);
  const person = agency.from(people);

  return db
    .select({ contact: fieldsOf(contact), person: personColumns(person) })
    .from(contact)
    .innerJoin(person, eq(person.id, contact.personId))
    .where(where(contact))
    .orderBy(asc(contact.id))
    .$dynamic();
}

const fieldsOf = ({ id, accountId, post, isListedPost, version }: typeof contacts) => ({ id, accountId, post, isListedPost, version });

type ContactRow = RowsOf<ReturnType<typeof contactRows>>[number];

export const contactShown = async ({ contact, person }: ContactRow, keys: Keys): Promise<Contact> => ({
  ...contact,
  person: await personShown(person, keys),
});

/** Names somebody at an account, new or known. @throws Problem `not-found`, `invalid` at `/person/…`, `contact-exists` */
export async function nameContact(agency: AgencyScope, accountId: string, { person, post, isListedPost }: NewContact): Promise<Contact> {
  const { now } = agency.facts;
  const id = newId(now);
  const isKnown = "id" in person;
  const [wrapped, [account], [found]] = await agency.read(
    keysOf(agency),
    accountById(agency, accountId),
    personById(agency, isKnown ? person.id : ""),
  );
  if (!account) throw new Problem("not-found");
  if (isKnown && !found) throw invalidField("/person/id", "unknown");
  const keys = await openKeys(agency, wrapped);
  const personId = isKnown ? person.id : newId(now);
  const [row] = await agency.change({
    event: "contact.named",
    entity: "account",
    entityId: accountId,
    label: account.name,
    changes: [{ field: "post", to: post }, { field: "isListedPost", to: isListedPost }, { field: "person" }],
    guards: isKnown ? [nobodyErased(agency, [personId])] : [],
    writes: [
      ...keys.writes,
      ...(isKnown ? [] : [agency.insert(people, { ...(await newPersonRow(personId, person, keys, "/person")), createdAt: now })]),
      agency.insert(contacts, { id, accountId, personId, post, isListedPost, createdAt: now }),
    ],
    answer: contactRows(agency, (contact) => eq(contact.id, id)),
    location: `${address(agency, accountId)}/contacts/${id}`,
    status: 201,
  });
  if (!row) throw new Problem("not-found");

  return contactShown(row, keys);
}
