import * as z from "zod";
import { page } from "../http/page";
import { line } from "../http/text";

/** As typed; one form is kept. Refused with `wrong-format` when it is no number of a phone, or of a document. */
const Typed = z.string().trim().min(1).max(40);

/** A name, never with a number of a phone or a document in it: those have places of their own, encrypted. */
const PersonName = line(80).refine((name) => !/(\d[\s().-]*){7}/.test(name.normalize("NFKC")), { params: { code: "number-in-name" } });

/**
 * A person of the public as lists and pages show them: the particulars by their ends alone. Everything is null once the
 * person was erased.
 */
export const Person = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable(),
    phoneMasked: z.string().nullable(),
    identityMasked: z.string().nullable(),
    createdAt: z.iso.datetime(),
    erasedAt: z.iso.datetime().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof Person>;

export const PersonPage = page(Person).meta({ id: "PersonPage" });

/** A person to be. A card's number must have the right check character. */
export const NewPerson = z
  .strictObject({ name: PersonName, phone: Typed.optional(), identity: Typed.optional() })
  .meta({ id: "NewPerson" });
export type NewPerson = z.infer<typeof NewPerson>;

/** What is left out stays; null takes it away. */
export const PersonEdit = z
  .strictObject({ name: PersonName.optional(), phone: Typed.nullable().optional(), identity: Typed.nullable().optional() })
  .meta({ id: "PersonEdit" });
export type PersonEdit = z.infer<typeof PersonEdit>;

/** Finds people by a whole number, never by a part of one: `{phone}` or `{identity}`. */
export const PersonSearch = z.strictObject({ phone: Typed.optional(), identity: Typed.optional() }).meta({ id: "PersonSearch" });
export type PersonSearch = z.infer<typeof PersonSearch>;

export const Particular = z.enum(["phone", "identity"]);
export type Particular = z.infer<typeof Particular>;

/** Which particulars are asked for: only they are shown, and only they stand in the audit list. */
export const RevelationRequest = z.strictObject({ particulars: z.array(Particular).min(1).max(2) }).meta({ id: "RevelationRequest" });

/** Those that were asked for, whole; null for one that is not known. */
export const Revelation = z
  .strictObject({ phone: z.string().nullable().optional(), identity: z.string().nullable().optional() })
  .meta({ id: "Revelation" });
export type Revelation = z.infer<typeof Revelation>;
