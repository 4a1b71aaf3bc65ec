import { choiceKinds, type FormField, type FormFinding, type FormNow, type FormState, type FormTexts } from "./contract";

/** A campaign as its forms are measured by it; days are business days, both included. */
export interface Season {
  status: "draft" | "running" | "closed" | "archived";
  startsOn: string;
  endsOn: string;
}

interface Window {
  opensOn: string | null;
  closesOn: string | null;
}

/** A form as its state follows from. */
export interface Standing extends Window {
  state: FormState;
  capacity: number | null;
  taken: number;
}

/**
 * What a visitor meets on a business day: the campaign's end comes before the form's own days, and these before its places.
 * A form of a campaign that does not run yet is not open yet, whatever its days say.
 */
export function formNow(form: Standing, campaign: Season, today: string): FormNow {
  if (form.state === "draft") return "draft";
  if (isOver(campaign, today)) return "campaign-over";
  if (form.state === "closed" || (form.closesOn !== null && form.closesOn < today)) return "closed";
  if (campaign.status === "draft" || (form.opensOn !== null && today < form.opensOn)) return "not-yet-open";

  return form.capacity !== null && form.taken >= form.capacity ? "full" : "open";
}

const isOver = ({ status, endsOn }: Season, today: string) => status === "closed" || status === "archived" || endsOn < today;

/** A form as the self-check looks at it. */
export interface Checked extends Window {
  texts: FormTexts;
  fields: FormField[];
  /** Whether who is to get its leads is still there. */
  hasAssignee: boolean;
  /** Whether places of its slots are still to come. */
  hasSlots: boolean;
}

/** What is wrong with a form, the errors first: these keep it from being opened, of the others whoever opens it is told. */
export function checkForm(form: Checked, campaign: Season, today: string): FormFinding[] {
  const found: (FormFinding | false)[] = [
    isOver(campaign, today) && error("campaign-over", "/closesOn"),
    form.closesOn !== null && form.closesOn < today && error("closed-before-today", "/closesOn"),
    !form.hasAssignee && error("assignee-gone", "/assignment"),
    ...form.fields.map(
      ({ kind, options }, at) => choiceKinds.includes(kind) && !options?.length && error("choice-without-options", `/fields/${at}/options`),
    ),
    ...form.fields.map(
      ({ kind, required }, at) =>
        kind === "visit-slot" && !form.hasSlots && (required ? error : warning)("no-slots-to-come", `/fields/${at}`),
    ),
    campaign.status === "draft" && warning("campaign-not-running", "/opensOn"),
    form.closesOn === null && warning("no-closing-day", "/closesOn"),
    form.closesOn !== null && form.closesOn > campaign.endsOn && warning("closes-after-campaign", "/closesOn"),
    form.opensOn !== null && form.opensOn < campaign.startsOn && warning("opens-before-campaign", "/opensOn"),
    ...wordsMissing(form),
  ];

  return found.filter((finding) => finding !== false).toSorted((one, other) => Number(isWarning(one)) - Number(isWarning(other)));
}

const isWarning = ({ severity }: FormFinding) => severity === "warning";
const error = (code: FormFinding["code"], pointer: string): FormFinding => ({ code, severity: "error", pointer });
const warning = (code: FormFinding["code"], pointer: string): FormFinding => ({ code, severity: "warning", pointer });

/** Words of the agency's own that whoever reads English meets in Chinese. */
function wordsMissing({ texts, fields }: Checked): FormFinding[] {
  const written = [
    ...Object.entries(texts).map(([text, words]) => ({ words, pointer: `/texts/${text}` })),
    ...fields.flatMap(({ label, options = [] }, at) => [
      ...(label ? [{ words: label, pointer: `/fields/${at}/label` }] : []),
      ...options.map((words, option) => ({ words, pointer: `/fields/${at}/options/${option}` })),
    ]),
  ];

  return written.filter(({ words }) => words && !words.en).map(({ pointer }) => warning("words-missing", `${pointer}/en`));
}

/** Characters that nobody takes for one another, read out or copied from paper. */
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

/** @param random a byte for each character */
export const codeOf = (random: Uint8Array): string => [...random].map((byte) => alphabet[byte % alphabet.length]).join("");

/** The first character of a form's address says on which shard its agency lives: SHARD_1 is 1, SHARD_10 is a. */
export const shardCharacter = (shard: string): string => Number(/\d+$/.exec(shard)?.[0] ?? 0).toString(36);
