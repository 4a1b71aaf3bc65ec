import * as z from "zod";
import { page, pageQuery } from "../../http/page";
import { line, paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";

/** What a form can ask. `name` and `phone` stand on every form. */
export const fieldKinds = [
  "name",
  "phone",
  "employer",
  "credential",
  "units",
  "layout",
  "area",
  "budget",
  "intent",
  "visit-slot",
  "heard-from",
  "remark",
] as const;
export const FieldKind = z.enum(fieldKinds);
export type FieldKind = z.infer<typeof FieldKind>;

/** What is answered by choosing among options of the form's own. */
export const choiceKinds: readonly FieldKind[] = ["layout", "area", "budget", "heard-from"];

/** Words that the agency writes, by language; what it leaves out of simplified Chinese is made from the traditional. */
const wordsOf = <S extends z.ZodType>(text: S) => z.strictObject({ "zh-Hant": text, "zh-Hans": text.optional(), en: text.optional() });
const Words = (longest: number) => wordsOf(line(longest));

/** One question; a choice (`layout`, `area`, `budget`, `heard-from`) has its own options. */
export const FormField = z
  .strictObject({
    kind: FieldKind,
    required: z.boolean(),
    /** In place of the catalogue's own words. */
    label: Words(40).optional(),
    options: z.array(Words(40)).min(1).max(12).optional(),
  })
  .meta({ id: "FormField" });
export type FormField = z.infer<typeof FormField>;

/**
 * The questions in their order, each of the catalogue at most once. Refused with `form-needs-name-and-phone` where one of the
 * two is not there or need not be answered, `duplicate-field`, and `options-not-asked` for options of what is no choice.
 */
export const FormFields = z
  .array(FormField)
  .max(fieldKinds.length)
  .superRefine((fields, context) => {
    const refuse = (path: PropertyKey[], code: string) =>
      context.addIssue({ code: "custom", path, params: { code }, message: code, input: undefined });
    const asks = (kind: FieldKind) => fields.some((field) => field.kind === kind && field.required);
    if (!asks("name") || !asks("phone")) refuse([], "form-needs-name-and-phone");
    for (const [at, { kind, options }] of fields.entries()) {
      if (fields.findIndex((field) => field.kind === kind) < at) refuse([at, "kind"], "duplicate-field");
      if (options && !choiceKinds.includes(kind)) refuse([at, "options"], "options-not-asked");
    }
  });

export const FormTexts = z
  .strictObject({ title: Words(40), intro: wordsOf(paragraph(300)).optional(), thanks: wordsOf(paragraph(300)).optional() })
  .meta({ id: "FormTexts" });
export type FormTexts = z.infer<typeof FormTexts>;

/** Who gets a new lead: nobody (the pool), one member, or the members of a group in turn, or the group's pool. */
export const Assignment = z
  .discriminatedUnion("to", [
    z.strictObject({ to: z.literal("pool") }),
    z.strictObject({ to: z.literal("member"), userId: z.string().min(1).max(64) }),
    z.strictObject({ to: z.literal("turn"), groupId: z.string().min(1).max(64) }),
    z.strictObject({ to: z.literal("group"), groupId: z.string().min(1).max(64) }),
  ])
  .meta({ id: "LeadAssignment" });
export type Assignment = z.infer<typeof Assignment>;

export const FormName = line(80);

export const FormState = z.enum(["draft", "open", "closed"]);
export type FormState = z.infer<typeof FormState>;

/** What a visitor of its address meets now: whether it takes registrations, and if not, why. */
export const FormNow = z.enum(["draft", "not-yet-open", "open", "full", "closed", "campaign-over"]).meta({ id: "FormNow" });
export type FormNow = z.infer<typeof FormNow>;

/** What the self-check finds; errors keep a form from being opened. */
export const FormFinding = z
  .strictObject({
    code: z.enum([
      "choice-without-options",
      "no-slots-to-come",
      "closed-before-today",
      "campaign-over",
      "campaign-not-running",
      "assignee-gone",
      "no-closing-day",
      "closes-after-campaign",
      "opens-before-campaign",
      "words-missing",
    ]),
    severity: z.enum(["error", "warning"]),
    /** A JSON pointer into the form. */
    pointer: z.string(),
  })
  .meta({ id: "FormFinding" });
export type FormFinding = z.infer<typeof FormFinding>;

const Capacity = z.int().min(1).max(1_000_000).nullable();

/** A public form as a list shows it. Days are business days of the campaign, both included; null: as the campaign's own. */
const listed = {
  id: z.string(),
  /** The last part of its address, `/f/{code}`. */
  code: z.string(),
  name: FormName,
  engagementId: z.string().nullable(),
  /** The account that it is for. */
  engagementName: z.string().nullable(),
  opensOn: BusinessDay.nullable(),
  closesOn: BusinessDay.nullable(),
  capacity: Capacity,
  /** How many have registered, and how many of them today. */
  taken: z.int(),
  today: z.int(),
  state: FormState,
  now: FormNow,
};
export const ListedForm = z.strictObject(listed).meta({ id: "ListedForm" });
export type ListedForm = z.infer<typeof ListedForm>;
export const FormPage = page(ListedForm).meta({ id: "FormPage" });

export const Form = z
  .strictObject({
    ...listed,
    texts: FormTexts,
    fields: FormFields,
    assignment: Assignment,
    /** Whether places of its slots are still to come. */
    hasSlots: z.boolean(),
    findings: z.array(FormFinding),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "Form" });
export type Form = z.infer<typeof Form>;

export const FormQuery = pageQuery.extend({ engagement: z.string().min(1).max(64).optional() });

export const FormTemplateId = z.enum(["account", "site", "presentation", "credential"]);
export type FormTemplateId = z.infer<typeof FormTemplateId>;

/** A form to be, a draft: from a template, or as another of the campaign stands. */
export const NewForm = z
  .strictObject({
    name: FormName,
    from: z.union([z.strictObject({ template: FormTemplateId }), z.strictObject({ form: z.string().min(1).max(64) })]),
    engagementId: z.string().min(1).max(64).nullable().optional(),
  })
  .meta({ id: "NewForm" });
export type NewForm = z.infer<typeof NewForm>;

/**
 * What is left out stays. Refused with `reversed-window`; once it was opened also with `fixed-once-open` for the account that
 * it is for. What was asked stays readable where it was answered, whatever is asked from now on.
 */
export const FormEdit = z
  .strictObject({
    name: FormName.optional(),
    texts: FormTexts.optional(),
    fields: FormFields.optional(),
    assignment: Assignment.optional(),
    engagementId: z.string().min(1).max(64).nullable().optional(),
    opensOn: BusinessDay.nullable().optional(),
    closesOn: BusinessDay.nullable().optional(),
    capacity: Capacity.optional(),
  })
  .meta({ id: "FormEdit" });
export type FormEdit = z.infer<typeof FormEdit>;
