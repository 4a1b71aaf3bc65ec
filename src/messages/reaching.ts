import { and, eq, inArray, sql } from "drizzle-orm";
import type { Facts } from "../http/facts";
import type { Language } from "../i18n/names";
import { type AddressTable, openAddress, openMobile, openWecom } from "../secrets/address";
import { openAgencyKey } from "../secrets/agency-key";
import { db } from "../tenancy/database";
import { SystemScope } from "../tenancy/system";
import type { Channel, FailureReason } from "./contract";
import type { Content } from "./rules";
import { accounts, bookedVisits, invitees, type messages, personKeys, persons, sentCodes } from "./schema";

export type MessageRow = typeof messages.$inferSelect;

/** A row and the door of the database that it stands in: a person's particulars are looked up there and nowhere else. */
export interface Due {
  row: MessageRow;
  door: SystemScope;
}

/** Where somebody can be reached, by channel; null where they cannot. */
interface Reached extends Record<Channel, string | null> {
  language: Language;
  /** How letters reach them where a letter leaves it to them. */
  lettersBy: Channel;
  /** UTC milliseconds: when the link of an invitation ends. */
  until: number;
}

/** Looks up whom rows go to. @returns where each is reached, or why not */
export async function recipientsOf(facts: Facts, due: readonly Due[]): Promise<(row: MessageRow) => Reached | FailureReason> {
  const { env, now } = facts;
  const directory = new SystemScope(facts, "letters", "DIRECTORY");
  const [account, invitee, code] = [directory.from(accounts), directory.from(invitees), directory.from(sentCodes)];
  const idsOf = (kind: MessageRow["recipientKind"]) => {
    const ids = JSON.stringify(due.filter(({ row }) => row.recipientKind === kind).map(({ row }) => row.recipientId));

    return sql`(select value from json_each(${ids}))`;
  };
  const [[users, invited, codes], people] = await Promise.all([
    directory.run(
      db
        .select()
        .from(account)
        .where(inArray(account.id, idsOf("user"))),
      db
        .select()
        .from(invitee)
        .where(and(inArray(invitee.id, idsOf("invitation")), eq(invitee.state, "open"))),
      db
        .select()
        .from(code)
        .where(and(inArray(code.id, idsOf("code")), sql`${code.usedAt} is null and ${code.expiresAt} > ${now}`)),
    ),
    personsOf(due),
  ]);
  const nowhere = { mail: null, sms: null, wecom: null, lettersBy: "mail" as Channel, until: now };
  const mailOf = (table: AddressTable, row: { id: string; emailCipher: string }) => opened(() => openAddress(env, table, row));
  const found = new Map<string, Reached | FailureReason>();

  await Promise.all([
    ...users.map(async (row) => {
      const { mobileCipher, wecomCipher, language, lettersBy } = row;
      const mail = await mailOf("users", row);
      const sms = mobileCipher && (await opened(() => openMobile(env, "users", { id: row.id, mobileCipher })));
      const wecom = wecomCipher && (await opened(() => openWecom(env, row.id, wecomCipher)));
      found.set(`user:${row.id}`, { mail, sms, wecom, language, lettersBy, until: now });
    }),
    ...invited.map(async (row) =>
      found.set(`invitation:${row.id}`, {
        ...nowhere,
        mail: await mailOf("invitations", row),
        language: row.language,
        until: row.expiresAt,
      }),
    ),
    ...codes.map(async (row) =>
      found.set(`code:${row.id}`, { ...nowhere, sms: await opened(() => openMobile(env, "sms_codes", row)), language: row.language }),
    ),
    ...people.map(async ({ scope, id, keyNumber, wrapped, phoneCipher, erasedAt }) => {
      const key = `person:${scope}:${id}`;
      if (erasedAt !== null) return found.set(key, "erased");
      const sms =
        phoneCipher &&
        (await opened(async () =>
          (await openAgencyKey(env, scope, { number: keyNumber, wrapped })).open(`people/${id}/phone`, phoneCipher),
        ));

      return found.set(key, { ...nowhere, sms, language: "zh-Hant" }); // each row says its own
    }),
  ]);

  return ({ recipientKind: kind, recipientId: id, scope }) =>
    found.get(kind === "person" ? `person:${scope}:${id}` : `${kind}:${id}`) ?? "no-recipient";
}

/** What does not open must not hold up the others: nobody is reached there. */
const opened = (open: () => Promise<string>): Promise<string | null> => open().catch(() => null);

/** The persons of the public among the recipients, with the keys that open their phones, each read where its row stands. */
async function personsOf(due: readonly Due[]) {
  const named = due.filter(({ row }) => row.recipientKind === "person");
  const read = [...Map.groupBy(named, ({ door }) => door)].map(async ([door, group]) => {
    const [person, key] = [door.from(persons), door.from(personKeys)];
    const [rows] = await door.run(
      db
        .select({
          scope: person.agencyId,
          id: person.id,
          keyNumber: person.keyNumber,
          phoneCipher: person.phoneCipher,
          erasedAt: person.erasedAt,
          wrapped: key.wrapped,
        })
        .from(person)
        .innerJoin(key, and(eq(key.agencyId, person.agencyId), eq(key.number, person.keyNumber)))
        .where(
          among(
            person,
            group.map(({ row }) => [row.scope, row.recipientId]),
          ),
        ),
    );
    return rows;
  });

  return (await Promise.all(read)).flat();
}

/** The visits that reminders tell of and that stand as they did when those were written. */
export async function standingVisits(due: readonly Due[]): Promise<Set<string>> {
  const named = due.flatMap(({ row, door }) => {
    const content = { template: row.template, params: row.params } as Content;

    return content.template === "visit-reminder" ? [{ door, place: [row.scope, content.params.booking] }] : [];
  });
  const read = [...Map.groupBy(named, ({ door }) => door)].map(async ([door, group]) => {
    const visit = door.from(bookedVisits);
    const [rows] = await door.run(
      db
        .select({ agencyId: visit.agencyId, id: visit.id, version: visit.version })
        .from(visit)
        .where(
          and(
            eq(visit.state, "booked"),
            among(
              visit,
              group.map(({ place }) => place),
            ),
          ),
        ),
    );

    return rows.map(({ agencyId, id, version }) => visitKey(agencyId, id, version));
  });

  return new Set((await Promise.all(read)).flat());
}

export const visitKey = (agencyId: string, id: string, version: number) => `${agencyId}:${id}:${version}`;

/** Rows of any number of agencies, each by its whole key. */
const among = (table: typeof persons | typeof bookedVisits, places: readonly (readonly string[])[]) =>
  sql`(${table.agencyId}, ${table.id}) in (select value->>0, value->>1 from json_each(${JSON.stringify(places)}))`;
