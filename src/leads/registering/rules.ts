import { type PhonePlace, phoneFault, phoneOf, phonePlaces } from "../../people/rules";
import type { FieldKind, FormField } from "../forms/contract";
import type { Fault, FormNow, RegisteringForm, Registration, Slot, Typed } from "./contract";

const minute = 60_000;

/** How often one phone may send forms of an agency in a minute, and one address in ten: a factory gate is one address. */
export const triesOfPhone = { most: 5, windowMs: minute };
export const triesOfAddress = { most: 2000, windowMs: 10 * minute };

/** Within which the same phone on the same form is one registration: a double tap, a retry, a second tab. */
export const doubledWithinMs = 24 * 60 * minute;

/** How long the slow path takes. */
export const slowPathMs = 20_000;

/** When the window that holds an instant began; it ends `windowMs` later. */
export const windowStart = (now: number, windowMs: number): number => now - (now % windowMs);

type Dated = Pick<RegisteringForm, "state" | "opensOn" | "closesOn" | "capacity" | "taken" | "campaignStatus" | "endsOn">;

/**
 * What a visitor meets on a business day, null where there is nothing to be met: a draft. The campaign's end comes before
 * the form's own days, and these before its places. Both ends of a window belong to it.
 */
export function formNow(form: Dated, today: string): FormNow | null {
  if (form.state === "draft") return null;
  if (form.campaignStatus === "closed" || form.campaignStatus === "archived" || form.endsOn < today) return "campaign-over";
  if (form.state === "closed" || (form.closesOn !== null && form.closesOn < today)) return "closed";
  if (form.campaignStatus === "draft" || (form.opensOn !== null && today < form.opensOn)) return "not-yet-open";

  return form.capacity !== null && form.taken >= form.capacity ? "full" : "open";
}

/** How many characters an answer may have. */
export const longest: Partial<Record<FieldKind, number>> = { name: 80, phone: 40, employer: 80, credential: 80, remark: 500 };
const longestOther = 80;

/** Homes wanted; the last says that many or more. */
export const unitChoices = ["1", "2", "3"] as const;
export const intentChoices = ["high", "medium", "low"] as const;

/**
 * Reads what was typed into a form's fields.
 *
 * @param slots those to come; one without a place left cannot be chosen
 * @returns the registration, or what is wrong, in the order of the fields
 */
export function registrationOf(fields: readonly FormField[], slots: readonly Slot[], typed: Typed): Registration | Fault[] {
  const faults = fields.flatMap((field) => faultOf(field, slots, typed) ?? []);
  if (typed.consent !== "1") faults.push({ field: "consent", code: "consent" });
  const phone = phoneOf(typed.phone ?? "", placeOf(typed));
  if (faults.length || !phone) return faults;
  const answers = Object.fromEntries(fields.flatMap(({ kind }) => (answerOf(typed, kind) ? [[kind, answerOf(typed, kind)]] : [])));

  return {
    name: answerOf(typed, "name"),
    phone,
    unitsWanted: asked(fields, "units") && typed.units ? Number(typed.units) : null,
    intent: asked(fields, "intent") ? (intentChoices.find((intent) => intent === typed.intent) ?? null) : null,
    slotId: asked(fields, "visit-slot") ? typed["visit-slot"] || null : null,
    answers,
  };
}

const asked = (fields: readonly FormField[], kind: FieldKind): boolean => fields.some((field) => field.kind === kind);

const answerOf = (typed: Typed, kind: FieldKind): string => (typed[kind] ?? "").replaceAll("\r\n", "\n").trim();

export const placeOf = ({ place }: Typed): PhonePlace => phonePlaces.find((known) => known === place) ?? "86";

function faultOf({ kind, required, options }: FormField, slots: readonly Slot[], typed: Typed): Fault | null {
  const answer = answerOf(typed, kind);
  const most = longest[kind] ?? longestOther;
  if (!answer) return required ? { field: kind, code: "empty" } : null;
  if ([...answer].length > most) return { field: kind, code: "too-long", params: { most } };
  if (unprintable.test(kind === "remark" ? answer.replaceAll(/[\n\t]/g, "") : answer)) return { field: kind, code: "characters" };

  switch (kind) {
    case "name":
      return /(\d[\s().-]*){7}/.test(answer.normalize("NFKC")) ? { field: kind, code: "number-in-name" } : null;
    case "phone":
      return phoneOf(answer, placeOf(typed)) ? null : faultOfPhone(answer, placeOf(typed));
    case "units":
      return choice(kind, answer, unitChoices);
    case "intent":
      return choice(kind, answer, intentChoices);
    case "visit-slot":
      return faultOfSlot(
        slots.find(({ id }) => id === answer),
        kind,
      );
    default:
      return options
        ? choice(
            kind,
            answer,
            options.map((words) => words["zh-Hant"]),
          )
        : null;
  }
}

const choice = (field: FieldKind, answer: string, among: readonly string[]): Fault | null =>
  among.includes(answer) ? null : { field, code: "choose" };

function faultOfPhone(answer: string, place: PhonePlace): Fault {
  const fault = phoneFault(answer, place);
  if (!("by" in fault)) return { field: "phone", code: fault.code };
  const { code, by, of, kind } = fault;

  return { field: "phone", code: `${code}-${kind}`, params: { by, of } };
}

function faultOfSlot(slot: Slot | undefined, field: FieldKind): Fault | null {
  if (!slot) return { field, code: "slot-gone" };

  return slot.left > 0 ? null : { field, code: "slot-full" };
}

/** Control characters, separators, what turns the direction of writing round, halves of a character. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;

/** Characters that nobody takes for one another, read out or copied from paper. */
const alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const receiptLength = 8;

/**
 * A receipt's code, of some 39 bits: enough that nobody finds another's by trying.
 *
 * @param random a byte for each of `receiptLength` characters
 */
export const receiptOf = (random: Uint8Array): string => [...random].map((byte) => alphabet[byte % alphabet.length]).join("");

/** As it is read out: 7KQM-3XRT. */
export const receiptShown = (receipt: string): string => `${receipt.slice(0, 4)}-${receipt.slice(4)}`;

/** A code as somebody types it: small letters, with or without its dash. */
export const receiptTyped = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "");
