import type { Language } from "../../../i18n/names";
import { phonePlaces } from "../../../people/rules";
import type { FieldKind, FormField } from "../../forms/contract";
import type { Fault, Slot, Typed } from "../contract";
import { intentChoices, longest, placeOf, unitChoices } from "../rules";
import { html, type Markup } from "./markup";
import { say, spoken, timeWords } from "./words";

/** What a field is drawn with. */
export interface Drawn {
  language: Language;
  zone: string;
  slots: readonly Slot[];
  typed: Typed;
  faults: readonly Fault[];
}

/** More than these are a list to choose from. */
const buttonsAtMost = 8;

/** One question with its answer as typed, and what is wrong with it. */
export function fieldMarkup(field: FormField, drawn: Drawn): Markup {
  const { kind } = field;
  switch (kind) {
    case "units":
      return buttons(
        field,
        drawn,
        unitChoices.map((value) => ({ value, label: html`${say(drawn.language, `units.${value}`)}` })),
      );
    case "intent":
      return buttons(
        field,
        drawn,
        intentChoices.map((value) => ({ value, label: html`${say(drawn.language, `intent.${value}`)}` })),
      );
    case "visit-slot":
      return slotField(field, drawn);
    case "remark":
      return labelled(field, drawn, html`<textarea class="n" ${attributes(field, drawn)}>${drawn.typed.remark}</textarea>`);
    default:
      return field.options ? list(field, drawn) : labelled(field, drawn, input(field, drawn));
  }
}

const kinds: Partial<Record<FieldKind, Markup>> = {
  name: html` autocomplete="name"`,
  phone: html` type="tel" inputmode="tel" autocomplete="tel"`,
  employer: html` autocomplete="organization"`,
};

function input(field: FormField, drawn: Drawn): Markup {
  const { kind } = field;
  const box = html`<input class="n" ${attributes(field, drawn)}${kinds[kind]} value="${drawn.typed[kind]}">`;
  const asksPlace = kind === "phone" && (faultOf(drawn, kind) !== undefined || placeOf(drawn.typed) !== "86");

  return asksPlace ? html`${box}${errorOf(kind, drawn)}${placeField(drawn)}` : box;
}

/** Whose number it is: asked only of whoever's could not be read, since a number with its + says so itself. */
function placeField({ language, typed }: Drawn): Markup {
  const options = phonePlaces.map(
    (place) => html`<option value="${place}"${placeOf(typed) === place && html` selected`}>${say(language, `place.${place}`)}</option>`,
  );

  return html`<label for="place">${say(language, "place")}</label><select class="n" id="place" name="place" aria-describedby="place-h">${options}</select><small id="place-h">${say(language, "place.other")}</small>`;
}

function list(field: FormField, drawn: Drawn): Markup {
  const { language, typed } = drawn;
  const options = (field.options ?? []).map((words) => {
    const value = words["zh-Hant"];
    const chosen = typed[field.kind] === value && html` selected`;

    return html`<option${language !== "zh-Hant" && html` value="${value}"`}${chosen}${
      words[language] === undefined && language !== "zh-Hant" && html` lang="zh-Hant"`
    }>${words[language] ?? value}</option>`;
  });

  return labelled(
    field,
    drawn,
    html`<select class="n" ${attributes(field, drawn)}><option value="">${say(language, "choose")}</option>${options}</select>`,
  );
}

interface Choice {
  value: string;
  label: Markup;
  isFull?: boolean;
}

/** Times to come with the places they have left; those without stay in sight, so that nobody looks for them. */
function slotField(field: FormField, drawn: Drawn): Markup {
  const { language, slots } = drawn;
  const choices = [...slotChoices(drawn), ...(field.required ? [] : [{ value: "", label: html`${say(language, "slot.none")}` }])];
  if (slots.length <= buttonsAtMost) return buttons(field, drawn, choices, true);
  const options = choices.map(
    ({ value, label, isFull }) =>
      html`<option value="${value}"${isFull && html` disabled`}${drawn.typed["visit-slot"] === value && html` selected`}>${label}</option>`,
  );

  return labelled(
    field,
    drawn,
    html`<select class="n" ${attributes(field, drawn)}>${field.required && html`<option value="">${say(language, "choose")}</option>`}${options}</select>`,
  );
}

function slotChoices({ language, zone, slots }: Drawn): Choice[] {
  return slots.map(({ id, startsAt, left }) => ({
    value: id,
    label: html`${timeWords(startsAt, zone, language)} · ${left > 0 ? say(language, "slot.left", { left }) : say(language, "slot.full")}`,
    isFull: left <= 0,
  }));
}

/** The times of a form on its thank-you page, by the name `visit-slot` too. */
export function slotButtons(drawn: Omit<Drawn, "typed" | "faults">, legend: Markup): Markup {
  const choices = slotChoices({ ...drawn, typed: {}, faults: [] });

  return html`<fieldset><legend>${legend}</legend><div class="g w">${choices.map((choice) => radio("visit-slot", choice, undefined))}</div></fieldset>`;
}

function buttons(field: FormField, drawn: Drawn, choices: Choice[], isWide = false): Markup {
  const { kind } = field;
  const isWrong = faultOf(drawn, kind) !== undefined;
  const drawnChoices = choices.map((choice, at) => radio(kind, choice, drawn.typed[kind], at === 0 ? html` id="${kind}"` : undefined));

  return html`<fieldset${isWrong && html` class="bad" aria-describedby="${kind}-e"`}><legend>${label(field, drawn)}</legend><div class="g${isWide && " w"}">${drawnChoices}</div>${errorOf(kind, drawn)}</fieldset>`;
}

function radio(name: string, { value, label: words, isFull }: Choice, typed: string | undefined, id?: Markup): Markup {
  const isChosen = !isFull && typed === value && typed !== undefined;

  return html`<label><input type="radio" name="${name}" value="${value}"${id}${isFull && html` disabled`}${isChosen && html` checked`}><span>${words}</span></label>`;
}

function labelled(field: FormField, drawn: Drawn, control: Markup): Markup {
  const { kind } = field;
  const hasOwnError = kind === "phone"; // it stands above the question that follows from it

  return html`<div><label for="${kind}">${label(field, drawn)}</label>${control}${
    (!hasOwnError || !faultOf(drawn, kind)) && errorOf(kind, drawn)
  }</div>`;
}

const label = ({ kind, label: words, required }: FormField, { language }: Drawn): Markup =>
  html`${words ? spoken(words, language) : say(language, `field.${kind}`)}${!required && html` <small>${say(language, "optional")}</small>`}`;

/** Of a text, a list or a paragraph. The first that is wrong has the focus when the page is shown, without any script. */
function attributes({ kind, required }: FormField, drawn: Drawn): Markup {
  const isWrong = faultOf(drawn, kind) !== undefined;
  const most = longest[kind];

  return html`id="${kind}" name="${kind}"${most && html` maxlength="${most}"`}${required && html` required`}${
    isWrong && html` aria-invalid="true" aria-describedby="${kind}-e"${drawn.faults[0]?.field === kind && html` autofocus`}`
  }`;
}

const faultOf = ({ faults }: Drawn, kind: FieldKind | "consent") => faults.find(({ field }) => field === kind);

/** What is wrong with a field, in words. */
export function errorOf(kind: FieldKind | "consent", drawn: Drawn): Markup | null {
  const fault = faultOf(drawn, kind);
  if (!fault) return null;
  const key = fault.code === "empty" ? `empty.${kind === "name" || kind === "phone" ? kind : "other"}` : `error.${fault.code}`;

  return html`<p class="e" id="${kind}-e">${say(drawn.language, key, fault.params)}</p>`;
}
