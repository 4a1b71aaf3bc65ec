import { inArray, type SQL, sql } from "drizzle-orm";
import { invalidField } from "../../http/problem";
import { maskedPhone, phoneOf } from "../../people/rules";
import { people } from "../../people/schema";
import type { Keys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import type { Guard } from "../../tenancy/scope";
import { maskedOf } from "../rules";
import { leads, leadTouches } from "../schema";

interface Told {
  whole: string | null;
  masked: string | null;
}

/** @throws Problem `invalid` at `/phone` or `/maskedPhone` */
export function numberOf({ phone, maskedPhone: ends }: { phone?: string; maskedPhone?: string }): Told {
  if (phone !== undefined) {
    const whole = phoneOf(phone);
    if (whole === null) throw invalidField("/phone", "wrong-format");

    return { whole, masked: maskedPhone(whole) };
  }
  const masked = maskedOf(ends ?? "");
  if (masked === null) throw invalidField("/maskedPhone", "wrong-format");

  return { whole: null, masked };
}

export interface Hashes {
  phone: string[];
  masked: string[];
  sealing: { phoneHash: string | null; maskedHash: string };
}

/** By every key that is still there: somebody is found while a key is being turned. */
export async function hashesOf({ whole, masked }: Told, keys: Keys, numbers: number[]): Promise<Hashes> {
  const opened = await Promise.all(numbers.map((number) => (number === keys.sealing.number ? keys.sealing : keys.of(number))));
  const of = (kind: "phone" | "masked-phone", text: string | null) =>
    text === null ? Promise.resolve([]) : Promise.all(opened.map((key) => key.hash(kind, text)));
  const [phone, ends] = [await of("phone", whole), await of("masked-phone", masked)];
  const at = numbers.indexOf(keys.sealing.number);

  return { phone, masked: ends, sealing: { phoneHash: phone[at] ?? null, maskedHash: ends[at] ?? "" } };
}

/**
 * The lead that a number means: by its hash, or a running report of a masked one with the same ends; of a masked one, any
 * with the same ends, first who is called so. Read anew in each statement of a batch, and so the same for whoever comes at once.
 */
export function matched(agency: AgencyScope, campaignId: string, { phone, masked }: Hashes, name: string | undefined) {
  const { now } = agency.facts;
  const lead = agency.from(leads, "meant");
  const kept = agency.from(leads, "kept_of_meant");
  const person = agency.from(people, "meant_person");
  const byEnds = inArray(lead.maskedHash, masked);
  const arms = phone.length
    ? [sql`${inArray(lead.phoneHash, phone)}`, sql`${byEnds} and ${lead.maskedPhoneCipher} is not null and ${lead.freeAt} > ${now}`]
    : [sql`${byEnds}`];
  const arm = (where: SQL, place: number) =>
    sql`select * from (select coalesce(${lead.mergedInto}, ${lead.id}) as id, ${lead.personId} as person_id, ${sql.raw(String(place))} as arm from ${lead} where ${lead.campaignId} = ${campaignId} and ${where} limit ${alikeAtMost})`;
  const isOpen = (of: typeof leads) => sql`(${of.state} = 'lost' or coalesce(${of.freeAt} <= ${now}, 0))`;
  // Ends alone do not make a stranger's free lead somebody's: the name must agree, unless nobody knows the whole number.
  const isSure = phone.length ? sql`1` : sql`${kept.maskedPhoneCipher} is not null`;
  const source = sql`(select ${kept.id} as id, ${kept.state} as state, ${kept.ownerId} as owner_id, ${kept.freeAt} as free_at
    from (${sql.join(arms.map(arm), sql` union all `)}) found cross join ${kept} cross join ${person}
    where ${kept.id} = found.id and ${person.id} = found.person_id and (${isSure} or not ${isOpen(kept)} or ${person.name} is ${name ?? null})
    order by found.arm, ${person.name} is ${name ?? null} desc, ${isOpen(kept)}, ${kept.ownerId} is ${agency.actor.id} desc, ${kept.id} limit 1) met`;
  const isFree = sql`(met.state = 'lost' or coalesce(met.free_at <= ${now}, 0))`;
  const isOwn = sql`met.owner_id is ${agency.actor.id}`;

  return {
    source,
    id: sql`(select id from ${source})`,
    /** After the writes the touch says which lead was meant. */
    ofTouch: (touchId: string) => {
      const touch = agency.from(leadTouches, "its_touch");

      return sql`(select ${touch.leadId} from ${touch} where ${touch.id} = ${touchId})`;
    },
    guards: (): Guard[] => [
      { code: "lead-yours", holds: sql`not exists (select 1 from ${source} where not ${isFree} and ${isOwn})` },
      { code: "lead-protected", holds: sql`not exists (select 1 from ${source} where not ${isFree} and not ${isOwn})` },
    ],
  };
}

/** Of numbers that share their ends so many are looked at. */
export const alikeAtMost = 20;
