import * as z from "zod";
import { page, pageQuery } from "../http/page";
import { line } from "../http/text";
import { Names } from "../i18n/names";
import { NewPerson, Person } from "../people/contract";

const Id = z.string().min(1).max(64);

/** A key account (大客戶單位). Branches of one group name their parent and count together with it. */
export const Account = z
  .strictObject({
    id: z.string(),
    name: line(80),
    parentId: z.string().nullable(),
    parentName: z.string().nullable(),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

export const AccountPage = page(Account).meta({ id: "AccountPage" });

/** A campaign that an account takes part in, and what it has come to there. */
const TakingPart = z.strictObject({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  category: z.string().nullable(),
  /** What the campaign calls its category; null once it has no word for it. */
  categoryNames: Names.nullable(),
  isOpen: z.boolean(),
  /** Homes that are signed and stand. */
  signed: z.int().min(0),
});

/** An account in a list, with the campaigns that this person may see, the latest first. */
export const ListedAccount = Account.extend({ engagements: z.array(TakingPart) }).meta({ id: "ListedAccount" });
export type ListedAccount = z.infer<typeof ListedAccount>;

export const ListedAccountPage = page(ListedAccount).meta({ id: "ListedAccountPage" });

/**
 * `search` finds names that contain it; of two characters or more, or one name of one. `named` finds those that are called
 * so, spaces, width and case aside: whether an account is filed already.
 */
export const AccountQuery = pageQuery.extend({
  search: line(40).optional(),
  named: line(80).optional(),
  sort: z.enum(["filed", "name"]).default("filed"),
  order: z.enum(["asc", "desc"]).default("desc"),
});
export type AccountQuery = z.infer<typeof AccountQuery>;

/** Refused with `unknown` at `/parentId`, or `parent-has-parent`. */
export const NewAccount = z.strictObject({ name: line(80), parentId: Id.optional() }).meta({ id: "NewAccount" });

/** What is left out stays; `parentId` null makes it stand alone. */
export const AccountEdit = z.strictObject({ name: line(80).optional(), parentId: Id.nullable().optional() }).meta({ id: "AccountEdit" });
export type AccountEdit = z.infer<typeof AccountEdit>;

/** Somebody at an account. `isListedPost`: one of the posts that a key person must hold (工會主席、辦公室主任等要職人員). */
export const Contact = z
  .strictObject({
    id: z.string(),
    accountId: z.string(),
    person: Person,
    post: line(80),
    isListedPost: z.boolean(),
    version: z.int().min(1),
  })
  .meta({ id: "Contact" });
export type Contact = z.infer<typeof Contact>;

export const ContactPage = page(Contact).meta({ id: "ContactPage" });

/** A contact to be: somebody new, or a person who is known already. */
export const NewContact = z
  .strictObject({ person: z.union([NewPerson, z.strictObject({ id: Id })]), post: line(80), isListedPost: z.boolean() })
  .meta({ id: "NewContact" });
export type NewContact = z.infer<typeof NewContact>;

export const ContactEdit = z.strictObject({ post: line(80).optional(), isListedPost: z.boolean().optional() }).meta({ id: "ContactEdit" });
