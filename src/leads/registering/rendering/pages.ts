import type { Fault, FormNow, Receipt, RegisteringForm, Slot, Typed } from "../contract";
import { receiptShown } from "../rules";
import { type Drawn, errorOf, fieldMarkup, slotButtons } from "./fields";
import { addressOf, type Place, pageOf } from "./layout";
import { html, type Markup } from "./markup";
import { type Consent, dayWords, fieldName, say, spanWords, spoken, wordsIn } from "./words";

/** Why a form is shown again though nothing, or not only something, typed is wrong. */
export interface Notice {
  key: "trap" | "expired" | "words" | "again" | "phone-busy" | "slow" | "person";
  seconds?: number;
}

export interface Filling {
  place: Place;
  form: RegisteringForm;
  consent: Consent;
  token: string;
  typed: Typed;
  faults: readonly Fault[];
  notice: Notice | null;
  turnstileKey: string | null;
}

/** The form, empty or as it was sent. */
export function formPage({ place, form, consent, token, typed, faults, notice, turnstileKey }: Filling): string {
  const { language } = place;
  const drawn: Drawn = { language, zone: form.zone, slots: form.slots, typed, faults };
  const title = wordsIn(form.texts.title, language);
  const checked = typed.consent === "1" && html` checked`;

  return pageOf({
    place,
    title: faults.length ? `${say(language, "title-wrong", { count: faults.length })} · ${title}` : title,
    project: form.projectName,
    head: headed(place, form),
    body: html`<form id="f" method="post" action="${addressOf(place)}" novalidate>${notice && noticeMarkup(place, notice)}${
      faults.length > 0 && summary(place, form, faults)
    }<input type="hidden" name="token" value="${token}"><div class="hp" aria-hidden="true"><label>Website <input name="website" tabindex="-1" autocomplete="off"></label></div>${form.fields.map((field) => fieldMarkup(field, drawn))}<div class="c"><input type="checkbox" id="consent" name="consent" value="1" required${checked}${
      faults.some(({ field }) => field === "consent") &&
      html` aria-invalid="true" aria-describedby="consent-e"${faults[0]?.field === "consent" && html` autofocus`}`
    }><label for="consent">${consent.sentence}</label><div>${errorOf("consent", drawn)}<a href="${addressOf(place, "/privacy")}">${say(language, "privacy")}</a></div></div>${
      turnstileKey && html`<div class="cf-turnstile" data-sitekey="${turnstileKey}" data-language="${language}"></div>`
    }<button data-busy="${say(language, "busy")}">${say(language, "submit")}</button></form><p class="p">${say(language, "free")}</p><br>`,
    isScripted: true,
    hasTurnstile: turnstileKey !== null,
  });
}

function headed({ language }: Place, { texts }: RegisteringForm): Markup {
  return html`<h1>${spoken(texts.title, language)}</h1>${texts.intro && html`<p>${spoken(texts.intro, language)}</p>`}`;
}

function noticeMarkup({ language }: Place, { key, seconds = 0 }: Notice): Markup {
  const parts = say(language, `notice.${key}`, { seconds: "\n", minutes: Math.ceil(seconds / 60) }).split("\n");
  const counted = key === "slow" ? html`<b id="t">${seconds}</b>` : html`${seconds}`;

  return html`<div class="q v" role="alert"><b class="m" aria-hidden="true">${say(language, "mark.wait")}</b><p>${parts[0]}${
    parts.length > 1 && counted
  }${parts[1]}</p></div>`;
}

function summary({ language }: Place, { fields }: RegisteringForm, faults: readonly Fault[]): Markup {
  const links = faults.map(
    ({ field }, at) => html`${at > 0 && say(language, "separator")}<a href="#${field}">${fieldName(fields, field, language)}</a>`,
  );

  return html`<div class="q r" role="alert"><b class="m" aria-hidden="true">${say(language, "mark.bad")}</b><p>${say(language, "wrong", { count: faults.length })}${links}${say(language, "kept")}</p></div>`;
}

/** Who collects what, what for, for how long, and who sees it when. */
export function privacyPage(place: Place, form: RegisteringForm, { paragraphs }: Consent): string {
  const { language } = place;

  return pageOf({
    place,
    part: "/privacy",
    title: say(language, "privacy.title"),
    project: form.projectName,
    head: html`<h1>${say(language, "privacy.title")}</h1><p>${spoken(form.texts.title, language)}</p>`,
    body: html`<dl class="d">${paragraphs.map(({ head, text }) => html`<div><dt>${head}</dt><dd>${text}</dd></div>`)}</dl><div class="d">${back(place)}</div>`,
  });
}

const back = (place: Place): Markup => html`<a class="u s" href="${addressOf(place)}">${say(place.language, "back")}</a>`;

export interface Thanks {
  place: Place;
  form: RegisteringForm;
  code: string;
  receipt: Receipt;
  now: number;
  notice: "slot-full" | "busy" | "cancelled" | "nothing" | null;
}

/** Nothing personal stands here: who has the code learns the form, and the time that was booked. */
export function thanksPage({ place, form, code, receipt, now, notice }: Thanks): string {
  const { language } = place;
  const { texts, agencyName: agency, projectName: project, slots, zone } = form;
  const { booking } = receipt;
  const isToCome = booking !== null && booking.startsAt > now;
  const others = slots.filter(({ id }) => id !== booking?.slotId);

  return pageOf({
    place,
    part: "/done",
    more: { c: code },
    title: say(language, "done.title"),
    project,
    head: html`<div class="o"><b class="m x y" aria-hidden="true">${say(language, "mark.good")}</b><h1>${say(language, "done.title")}</h1></div><p>${
      texts.thanks ? spoken(texts.thanks, language) : say(language, "done.text", { agency })
    }</p>`,
    body: html`<div class="d">${notice && warned(place, notice)}<div class="k"><small>${say(language, "done.code")}</small><b>${receiptShown(code)}</b><p>${say(language, "done.code.hint")}</p></div>${
      booking && bookedMarkup({ place, form, code, booking, isToCome })
    }${(!booking || isToCome) && others.length > 0 && choosing(place, code, others, zone, isToCome)}<ul class="z"><li><b class="m" aria-hidden="true">${say(language, "mark.delete")}</b><div>${say(language, "done.delete")}<br><small>${say(language, "done.delete.text", { agency })}</small></div></li></ul></div>`,
    isScripted: true,
  });
}

function warned({ language }: Place, notice: NonNullable<Thanks["notice"]>): Markup {
  return html`<div class="q v" role="alert"><b class="m" aria-hidden="true">${say(language, "mark.wait")}</b><p>${say(language, `done.${notice}`)}</p></div>`;
}

interface Booked {
  place: Place;
  form: RegisteringForm;
  code: string;
  booking: NonNullable<Receipt["booking"]>;
  isToCome: boolean;
}

function bookedMarkup({ place, form, code, booking, isToCome }: Booked): Markup {
  const { language } = place;
  const time = spanWords(booking.startsAt, booking.endsAt, form.zone, language);
  const acts = html`<a class="u s" href="${addressOf(place, "/visit.ics", { c: code })}">${say(language, "done.calendar")}</a><form method="post" action="${addressOf(place, "/done", { c: code })}"><button class="s" name="cancel" value="1">${say(language, "done.cancel")}</button></form>`;

  return html`<h2>${say(language, "done.booked", { time })}</h2>${isToCome && acts}`;
}

function choosing(place: Place, code: string, slots: readonly Slot[], zone: string, isChange: boolean): Markup {
  const { language } = place;
  const legend = html`<b>${say(language, isChange ? "done.change" : "done.choose")}</b>${!isChange && html` <small>${say(language, "optional")}</small>`}`;

  return html`<form method="post" action="${addressOf(place, "/done", { c: code })}">${slotButtons({ language, zone, slots }, legend)}<button class="s">${say(language, isChange ? "done.rebook" : "done.book")}</button></form>`;
}

/** Why a form takes nothing now. */
export function nowPage(place: Place, form: RegisteringForm, now: Exclude<FormNow, "open">): string {
  const { language } = place;
  const day = now === "not-yet-open" ? form.opensOn : null;

  return pageOf({
    place,
    title: say(language, `${now}.title`),
    project: form.projectName,
    head: html`<h1>${say(language, `${now}.title`)}</h1><p>${spoken(form.texts.title, language)}</p>`,
    body: html`<div class="d"><p>${
      day ? say(language, "not-yet-open.from", { day: dayWords(day, language) }) : say(language, `${now}.text`, { agency: form.agencyName })
    }</p></div>`,
  });
}

/** No such form, no such receipt, or what nobody foresaw. */
export function otherPage(place: Place, part: string, kind: "none" | "failed", text: "none.text" | "none.receipt" | "failed.text"): string {
  const { language } = place;

  return pageOf({
    place,
    part,
    title: say(language, `${kind}.title`),
    head: html`<h1>${say(language, `${kind}.title`)}</h1>`,
    body: html`<div class="d"><p>${say(language, text)}</p></div>`,
  });
}

/** A visit as a calendar takes it (RFC 5545): when, and where to. */
export function visitCalendar(
  place: Place,
  form: RegisteringForm,
  code: string,
  { startsAt, endsAt }: NonNullable<Receipt["booking"]>,
  now: number,
): string {
  const stamp = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const plain = (text: string) => text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll("\n", "\\n");

  return [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tuantuo//visit//ZH", "BEGIN:VEVENT", `UID:${code}@tuantuo`, `DTSTAMP:${stamp(now)}`],
    ...[
      `DTSTART:${stamp(startsAt)}`,
      `DTEND:${stamp(endsAt)}`,
      `SUMMARY:${plain(say(place.language, "done.visit", { project: form.projectName }))}`,
    ],
    ...[`DESCRIPTION:${plain(`${say(place.language, "done.code")} ${receiptShown(code)}`)}`, "END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
}
