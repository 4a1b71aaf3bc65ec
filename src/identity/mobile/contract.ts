import * as z from "zod";
import { Channel } from "../../messages/contract";

/** A mobile number as somebody types it; one form of it is kept. Refused with `wrong-format` where it can receive no SMS. */
export const Mobile = z.string().trim().min(1).max(40);

/** Six digits of an SMS, as they are typed: spaces do not matter. */
export const SmsCode = z.string().trim().min(1).max(20);

export const SmsCodeRequest = z.strictObject({ mobile: Mobile }).meta({ id: "SmsCodeRequest" });

/** What signing in may be done by besides e-mail or mobile number and password. */
export const SignInWays = z.strictObject({ sms: z.boolean() }).meta({ id: "SignInWays" });

/** How one is reached besides by mail. */
export const Reach = z
  .strictObject({
    mobileMasked: z.string().nullable(),
    /** One's user id in the company's 企業微信. */
    wecomId: z.string().nullable(),
    /** How letters come, where they leave that to the reader. */
    lettersBy: Channel,
    /** What is set up here. */
    channels: z.array(Channel),
  })
  .meta({ id: "Reach" });
export type Reach = z.infer<typeof Reach>;

/** What is left out stays; null takes the 企業微信 account away. */
export const ReachEdit = z
  .strictObject({
    lettersBy: Channel.optional(),
    wecomId: z
      .string()
      .trim()
      .regex(/^[\w.@-]{1,64}$/)
      .nullable()
      .optional(),
  })
  .meta({ id: "ReachEdit" });

export const MobileStart = z.strictObject({ password: z.string().min(1).max(200), mobile: Mobile }).meta({ id: "MobileStart" });

export const MobileConfirmation = z.strictObject({ code: SmsCode }).meta({ id: "MobileConfirmation" });

export const MobileRemoval = z.strictObject({ password: z.string().min(1).max(200) }).meta({ id: "MobileRemoval" });
