import * as z from "zod";
import { Code } from "../campaigns/catalogue/contract";
import { paragraph } from "../http/text";
import { Names } from "../i18n/names";
import { Fen, PayableBps, PositiveFen } from "../money/contract";
import { BusinessDay } from "../time/contract";
import { Placing } from "../units/contract";
import * as faults from "./faults/rules";

/**
 * What a policy version says: pricing and reward rules as data.
 *
 * Beside wrong types and unknown fields these are refused, each with its own code (`params.code` of the issue)
 * and a path to the element that is wrong:
 *
 * - `duplicate-id`: two steps, tables or rules of one list with the same id
 * - `duplicate-threshold`: two tiers of one table from the same number of units
 * - `duplicate-code`: one code or building twice in a list
 * - `duplicate-unit`: one home twice in a list
 * - `duplicate-category`: a category in two group tables, or in two reward rules
 * - `duplicate-credential`: a credential in two credential rules
 * - `tier-effect`: a tier that takes off nothing, or in two ways at once
 * - `mixed-tier-kinds`: one table with tiers of different kinds
 * - `reversed-window`: a window that ends before it starts
 * - `control-character`: a name that cannot be printed
 *
 * What is well formed but unwise is the self-check's business (checking/rules.ts).
 */

const Id = Code;
const UnitCount = z.int().min(1).max(10_000);
const codes = z.array(Code).max(30).check(faults.unique("duplicate-code"));
const someCodes = z.array(Code).min(1).max(30).check(faults.unique("duplicate-code"));

/** What a step does to a price. `perSqm` takes fen off per square metre, so it needs an area. */
export const Effect = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("rate"), payableBps: PayableBps }),
    z.strictObject({ kind: z.literal("amount"), amountFen: PositiveFen }),
    z.strictObject({ kind: z.literal("perSqm"), perSqmFen: PositiveFen }),
  ])
  .meta({ id: "Effect" });
export type Effect = z.infer<typeof Effect>;

/** A home by its place in the project, as the agency's units have it. */
export const HomePlace = z.strictObject({ building: Placing, number: Placing }).meta({ id: "HomePlace" });
export type HomePlace = z.infer<typeof HomePlace>;

/** Days from the subscription to the signing: signed on the very day it is 0. */
const DaysToSign = z.int().min(0).max(365);

/** A step applies when everything named here is so; what is left out does not matter. Both ends of the window belong to it. */
export const Conditions = z
  .strictObject({
    paymentMethods: someCodes.optional(),
    products: someCodes.optional(),
    /** Buildings (樓棟) and homes (指定房源): one that names both wants a home that is in both. */
    buildings: z.array(Placing).min(1).max(50).check(faults.unique("duplicate-code")).optional(),
    units: z.array(HomePlace).min(1).max(300).check(faults.uniqueUnits).optional(),
    credentials: someCodes.optional(),
    /** A proof that a buyer belongs to the account was accepted (須核驗單位身份). */
    membership: z.literal(true).optional(),
    from: BusinessDay.optional(),
    until: BusinessDay.optional(),
    /** The contract is signed at most so many days after subscription, whatever more days to sign were given. */
    signedWithinDays: DaysToSign.optional(),
  })
  .check(faults.windowInOrder)
  .meta({ id: "Conditions" });
export type Conditions = z.infer<typeof Conditions>;

/**
 * 常規折扣. Steps apply in the order of the list. Those of one `exclusionGroup` are alternatives: the best one for the
 * buyer applies, at the place of the group's first step. `applyTo` says what a rate is taken of: the price the step
 * before left, or the list price.
 */
export const RegularStep = z
  .strictObject({
    id: Id,
    names: Names,
    when: Conditions,
    exclusionGroup: Code.nullable(),
    applyTo: z.enum(["running", "list"]),
    effect: Effect,
  })
  .meta({ id: "RegularStep" });
export type RegularStep = z.infer<typeof RegularStep>;

/** 折扣檔: from this many units, exactly one of a payable rate, fen off, or fen off per square metre. */
export const Tier = z
  .strictObject({
    fromUnits: UnitCount,
    payableBps: PayableBps.optional(),
    amountFen: PositiveFen.optional(),
    perSqmFen: PositiveFen.optional(),
  })
  .check(faults.oneEffect)
  .meta({ id: "Tier" });
export type Tier = z.infer<typeof Tier>;

/** Tiers of one kind, in any order. */
export const tiers = z.array(Tier).min(1).max(20).check(faults.uniqueThresholds, faults.oneKind);

/** 團購折上折 of some categories: the tier of the units that the buyer's counting group has. */
export const GroupTable = z.strictObject({ id: Id, categories: someCodes, tiers }).meta({ id: "GroupTable" });
export type GroupTable = z.infer<typeof GroupTable>;

/** 憑證渠道: tiers for persons with a document, whatever their account. */
export const CredentialRule = z.strictObject({ id: Id, credentials: someCodes, tiers }).meta({ id: "CredentialRule" });
export type CredentialRule = z.infer<typeof CredentialRule>;

export const RewardTier = z.strictObject({ fromUnits: UnitCount, amountFen: Fen }).meta({ id: "RewardTier" });
export type RewardTier = z.infer<typeof RewardTier>;

/** 關鍵人物自購: what the key person's own purchase gets: at least the category's first tier, or the tiers of a table of its own. */
const OwnPurchase = z.union([z.literal("first-tier"), z.strictObject({ tiers })]).meta({ id: "OwnPurchase" });

/**
 * 關鍵人物獎勵: cash per rewarded unit. `slab` pays the tier of the greatest number rewarded at once for each of them,
 * `graduated` the tier of each unit's own rank. `success` is null while nobody has said what makes a referral succeed.
 */
export const RewardRule = z
  .strictObject({
    id: Id,
    categories: someCodes,
    method: z.enum(["slab", "graduated"]),
    tiers: z.array(RewardTier).min(1).max(20).check(faults.uniqueThresholds),
    success: z.enum(["signed-and-first-instalment"]).nullable(),
    continuity: z.enum(["strict", "handover"]),
    handoverDays: z.int().min(0).max(365),
    claimableAfterDays: z.int().min(0).max(365),
    recoverAll: z.boolean(),
    ownPurchase: OwnPurchase,
  })
  .meta({ id: "RewardRule" });
export type RewardRule = z.infer<typeof RewardRule>;

export const PolicyTerms = z
  .strictObject({
    rounding: z.enum(["fen", "yuan", "yuanDown"]),
    /** The least that may be paid after `group`, of the list price; null: no floor. */
    floorBps: PayableBps.nullable(),
    /** Kinds of home that the version prices; none named: all. */
    pricedProducts: codes,
    /** Kinds of home that count towards a tier; none named: all. */
    countedProducts: codes,
    regular: z.array(RegularStep).max(20).check(faults.uniqueIds),
    groupTables: z.array(GroupTable).max(30).check(faults.uniqueIds, faults.listedOnce("categories", "duplicate-category")),
    credentialRules: z.array(CredentialRule).max(30).check(faults.uniqueIds, faults.listedOnce("credentials", "duplicate-credential")),
    /** Whether a tier reached later is given to those already in (「根據整個單位成交的合計套數」). */
    retroactive: z.boolean(),
    /** What becomes of the tier when the count falls again: kept, or reversed. */
    onDrop: z.enum(["keep", "reverse"]),
    /** From which state on a home counts: once its contract is signed, or from its subscription, while it is signed in time. */
    countBasis: z.enum(["signed", "subscribed"]),
    signWithinDays: DaysToSign,
    rewardRules: z.array(RewardRule).max(30).check(faults.uniqueIds, faults.listedOnce("categories", "duplicate-category")),
  })
  .meta({ id: "PolicyTerms" });
export type PolicyTerms = z.infer<typeof PolicyTerms>;

export const PolicyStatus = z.enum(["draft", "submitted", "returned", "approved", "published", "superseded"]);
export type PolicyStatus = z.infer<typeof PolicyStatus>;

/** One version of a campaign's policy, without its terms. A published one never changes. */
export const PolicyVersionSummary = z
  .strictObject({
    id: z.string(),
    campaignId: z.string(),
    number: z.int().min(1),
    status: PolicyStatus,
    /** The first subscription day that it prices. */
    effectiveFrom: BusinessDay.nullable(),
    /** The version it was copied from. */
    basedOn: z.string().nullable(),
    /** What the developer said on deciding. */
    remark: paragraph(2000).nullable(),
    version: z.int().min(1),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: "PolicyVersionSummary" });
export type PolicyVersionSummary = z.infer<typeof PolicyVersionSummary>;

export const PolicyVersion = PolicyVersionSummary.extend({ terms: PolicyTerms }).meta({ id: "PolicyVersion" });
export type PolicyVersion = z.infer<typeof PolicyVersion>;

/** What a manager writes: the terms, and the day from which they shall hold. */
export const PolicyDraft = PolicyVersion.pick({ terms: true, effectiveFrom: true }).meta({ id: "PolicyDraft" });
export type PolicyDraft = z.infer<typeof PolicyDraft>;
