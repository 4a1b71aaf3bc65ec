import { seal, unseal } from "./seal";

/** The tables of the directory that hold somebody's e-mail, sealed in its row. */
export type AddressTable = "users" | "invitations";

const placeOf = (table: AddressTable, id: string) => `${table}/${id}/email`;

export const sealAddress = (env: Env, table: AddressTable, id: string, email: string): Promise<string> =>
  seal(env, "email-cipher", placeOf(table, id), email);

/** @throws Error when the ciphertext is another row's */
export const openAddress = (env: Env, table: AddressTable, row: { id: string; emailCipher: string }): Promise<string> =>
  unseal(env, "email-cipher", placeOf(table, row.id), row.emailCipher);
