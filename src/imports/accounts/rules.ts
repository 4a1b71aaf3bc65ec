import { foldedName } from "../../accounts/rules";
import { line } from "../../http/text";
import { NewPerson } from "../../people/contract";
import { phoneOf } from "../../people/rules";
import { type Fault, hasLostDigits } from "../rules";

/** A row of a list of key accounts: the account, what it counts under, and one person there. */
export const accountFields = ["name", "parent", "contact", "post", "phone"] as const;

/** Whoever is named without a post. */
const noPost = "聯絡人";

export interface AccountRow {
  faults: Fault[];
  name: string;
  parent: string | null;
  contact: { name: string; phone: string | null; post: string } | null;
}

/** Reads a row as it was typed; what is wrong is said of each cell, and nothing of a wrong row is taken in. */
export function accountRowOf(values: Record<string, string>): AccountRow {
  const typed = (field: (typeof accountFields)[number]) => values[field]?.trim() || null;
  const [name, parent, contact, post, phone] = accountFields.map(typed) as [
    string | null,
    string | null,
    string | null,
    string | null,
    string | null,
  ];
  const faults: Fault[] = [
    ...(name === null ? ([["name", "required"]] as Fault[]) : lineFaults("name", name)),
    ...(parent === null ? [] : lineFaults("parent", parent)),
    ...(contact === null ? [] : personFaults("contact", contact)),
    ...(post === null ? [] : lineFaults("post", post)),
    ...phoneFaults("phone", phone),
    ...(contact === null && (phone ?? post) !== null ? ([["contact", "contact-needed"]] as Fault[]) : []),
  ];
  // A head office is often called its own: it stands alone.
  const hangsOn = parent !== null && name !== null && foldedName(parent) !== foldedName(name) ? parent : null;

  return {
    faults,
    name: name ?? "",
    parent: hangsOn,
    contact: contact === null ? null : { name: contact, phone, post: post ?? noPost },
  };
}

const eighty = line(80);

function lineFaults(field: string, text: string): Fault[] {
  if (text.length > 80) return [[field, "too-long"]];

  return eighty.safeParse(text).success ? [] : [[field, "control-character"]];
}

export function personFaults(field: string, name: string): Fault[] {
  const found = lineFaults(field, name);
  if (found.length) return found;

  return NewPerson.shape.name.safeParse(name).success ? [] : [[field, "number-in-name"]];
}

export function phoneFaults(field: string, phone: string | null): Fault[] {
  if (phone === null) return [];
  if (hasLostDigits(phone)) return [[field, "lost-digits"]];

  return phoneOf(phone) === null ? [[field, "not-a-phone"]] : [];
}
