import { seal, unseal } from "./seal";

/** The tables of the directory that hold somebody's e-mail, sealed in its row. */
export type AddressTable = "users" | "invitations";

const placeOf = (table: AddressTable, id: string) => `${table}/${id}/email`;

export const sealAddress = (env: Env, table: AddressTable, id: string, email: string): Promise<string> =>
  seal(env, "email-cipher", placeOf(table, id), email);

/** @throws Error when the ciphertext is another row's */
export const openAddress = (env: Env, table: AddressTable, row: { id: string; emailCipher: string }): Promise<string> =>
  unseal(env, "email-cipher", placeOf(table, row.id), row.emailCipher);

/** The tables of the directory that hold a mobile number: an account's own, and the one that a code was sent to. */
export type MobileTable = "users" | "sms_codes";

const mobilePlaceOf = (table: MobileTable, id: string) => `${table}/${id}/mobile`;

/** @param mobile in the one form that we keep, `+8613812341234` */
export const sealMobile = (env: Env, table: MobileTable, id: string, mobile: string): Promise<string> =>
  seal(env, "mobile-cipher", mobilePlaceOf(table, id), mobile);

/** @throws Error when the ciphertext is another row's */
export const openMobile = (env: Env, table: MobileTable, row: { id: string; mobileCipher: string }): Promise<string> =>
  unseal(env, "mobile-cipher", mobilePlaceOf(table, row.id), row.mobileCipher);

const wecomPlaceOf = (userId: string) => `users/${userId}/wecom`;

/** @param wecomId somebody's user id in their company's 企業微信 */
export const sealWecom = (env: Env, userId: string, wecomId: string): Promise<string> =>
  seal(env, "wecom-cipher", wecomPlaceOf(userId), wecomId);

export const openWecom = (env: Env, userId: string, sealed: string): Promise<string> =>
  unseal(env, "wecom-cipher", wecomPlaceOf(userId), sealed);
