import { env } from "cloudflare:workers";
import { codeOf, stepAt } from "../../src/identity/second-factor/rules";
import { base64url, keyedHash, seal } from "../../src/secrets/seal";
import type { Person } from "../support/kit";

/** The same in every test, so that a code can be told beforehand. */
export const factorSecret = new TextEncoder().encode("12345678901234567890");
export const recoveryCode = "7k2pd0qx4m";
export const otherRecoveryCode = "0123456789";

/** The app's code at an instant. */
export const codeAt = (instant: number): string => codeOf(factorSecret, stepAt(instant));

/** Somebody gets a second factor straight into storage: one that was only begun, or one in force with two recovery codes. */
export async function giveFactor(person: Pick<Person, "id">, state: "started" | "on" = "on"): Promise<void> {
  const cipher = await seal(env, "second-factor", `users/${person.id}/second-factor`, base64url(factorSecret));
  const prepare = (statement: string, ...values: unknown[]) => env.DIRECTORY.prepare(statement).bind(...values);
  const codes = state === "on" ? [recoveryCode, otherRecoveryCode] : [];

  await env.DIRECTORY.batch([
    prepare(
      "update users set second_factor_cipher = ?, second_factor_since = ? where id = ?",
      cipher,
      state === "on" ? 1 : null,
      person.id,
    ),
    prepare("update sessions set second_factor = ? where user_id = ?", state === "on" ? 1 : 0, person.id),
    ...(await Promise.all(
      codes.map(async (code) =>
        prepare(
          "insert into recovery_codes (user_id, code_hash) values (?, ?)",
          person.id,
          await keyedHash(env, "recovery-code", `${person.id}:${code}`),
        ),
      ),
    )),
  ]);
}
