import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { FieldChange } from "../audit/schema";
import { files } from "../files/schema";
import { Problem } from "../http/problem";
import { type AgencyKey, type HashedKind, newAgencyKey, openAgencyKey, type WrappedKey } from "../secrets/agency-key";
import { personPlace } from "../secrets/sealed";
import type { AgencyScope } from "../tenancy/agency";
import { columnsOf, db } from "../tenancy/database";
import type { Guard, Write } from "../tenancy/scope";
import { instant, instantOrNull } from "../time/instant";
import type { NewPerson, Particular, Person, PersonEdit, PersonSearch, Revelation } from "./contract";
import { identityOf, maskedIdentity, maskedPhone, phoneOf } from "./rules";
import { agencyKeys, people, shownPersons } from "./schema";

/** The agency's keys, the one that seals first. There is none before its first person. */
export function keysOf(agency: AgencyScope) {
  const key = agency.from(agencyKeys);

  return db.select({ number: key.number, wrapped: key.wrapped }).from(key).orderBy(desc(key.number)).limit(keysAtMost);
}

/** Keys are turned by hand, and old ones taken out once nothing is sealed by them. */
const keysAtMost = 10;

/** The keys of an agency, opened: which seals, and which opened a row. */
export interface Keys {
  sealing: AgencyKey;
  /** All that rows may be sealed and found by, the one that seals first: while a key is turned there are two. */
  living: readonly AgencyKey[];
  of: (number: number) => Promise<AgencyKey>;
  /** Stores the key, where this is the agency's first person; two first persons at once: `conflict`, and the second is tried again. */
  writes: Write[];
}

/** @param found as `keysOf` read them */
export async function openKeys(agency: AgencyScope, found: WrappedKey[]): Promise<Keys> {
  const { env, now } = agency.facts;
  const first = found[0] ?? (await newAgencyKey(env, agency.id));
  const known = found.length ? found : [first];
  const living = await Promise.all(known.map((key) => openAgencyKey(env, agency.id, key)));

  return {
    sealing: living[0] as AgencyKey,
    living,
    of: async (number) => {
      const key = living.find((candidate) => candidate.number === number);
      if (!key) throw new Error("a row names a key that is not there");

      return key;
    },
    writes: found.length ? [] : [agency.insert(agencyKeys, { ...first, createdAt: now })],
  };
}

/** The columns that a person's page needs; `personShown` makes the answer of them. */
export function personRows(agency: AgencyScope, where: SQL | undefined) {
  const person = agency.from(people);

  return db.select().from(person).where(where);
}

export const personById = (agency: AgencyScope, id: string) => personRows(agency, eq(agency.from(people).id, id));

/** Every column of a person beside those of another source: what `personShown` needs of a join. */
export const personColumns = (person: typeof people) => columnsOf(people, person);

export type PersonRow = typeof people.$inferSelect;

/** A person as everybody may see them. The numbers are opened here and nowhere kept. */
export async function personShown(row: PersonRow, keys: Keys): Promise<Person> {
  const { phone, identity } = await particularsOf(row, keys, ["phone", "identity"]);

  return {
    id: row.id,
    name: row.name,
    phoneMasked: phone ? maskedPhone(phone) : null,
    identityMasked: identity ? maskedIdentity(identity) : null,
    createdAt: instant(row.createdAt),
    erasedAt: instantOrNull(row.erasedAt),
    version: row.version,
  };
}

export async function particularsOf(row: PersonRow, keys: Keys, asked: readonly Particular[]): Promise<Revelation> {
  const key = await keys.of(row.keyNumber);
  const opened = async (particular: Particular, sealed: string | null) =>
    asked.includes(particular) ? { [particular]: sealed && (await key.open(personPlace(row.id, particular), sealed)) } : {};

  return { ...(await opened("phone", row.phoneCipher)), ...(await opened("identity", row.identityCipher)) };
}

/** The columns of a person to insert. @throws Problem `invalid` at `/phone` or `/identity`, after `within` */
export async function newPersonRow(id: string, { name, phone, identity }: NewPerson, { sealing }: Keys, within = "") {
  const numbers = numbersOf({ phone, identity }, within);

  return {
    id,
    name,
    keyNumber: sealing.number,
    ...(await sealedPhone(id, numbers.phone, sealing)),
    ...(await sealedIdentity(id, numbers.identity, sealing)),
  };
}

/**
 * The columns that an edit changes. Whatever it leaves alone is sealed anew too where the agency's key has been turned
 * since, so that a row is always under one key.
 *
 * @throws Problem `invalid` at `/phone` or `/identity`
 */
export async function editedPerson(row: PersonRow, edit: PersonEdit, keys: Keys) {
  const known = await particularsOf(row, keys, ["phone", "identity"]);
  const typed = numbersOf({ phone: edit.phone ?? undefined, identity: edit.identity ?? undefined });
  const phone = edit.phone === undefined ? known.phone : typed.phone;
  const identity = edit.identity === undefined ? known.identity : typed.identity;

  return {
    ...(edit.name === undefined ? {} : { name: edit.name }),
    keyNumber: keys.sealing.number,
    ...(await sealedPhone(row.id, phone ?? null, keys.sealing)),
    ...(await sealedIdentity(row.id, identity ?? null, keys.sealing)),
  };
}

/** That a personal field was changed, never from what to what. */
export const fieldsTouched = (edit: PersonEdit | NewPerson): FieldChange[] =>
  Object.entries(edit).flatMap(([field, value]) => (value === undefined ? [] : [{ field }]));

/**
 * The hashes under which a value may stand: one for each key that lives. Whoever looks for a row by a hash, or that there is
 * none, looks for all of them; what is written has the first.
 */
export const hashesOf = ({ living }: Pick<Keys, "living">, kind: HashedKind, text: string): Promise<string[]> =>
  Promise.all(living.map((key) => key.hash(kind, text)));

/** How people with this whole number are found, under whichever of the agency's keys. @throws Problem `invalid` */
export async function foundBy(agency: AgencyScope, search: PersonSearch, keys: Keys): Promise<SQL> {
  const { phone, identity } = numbersOf(search);
  const person = agency.from(people);
  if (phone) return inArray(person.phoneHash, await hashesOf(keys, "phone", phone));
  if (identity) return inArray(person.identityHash, await hashesOf(keys, "identity", identity));

  throw new Problem("invalid", [{ pointer: "/phone", code: "required" }]);
}

function numbersOf(
  { phone, identity }: { phone?: string; identity?: string },
  within = "",
): { phone: string | null; identity: string | null } {
  const [asPhone, asIdentity] = [phone === undefined ? null : phoneOf(phone), identity === undefined ? null : identityOf(identity)];
  const wrong = [
    ...(phone !== undefined && asPhone === null ? [{ pointer: `${within}/phone`, code: "wrong-format" }] : []),
    ...(identity !== undefined && asIdentity === null ? [{ pointer: `${within}/identity`, code: "wrong-format" }] : []),
  ];
  if (wrong.length) throw new Problem("invalid", wrong);

  return { phone: asPhone, identity: asIdentity };
}

async function sealedPhone(id: string, phone: string | null, key: AgencyKey) {
  if (phone === null) return { phoneCipher: null, phoneHash: null, maskedPhoneHash: null };

  return {
    phoneCipher: await key.seal(personPlace(id, "phone"), phone),
    phoneHash: await key.hash("phone", phone),
    maskedPhoneHash: await key.hash("masked-phone", maskedPhone(phone)),
  };
}

async function sealedIdentity(id: string, identity: string | null, key: AgencyKey) {
  if (identity === null) return { identityCipher: null, identityHash: null };

  return { identityCipher: await key.seal(personPlace(id, "identity"), identity), identityHash: await key.hash("identity", identity) };
}

/** A guard that of people who are named nobody has been erased meanwhile. */
export function nobodyErased(agency: AgencyScope, ids: readonly string[]): Guard {
  const person = agency.from(people, "named_person");
  const gone = sql`${person.id} = named.value and ${person.erasedAt} is not null`;

  return {
    code: "person-erased",
    holds: sql`not exists (select 1 from json_each(${JSON.stringify(ids)}) named cross join ${person} where ${gone})`,
  };
}

/**
 * Remembers whom a file shows, to be erased with them: who is erased by then is not named by it any more.
 *
 * @param whom their ids, as a select of one column
 * @param isOfOthers it is evidence of all whom it shows, and goes with the last of them
 */
export function showing(agency: AgencyScope, fileId: string | undefined, whom: SQL, isOfOthers = false): Write[] {
  if (fileId === undefined) return [];
  const person = agency.from(people, "shown_on_it");
  const row = { personId: person.id, fileId: sql`${fileId}`, isOfOthers: sql`${Number(isOfOthers)}` };

  return [agency.insertFrom(shownPersons, row, sql`from ${person} where ${person.erasedAt} is null and ${person.id} in ${whom}`)];
}

/** Files that go with a person: those that show them, and nobody else who is still here where they are others' evidence too. */
export function papersOf(agency: AgencyScope, personId: string): SQL {
  const shown = agency.from(shownPersons, "shown");
  const other = agency.from(shownPersons, "shown_too");
  const person = agency.from(people, "still_here");
  const others = sql`exists (select 1 from ${other} cross join ${person} where ${other.fileId} = ${shown.fileId}
    and ${other.personId} <> ${personId} and ${person.id} = ${other.personId} and ${person.erasedAt} is null)`;

  return sql`(select ${shown.fileId} from ${shown} where ${shown.personId} = ${personId} and (not ${shown.isOfOthers} or not ${others}))`;
}

/** Of the papers that go with a person, those that are in a state. */
export function papersIn(agency: AgencyScope, personId: string, state: "kept" | "erasing") {
  const file = agency.from(files);

  return db
    .select({ id: file.id })
    .from(file)
    .where(and(eq(file.state, state), sql`${file.id} in ${papersOf(agency, personId)}`));
}

/** What erasing leaves of a person: that there was one, for the figures to stay right. */
export const erased = (now: number) => ({
  name: null,
  phoneCipher: null,
  phoneHash: null,
  maskedPhoneHash: null,
  identityCipher: null,
  identityHash: null,
  erasedAt: now,
  version: sql`version + 1`,
});
