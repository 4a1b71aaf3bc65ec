import * as z from "zod";
import { line } from "../../http/text";

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

/** Words that the agency writes, by language; what it leaves out of simplified Chinese is made from the traditional. */
const Words = (longest: number) =>
  z.strictObject({
    "zh-Hant": z.string().trim().min(1).max(longest),
    "zh-Hans": z.string().trim().min(1).max(longest).optional(),
    en: z.string().trim().min(1).max(longest).optional(),
  });

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

export const FormTexts = z
  .strictObject({ title: Words(40), intro: Words(300).optional(), thanks: Words(300).optional() })
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
