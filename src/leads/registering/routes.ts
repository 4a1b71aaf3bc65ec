import type { Context } from "hono";
import type { Facts } from "../../http/facts";
import { Problem } from "../../http/problem";
import { openPage } from "../../http/request";
import { newSection, type Shared } from "../../http/router";
import { askTurnstile } from "../../http/turnstile";
import { phoneOf } from "../../people/rules";
import { formToken, readFormToken, type TokenSays } from "../../secrets/form-token";
import { publicForm } from "../../tenancy/doors";
import { businessDay } from "../../time/business-day";
import { fieldKinds } from "../forms/contract";
import { changeBooking } from "./booking/store";
import type { Fault, RegisteringForm, Typed } from "./contract";
import { type NotFiled, register, type Sending } from "./filing/store";
import { addressOf, headersOf, type Place } from "./rendering/layout";
import {
  type Filling,
  formPage,
  type Notice,
  nowPage,
  otherPage,
  privacyPage,
  type Thanks,
  thanksPage,
  visitCalendar,
} from "./rendering/pages";
import { consentKept, consentOf } from "./rendering/words";
import { formNow, placeOf, receiptTyped, registrationOf, slowPathMs, triesOfAddress, triesOfPhone, windowStart } from "./rules";
import { type FormToFill, formAt, formToFill, formWithReceipt } from "./store";

/** What every page needs of its request, whatever else its door opened. */
type At = Pick<Context<Shared>, "req" | "body" | "redirect"> & { var: { facts: Facts } };

/** Pages for the public: HTML, complete without script, and none of them in the API's document. */
export const registeringPages = newSection();

registeringPages.use(openPage);
registeringPages.onError(answerFailure);
registeringPages.notFound((c) => answer(c, otherPage(placeAt(c), "", "none", "none.text"), 404));

registeringPages.get("/f/:code", publicForm(), async (c) => {
  const { env, now } = c.var.facts;
  const place = placeAt(c);
  const form = await formAt(c.var.form, now);
  const standing = standingOf(form, now);
  if (standing !== "open") return answer(c, nowPage(place, form, standing), 200);
  const consent = consentOf(form, place.language);
  const { id } = await consentKept(form, consent, place.language);
  const token = await formToken(env, { formId: form.formId, language: place.language, consentId: id }, now);

  return answer(c, formPage({ place, form, consent, token, typed: {}, faults: [], notice: null, turnstileKey: null }), 200);
});

registeringPages.post("/f/:code", publicForm(), async (c) => {
  const sent = await sentIn(c);
  const place = placeAt(c);
  let not: NotFiled | null = null;

  for (let tries = 0; tries < triesAtMost; tries++) {
    const filling = await formToFill(c.var.form, c.var.facts.now, place.tag);
    const standing = standingOf(filling.form, c.var.facts.now);
    // Whoever took the last place may well press twice: of a full form the filing says who is new.
    if (standing !== "open" && (standing !== "full" || not === "form-full")) return answer(c, nowPage(place, filling.form, standing), 409);
    const checked = await checkedSending(c, place, filling, sent);
    if (checked.page) return answer(c, formPage(checked.page), checked.status);
    const filed = await register(filling, checked.sending);
    if ("receipt" in filed) return c.redirect(addressOf(place, "/done", { c: filed.receipt }), 303);
    not = filed.not;
    if (not === "form-phone-busy" || not === "form-address-busy")
      return crowded(c, { place, filling, sent, not, phone: checked.sending.registration.phone });
  }
  const { form } = await formToFill(c.var.form, c.var.facts.now, place.tag);

  return answer(c, formPage(await shownAgain(c, place, form, typedOf(sent), { notice: { key: "again" } })), 409);
});

/** What was read may be overtaken by what others write meanwhile: read anew so often. */
const triesAtMost = 4;

registeringPages.get("/f/:code/privacy", publicForm(), async (c) => {
  const form = await formAt(c.var.form, c.var.facts.now);
  if (form.state === "draft") throw new Problem("not-found");

  return answer(c, privacyPage(placeAt(c), form, consentOf(form, placeAt(c).language)), 200);
});

registeringPages.get("/f/:code/done", publicForm(), async (c) => {
  const { now } = c.var.facts;
  const code = receiptTyped(c.req.query("c") ?? "");
  const { form, receipt } = await formWithReceipt(c.var.form, now, code);
  const told = notices.find((notice) => notice === c.req.query("n")) ?? null;

  return answer(c, thanksPage({ place: placeAt(c), form, code, receipt, now, notice: told }), 200);
});

registeringPages.post("/f/:code/done", publicForm(), async (c) => {
  const { now } = c.var.facts;
  const place = placeAt(c);
  const code = receiptTyped(c.req.query("c") ?? "");
  const sent = await sentIn(c);
  const { form, scope, receipt } = await formWithReceipt(c.var.form, now, code);
  const told = (notice: Thanks["notice"]) => c.redirect(addressOf(place, "/done", { c: code, ...(notice ? { n: notice } : {}) }), 303);
  const slot = form.slots.find(({ id }) => id === sent.get("visit-slot"));
  const isCalledOff = sent.has("cancel");
  if (!isCalledOff && !slot) return told("nothing");

  try {
    await changeBooking(scope, form, receipt, isCalledOff ? null : (slot?.id ?? null), {
      language: place.language,
      code: place.code,
      receipt: code,
    });
  } catch (error) {
    if (error instanceof Problem && error.code === "slot-full") return told("slot-full");
    if (error instanceof Problem && error.code === "form-phone-busy") return told("busy");
    throw error;
  }

  return told(isCalledOff ? "cancelled" : null);
});

const notices = ["slot-full", "busy", "cancelled", "nothing"] as const;

registeringPages.get("/f/:code/visit.ics", publicForm(), async (c) => {
  const { now } = c.var.facts;
  const code = receiptTyped(c.req.query("c") ?? "");
  const { form, receipt } = await formWithReceipt(c.var.form, now, code);
  if (!receipt.booking) throw new Problem("not-found");

  return c.body(visitCalendar(placeAt(c), form, code, receipt.booking, now), 200, {
    "Content-Type": "text/calendar; charset=utf-8",
    "Content-Disposition": 'attachment; filename="visit.ics"',
  });
});

const placeAt = (c: At): Place => ({
  language: c.var.facts.language,
  code: c.req.param("code") ?? "",
  tag: c.req.query("t")?.slice(0, 24) || null,
  isEmbedded: c.req.query("embed") === "1",
});

function standingOf(form: RegisteringForm, now: number) {
  const standing = formNow(form, businessDay(now, form.zone));
  if (!standing) throw new Problem("not-found");

  return standing;
}

/** What an HTML form sent. @throws Problem `wrong-content-type` */
async function sentIn(c: At): Promise<URLSearchParams> {
  if (!(c.req.header("content-type") ?? "").startsWith("application/x-www-form-urlencoded")) throw new Problem("wrong-content-type");

  return new URLSearchParams(new TextDecoder().decode(await c.req.arrayBuffer()));
}

const typedOf = (sent: URLSearchParams): Typed =>
  Object.fromEntries([...fieldKinds, "place", "consent"].flatMap((name) => (sent.has(name) ? [[name, sent.get(name) ?? ""]] : [])));

type Checked = { page: Filling; status: 422 | 429 } | { page: null; sending: Sending };

/** Looks at what was sent before anything is written. @returns what to file, or the page to show again */
async function checkedSending(c: At, place: Place, { form }: FormToFill, sent: URLSearchParams): Promise<Checked> {
  const { env, now } = c.var.facts;
  const { language } = place;
  const typed = typedOf(sent);
  const kept = await consentKept(form, consentOf(form, language), language);
  const checked = registrationOf(form.fields, form.slots, typed);
  const faults = Array.isArray(checked) ? checked : [];
  const phone = phoneOf(typed.phone ?? "", placeOf(typed)) ?? "";
  const says = await readFormToken(env, sent.get("token") ?? "", { formId: form.formId, language, consentId: kept.id }, now, phone);
  const again = noticeOf(says, sent, now);
  if (again || Array.isArray(checked)) {
    const page = await shownAgain(c, place, form, typed, { faults, ...again });

    return { page, status: again?.notice.key === "slow" ? 429 : 422 };
  }

  return {
    page: null,
    sending: {
      registration: checked,
      language,
      consent: kept,
      code: place.code,
      address: c.req.header("cf-connecting-ip"),
      mayCrowd: says.is === "good" && says.waited,
    },
  };
}

/** Why what was sent is shown again whatever was typed: never is it lost without a word. */
function noticeOf(says: TokenSays, sent: URLSearchParams, now: number): { notice: Notice; token?: string } | null {
  if (sent.get("website")) return { notice: { key: "trap" } };
  if (says.is === "unknown") return { notice: { key: "expired" } };
  if (says.is === "other-words") return { notice: { key: "words" } };

  return says.is === "early" ? { notice: { key: "slow", seconds: Math.ceil((says.goodAt - now) / 1000) }, token: says.token } : null;
}

interface Again {
  faults?: readonly Fault[];
  notice?: Notice;
  /** One that is being waited for; else a fresh one. */
  token?: string;
  turnstileKey?: string;
}

/** The form with all that was typed. The consent stays ticked as it was sent, unless its words are others than those that were read. */
async function shownAgain(c: At, place: Place, form: RegisteringForm, typed: Typed, again: Again): Promise<Filling> {
  const { env, now } = c.var.facts;
  const consent = consentOf(form, place.language);
  const { id } = await consentKept(form, consent, place.language);
  const { consent: agreed, ...others } = typed;

  return {
    ...{ place, form, consent, faults: again.faults ?? [], notice: again.notice ?? null, turnstileKey: again.turnstileKey ?? null },
    typed: again.notice?.key === "words" || agreed === undefined ? others : typed,
    token: again.token ?? (await formToken(env, { formId: form.formId, language: place.language, consentId: id }, now)),
  };
}

interface Crowd {
  place: Place;
  filling: FormToFill;
  sent: URLSearchParams;
  not: "form-phone-busy" | "form-address-busy";
  phone: string;
}

/**
 * Above a limit: the phone's is waited for; of an address that sends very many, whoever shows to be a person goes on, and
 * where nobody can be asked to, who waits some seconds.
 */
async function crowded(c: At, { place, filling, sent, not, phone }: Crowd): Promise<Response> {
  const { env, now } = c.var.facts;
  const { form } = filling;
  const typed = typedOf(sent);
  const until = (window: { windowMs: number }) => Math.ceil((windowStart(now, window.windowMs) + window.windowMs - now) / 1000);
  if (not === "form-phone-busy") {
    const notice: Notice = { key: "phone-busy", seconds: until(triesOfPhone) };
    return answer(c, formPage(await shownAgain(c, place, form, typed, { notice })), 429, { "Retry-After": `${notice.seconds}` });
  }

  const turnstileKey = env.TURNSTILE_SITE_KEY;
  const shown = sent.get("cf-turnstile-response") ?? "";
  const says = turnstileKey ? (shown ? await askTurnstile(env, shown, c.req.header("cf-connecting-ip")) : "failed") : "out";
  if (says === "passed") {
    const checked = await checkedSending(c, place, filling, sent);
    const filed = checked.page ? null : await register(filling, { ...checked.sending, mayCrowd: true });
    if (filed && "receipt" in filed) return c.redirect(addressOf(place, "/done", { c: filed.receipt }), 303);
    return answer(c, formPage(await shownAgain(c, place, form, typed, { notice: { key: "again" } })), 409);
  }
  if (says === "failed" && turnstileKey) {
    const notice: Notice = { key: "person", seconds: until(triesOfAddress) };
    return answer(
      c,
      formPage(await shownAgain(c, place, form, typed, { notice, turnstileKey })),
      429,
      { "Retry-After": `${notice.seconds}` },
      true,
    );
  }
  const { id } = await consentKept(form, consentOf(form, place.language), place.language);
  const token = await formToken(env, { formId: form.formId, language: place.language, consentId: id }, now, { ms: slowPathMs, phone });
  const notice: Notice = { key: "slow", seconds: slowPathMs / 1000 };

  return answer(c, formPage(await shownAgain(c, place, form, typed, { notice, token })), 429, { "Retry-After": `${notice.seconds}` });
}

type Status = 200 | 404 | 409 | 413 | 415 | 422 | 429 | 500;

async function answer(c: At, page: string, status: Status, more: Record<string, string> = {}, hasTurnstile = false): Promise<Response> {
  return c.body(page, status, { ...(await headersOf(placeAt(c), hasTurnstile)), ...more });
}

/** A page for whatever ended a request: no such form or receipt, something unreadable, or what nobody foresaw. */
async function answerFailure(error: Error, c: Context<Shared>): Promise<Response> {
  const part = /^\/f\/[^/]+(\/done)/.exec(c.req.path)?.[1] ?? "";
  if (error instanceof Problem && error.status === 404)
    return answer(c, otherPage(placeAt(c), "", "none", part && c.req.query("c") ? "none.receipt" : "none.text"), 404);
  if (error instanceof Problem && (error.status === 413 || error.status === 415 || error.status === 409))
    return answer(c, otherPage(placeAt(c), "", "failed", "failed.text"), error.status as Status);

  // As in answerError: the message may carry what somebody typed.
  console.error(JSON.stringify({ level: "error", event: "internal", requestId: c.var.facts.requestId, name: error.name }));

  return answer(c, otherPage(placeAt(c), "", "failed", "failed.text"), 500);
}
