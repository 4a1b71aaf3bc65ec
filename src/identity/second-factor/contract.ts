import * as z from "zod";

/** Six digits of the app or a recovery code, as they are typed: spaces and hyphens do not matter. */
export const FactorCode = z.string().trim().min(1).max(40);

/** One's own second factor. */
export const SecondFactor = z
  .strictObject({
    /** `started`: a secret was shown and not yet confirmed; it is not asked for. */
    state: z.enum(["off", "started", "on"]),
    since: z.iso.datetime().nullable(),
    /** Recovery codes that were not used yet. */
    recoveryCodesLeft: z.int(),
  })
  .meta({ id: "SecondFactor" });
export type SecondFactor = z.infer<typeof SecondFactor>;

export const SecondFactorStart = z.strictObject({ password: z.string().min(1).max(200) }).meta({ id: "SecondFactorStart" });

/** Shown once: the secret as text, and the address that a QR code carries. */
export const SecondFactorSecret = z.strictObject({ secret: z.string(), uri: z.string() }).meta({ id: "SecondFactorSecret" });
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;

export const SecondFactorConfirmation = z.strictObject({ code: FactorCode }).meta({ id: "SecondFactorConfirmation" });

/** Shown once: ten ways in for somebody without their phone, each good once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) }).meta({ id: "RecoveryCodes" });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** Password and code: what takes a second factor away, or its recovery codes. */
export const SecondFactorProof = z
  .strictObject({ password: z.string().min(1).max(200), code: FactorCode })
  .meta({ id: "SecondFactorProof" });
