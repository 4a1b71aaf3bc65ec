import { Problem, type ProblemCode } from "../../../http/problem";
import { maskedPhone } from "../../../people/rules";
import { type AgencyKey, newAgencyKey, openAgencyKey, type WrappedKey } from "../../../secrets/agency-key";
import { projectPhoneHash } from "../../../secrets/form-token";
import { keyedHash } from "../../../secrets/seal";
import { newId } from "../../../tenancy/ids";
import type { PublicFormScope } from "../../../tenancy/public-form";
import type { Write } from "../../../tenancy/scope";
import { businessDay } from "../../../time/business-day";
import type { Registration } from "../contract";
import { posted, registrationLetters, reminders } from "../letters";
import { doubledWithinMs, receiptLength, receiptOf, triesOfAddress, triesOfPhone, windowStart } from "../rules";
import type { FormToFill } from "../store";
import * as sql from "./statements";

/** How a registration is sent: by whom, as which page showed it. */
export interface Sending {
  registration: Registration;
  language: string;
  consent: { id: string; words: string };
  address: string | undefined;
  /** The form's address. */
  code: string;
  /** Of an address that sends very many: it has waited, or shown that it is a person. */
  mayCrowd: boolean;
}

/** Why a registration was not filed. */
export type NotFiled = Extract<ProblemCode, "form-phone-busy" | "form-address-busy" | "slot-full" | "form-full" | "stale" | "conflict">;
const notFiled: readonly string[] = ["form-phone-busy", "form-address-busy", "slot-full", "form-full", "stale", "conflict"];

/**
 * Files a registration: all of it in one batch, or nothing. The same phone on the same form within a day is the same
 * registration, and gets the receipt it has.
 *
 * @returns the receipt's code, or why nothing was filed
 */
export async function register(at: FormToFill, sending: Sending): Promise<{ receipt: string } | { not: NotFiled }> {
  const composed = await valuesOf(at, sending);
  const { values } = composed;
  try {
    try {
      return await file(at, composed, []);
    } catch (error) {
      if (!(error instanceof Problem && error.code === "report-met")) throw error;

      return await file(at, composed, await completing(at, composed));
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.code === "registered-already") return earlier(at.scope, values);
    if (notFiled.includes(error.code)) return { not: error.code as NotFiled };
    throw error;
  }
}

type Values = Record<string, string | number | null>;
interface Composed {
  values: Values;
  phone: string;
  sealing: AgencyKey;
  of: (number: number) => Promise<AgencyKey>;
  /** Where this is the agency's first person. */
  newKey: WrappedKey | null;
}

async function valuesOf({ form, scope, keys, tag }: FormToFill, { registration, ...sent }: Sending): Promise<Composed> {
  const { env, now } = scope.facts;
  const newKey = keys.length ? null : await newAgencyKey(env, scope.id);
  const wrapped = newKey ? [newKey] : keys;
  const opened = await Promise.all(wrapped.map((key) => openAgencyKey(env, scope.id, key)));
  const [sealing] = opened as [AgencyKey];
  const { name, phone, slotId, answers } = registration;
  const [lead, person, touch] = [newId(now), newId(now), newId(now)];
  const visitAt = form.slots.find(({ id }) => id === slotId)?.startsAt ?? null;
  const [booking, receipt] = [newId(now), receiptOf(crypto.getRandomValues(new Uint8Array(receiptLength)))];
  const masked = maskedPhone(phone);
  const [hashes, maskedHashes, phoneCipher, answersCipher, projectHash, phoneKey, addressKey] = await Promise.all([
    Promise.all(opened.map((key) => key.hash("phone", phone))),
    Promise.all(opened.map((key) => key.hash("masked-phone", masked))),
    sealing.seal(`people/${person}/phone`, phone),
    sealing.seal(`lead_touches/${touch}/answers`, JSON.stringify(answers)),
    projectPhoneHash(env, form.projectId, phone),
    keyedHash(env, "attempts", `form-phone:${phone}`),
    keyedHash(env, "attempts", `form-address:${sent.address ?? ""}`),
  ]);
  const windows = [windowStart(now, triesOfPhone.windowMs), windowStart(now, triesOfAddress.windowMs)] as const;
  const [formVersion, agencyVersion, campaignVersion, projectVersion, rulesVersion] = form.versions;

  return {
    phone,
    sealing,
    of: async (number) => {
      const key = opened.find((candidate) => candidate.number === number);
      if (!key) throw new Error("a row names a key that is not there");
      return key;
    },
    newKey,
    values: {
      ...{ formVersion, agencyVersion, campaignVersion, projectVersion, rulesVersion, now, lead, person, touch, name, tag },
      ...{ campaign: form.campaignId, engagement: form.engagementId, keptUntil: form.keptUntil },
      ...{ phoneKey, addressKey, phoneWindow: windows[0], addressWindow: windows[1], mayCrowd: sent.mayCrowd ? 1 : 0 },
      counted: JSON.stringify([
        [phoneKey, windows[0]],
        [addressKey, windows[1]],
      ]),
      doubledAfter: now - doubledWithinMs,
      slot: slotId,
      hashes: JSON.stringify(hashes),
      masked: JSON.stringify(maskedHashes),
      hash: hashes[0] ?? "",
      maskedHash: maskedHashes[0] ?? "",
      key: sealing.number,
      phoneCipher,
      answers: answersCipher,
      projectHash,
      intent: registration.intent,
      units: registration.unitsWanted,
      assignee: "userId" in form.assignment ? form.assignment.userId : "groupId" in form.assignment ? form.assignment.groupId : null,
      group: form.assignment.to === "group" ? form.assignment.groupId : null,
      reportUntil: now + form.reportHours * 3_600_000,
      today: businessDay(now, form.zone),
      stretch: newId(now),
      consent: sent.consent.id,
      words: sent.consent.words,
      language: sent.language,
      receipt,
      booking,
      letters: JSON.stringify([
        ...registrationLetters(form, { touch, receipt, visitAt, ...sent }, now),
        ...(visitAt === null ? [] : reminders(form, { booking, receipt, visitAt, ...sent }, now)),
      ]),
    },
  };
}

/** All of it in one batch. @param first what makes whole the report that was met */
async function file({ form, scope, tag }: FormToFill, { values, newKey }: Composed, first: readonly Write[]): Promise<{ receipt: string }> {
  const { to } = form.assignment;
  const isOwned = tag !== null || to === "member" || to === "turn";
  const owner = tag === null ? sql.assigned[to] : `coalesce(${sql.taggedOwner}, ${sql.assigned[to]})`;
  const how = to === "turn" ? (tag === null ? "'in-turn'" : `iif(${sql.taggedOwner} is null, 'in-turn', 'form')`) : "'form'";
  const write = (text: string) => scope.file(text, values);

  await scope.change({
    event: "lead.registered",
    entity: "lead-touch",
    entityId: String(values.touch),
    writes: [
      ...first,
      write(sql.guarding),
      write(sql.counting),
      ...(newKey ? [scope.file(sql.firstKey, { number: newKey.number, wrapped: newKey.wrapped, now: scope.facts.now })] : []),
      write(sql.newPerson),
      write(sql.newLead(owner)),
      ...(isOwned ? [write(sql.owned(how))] : []),
      ...(to === "turn" ? [write(tag === null ? sql.turned : sql.turnedUnlessTagged)] : []),
      write(sql.agreed),
      write(sql.counted),
      write(sql.found),
      write(sql.touched),
      ...(values.slot === null ? [] : [write(sql.rebooked), write(sql.booked)]),
      write(posted),
    ],
    leavesWork: true,
    location: null,
    status: 303,
  });

  return { receipt: String(values.receipt) };
}

/** The receipt of the registration that this one doubles. The try counts: a page that sends without end is stopped as well. */
async function earlier(scope: PublicFormScope, values: Values): Promise<{ receipt: string } | { not: NotFiled }> {
  const found = await scope.note<{ receipt: string }>([scope.file(sql.counting, values)], sql.receiptBefore, values);

  return found ? { receipt: found.receipt } : { not: "stale" };
}

/** What makes a report with a masked number whole: sealed for the person and the lead that are there, each under its own key. */
async function completing({ scope }: FormToFill, { values, phone, of }: Composed): Promise<Write[]> {
  const met = await scope.note<{ leadId: string; personId: string; leadKey: number; personKey: number }>([], sql.reportAt, values);
  if (!met) return [];
  const [leadKey, personKey] = [await of(met.leadKey), await of(met.personKey)];
  const masked = maskedPhone(phone);

  return [
    scope.file(sql.completedPerson, {
      met: met.personId,
      phoneCipher: await personKey.seal(`people/${met.personId}/phone`, phone),
      hash: await personKey.hash("phone", phone),
      maskedHash: await personKey.hash("masked-phone", masked),
    }),
    scope.file(sql.completedLead, {
      met: met.leadId,
      hash: await leadKey.hash("phone", phone),
      maskedHash: await leadKey.hash("masked-phone", masked),
      projectHash: values.projectHash ?? null,
    }),
  ];
}
