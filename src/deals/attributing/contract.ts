import * as z from "zod";
import { page, pageQuery } from "../../http/page";
import { Fen } from "../../money/contract";
import { BusinessDay } from "../../time/contract";
import { DealState } from "../contract";

/** Whose share it is: a consultant's, with the group of that time, or a group's alone, without a person; as they were named then. */
const Whose = { userId: z.string().nullable(), userName: z.string(), groupId: z.string().nullable(), shareBps: z.int().min(1).max(10_000) };

/** Whose work a deal is, in shares that make the whole. */
export const Attribution = z.strictObject(Whose).meta({ id: "Attribution" });
export type Attribution = z.infer<typeof Attribution>;

export const Attributions = z.strictObject({ items: z.array(Attribution), next: z.null() }).meta({ id: "Attributions" });

const Id = z.string().min(1).max(64);

/** The id of who is named in a share, or of the group. */
export const namedBy = (share: { userId: string } | { groupId: string }): string => ("userId" in share ? share.userId : share.groupId);

export const AttributionEdit = z
  .strictObject({
    shares: z
      .array(z.union([z.strictObject({ userId: Id, shareBps: Whose.shareBps }), z.strictObject({ groupId: Id, shareBps: Whose.shareBps })]))
      .min(1)
      .max(6)
      .refine((shares) => shares.reduce((sum, { shareBps }) => sum + shareBps, 0) === 10_000, {
        params: { code: "consultants-do-not-add-up" },
        error: "must add up to 10000",
      })
      .refine((shares) => new Set(shares.map(namedBy)).size === shares.length, {
        params: { code: "duplicate" },
        error: "names somebody twice",
      }),
  })
  .meta({ id: "AttributionEdit" });
export type AttributionEdit = z.infer<typeof AttributionEdit>;

/**
 * One share of one deal: what an agency's commission is computed from. Cancelled deals stand in it too, with nothing to
 * pay: a commission already given is taken back by them.
 */
export const CommissionLine = z
  .strictObject({
    id: z.string(),
    dealId: z.string(),
    building: z.string(),
    unitNumber: z.string(),
    /** Null for a home of a credential's channel. */
    accountName: z.string().nullable(),
    state: DealState,
    signedOn: BusinessDay.nullable(),
    cancelledOn: BusinessDay.nullable(),
    /** As the contract, or its last supplement, says; null before signing. */
    contractPriceFen: Fen.nullable(),
    payableFen: Fen.nullable(),
    isSigningConfirmed: z.boolean(),
    ...Whose,
  })
  .meta({ id: "CommissionLine" });

export const CommissionPage = page(CommissionLine).meta({ id: "CommissionPage" });
export const CommissionQuery = pageQuery.extend({
  after: z
    .string()
    .regex(/^[\w-]{1,64}~[\w-]{1,64}$/)
    .optional(),
});
