import type { Person, PersonEdit } from "../../api/people";

/** What stands in the form of a correction: a number left blank stays as it is, unless it is to be taken away. */
export interface Correction {
  name: string;
  phone: string;
  identity: string;
  dropPhone: boolean;
  dropIdentity: boolean;
}

/** Only what changes: what is left out stays, null takes it away. Nothing at all when nothing changes. */
export function personEdit({ name }: Pick<Person, "name">, typed: Correction): PersonEdit {
  const corrected = typed.name.trim();
  return {
    ...(corrected === name ? {} : { name: corrected }),
    ...numberEdit("phone", typed.phone, typed.dropPhone),
    ...numberEdit("identity", typed.identity, typed.dropIdentity),
  };
}

function numberEdit(field: "phone" | "identity", typed: string, drop: boolean): PersonEdit {
  if (drop) return { [field]: null };
  return typed.trim() ? { [field]: typed.trim() } : {};
}

/** Whether what was typed is this name: spaces mean nothing, and neither does the width of letters. */
export function isTheName(typed: string, name: string): boolean {
  const bare = (text: string) => text.normalize("NFKC").replaceAll(/\s/g, "").toLowerCase();
  return bare(typed) !== "" && bare(typed) === bare(name);
}
