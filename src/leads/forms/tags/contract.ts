import * as z from "zod";
import { page, pageQuery } from "../../../http/page";
import { line } from "../../../http/text";

/** What stands behind a form's address, `/f/{code}?t={tag}`. */
export const Tag = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(24);
const Label = line(80);
const Owner = z.string().min(1).max(64).nullable();

/** A link of a form: where it was put up, and whose the leads that come by it are. */
export const FormTag = z
  .strictObject({
    tag: Tag,
    label: Label,
    ownerId: Owner,
    ownerName: z.string().nullable(),
    /** How many have registered by it. */
    touches: z.int(),
  })
  .meta({ id: "FormTag" });
export type FormTag = z.infer<typeof FormTag>;
export const FormTagPage = page(FormTag).meta({ id: "FormTagPage" });

export const TagQuery = pageQuery.extend({ after: Tag.optional() });

/** What is left out of a new link is made: a tag that nobody guesses, and no owner. */
export const NewTag = z.strictObject({ tag: Tag.optional(), label: Label, ownerId: Owner.optional() }).meta({ id: "NewFormTag" });
export type NewTag = z.infer<typeof NewTag>;

export const TagEdit = z.strictObject({ label: Label.optional(), ownerId: Owner.optional() }).meta({ id: "FormTagEdit" });
export type TagEdit = z.infer<typeof TagEdit>;
