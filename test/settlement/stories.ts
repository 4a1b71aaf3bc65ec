import fc from "fast-check";
import type { PolicyTerms, RegularStep, RewardRule } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import { addDays } from "../../src/time/business-day";
import { rate, step } from "../policies/sample-terms";
import { groupFen, regularFen } from "./facts";

/** Two rewarded units reach the second tier, three counted ones the group's: small groups cross every threshold. */
const small = (
  onDrop: "keep" | "reverse",
  retroactive = true,
  method: "slab" | "graduated" = "slab",
  ownPurchase: RewardRule["ownPurchase"] = "first-tier",
): PolicyTerms => ({
  ...plan,
  onDrop,
  retroactive,
  groupTables: [{ id: "chambers", categories: ["chamber"], tiers: [{ fromUnits: 3, payableBps: 9800 }] }],
  rewardRules: plan.rewardRules.map((rule) => ({
    ...rule,
    method,
    ownPurchase,
    tiers: [
      { fromUnits: 1, amountFen: 1_000_00 },
      { fromUnits: 2, amountFen: 1_500_00 },
    ],
  })),
});
/** The key person's own: a threshold that no other table has, one with the others', and none that is better than theirs. */
const own: RewardRule["ownPurchase"] = {
  tiers: [
    { fromUnits: 1, payableBps: 9900 },
    { fromUnits: 2, payableBps: 9850 },
    { fromUnits: 4, payableBps: 9700 },
  ],
};
const fromSubscription = (terms: PolicyTerms): PolicyTerms => ({ ...terms, countBasis: "subscribed" });
export const idOf = (at: number) => `deal-${at}`;
/** Two homes and one that a supplement brings, for each beginning that numbers have. */
const chosen = (tag: string) => [
  { building: "1棟", number: `${tag}${idOf(1)}` },
  { building: "1棟", number: `${tag}${idOf(2)}` },
  { building: "2棟", number: `${tag}P-1` },
];

/** What hangs on the home, the membership and the signing; of the two for homes a supplement brings and takes one each. */
export const hanging: RegularStep[] = [
  step("early", { when: { signedWithinDays: 2 }, ...rate(9900) }),
  step("member", { when: { membership: true }, ...rate(9850) }),
  step("first-building", { when: { buildings: ["1棟"] }, ...rate(9950) }),
  step("chosen", { when: { units: ["", "a-", "b-"].flatMap(chosen) }, ...rate(9930) }),
];
const withSteps = (terms: PolicyTerms, steps: RegularStep[]): PolicyTerms => ({ ...terms, regular: [...terms.regular, ...steps] });
const kinds = [
  small("keep"),
  small("reverse"),
  small("keep", false),
  small("reverse", true, "graduated"),
  fromSubscription(small("keep")),
  fromSubscription(small("reverse")),
  fromSubscription(small("keep", false)),
  small("keep", true, "slab", own),
  small("reverse", true, "slab", own),
  small("keep", false, "slab", own),
];
/** Three that settle differently, all with the discounts that follow the facts: as versions of one campaign follow each other. */
export const versions = [
  withSteps(small("keep"), hanging),
  withSteps(small("reverse", true, "slab", own), hanging),
  withSteps(fromSubscription(small("keep", false)), hanging),
];

/** A policy of one of the kinds that settle differently, with some of the discounts that follow the facts. */
export const policy: fc.Arbitrary<PolicyTerms> = fc
  .tuple(fc.constantFrom(...kinds), fc.subarray(hanging))
  .map(([terms, steps]) => withSteps(terms, steps));

/** What happens to a deal, in the order in which it can be typed. A proof may be checked at any time, and a special price approved. */
const steps = ["sign", "due", "pay", "cancel"] as const;
export type Step = (typeof steps)[number] | "prove" | "approve" | "supplement" | "sign wrongly" | "take back" | StepBeside;

/** What is typed of a home beside its contract where several engagements count together. */
export type StepBeside =
  | "subscribe"
  | "extend"
  | "prove credential"
  | "prove anew"
  | "amend again"
  | "pay rest"
  | "refund"
  | StepOfEngagement;

/** What is typed of an engagement: who was met, whether that is confirmed, and who is its key person from which day on. */
type StepOfEngagement = "visit" | "meet wrongly" | "correct" | "confirm visit" | "change" | "change back";

/** What a story says more where several engagements count together. */
export interface Beside {
  /** Which of the engagements, by its place. */
  engagement: number;
  /** Who buys: one of those who are key persons at some time, or somebody else. */
  buyer: string;
  /** By whom, null: the engagement's first key person, and so many days before the subscription: 0 and less is too late. */
  referral: { by: string | null; before: number } | null;
  credential: boolean;
  /** More days to sign are given, so many after the subscription. */
  extendedBy: number | null;
  /** Who took the home over is one of them too. */
  provesAnew: boolean;
  again: Amended | null;
  /** False: no first instalment is due, all of the price is paid. */
  hasDue: boolean;
  restAfter: number;
  refundAfter: number | null;
}

export interface Story {
  /** Subscribed so many days before its signing day: past the seventh it is signed late. */
  heldFor: number;
  /** False: the signing day goes by without a contract. */
  isSigned: boolean;
  signedOn: string;
  paidAfter: number;
  /** Null: it stays. */
  cancelledAfter: number | null;
  isMember: boolean;
  isReferred: boolean;
  /** The key person buys. */
  isOwn: boolean;
  contractPriceFen: number;
  special: Special | null;
  supplement: Amended | null;
  /** Typed so first: confirmed so by finance perhaps, then taken back and typed right. */
  mistyped: Pick<Story, "signedOn" | "contractPriceFen"> | null;
  /** Told where several engagements count together; left out: the home is subscribed in the one that there is. */
  beside?: Beside;
}

/** A supplement, signed some days after the contract. */
export interface Amended {
  kind: "payment-method" | "price" | "outsider" | "unit" | "area" | "family" | "engagement";
  after: number;
  contractPriceFen: number;
}

export const amended: fc.Arbitrary<Amended> = fc.record({
  kind: fc.constantFrom("payment-method", "price", "outsider", "unit"),
  after: fc.integer({ min: 0, max: 10 }),
  contractPriceFen: fc.constantFrom(420_000_00, groupFen, regularFen, 437_580_00),
});

/** A special price, for the deal or for the whole engagement. */
export interface Special {
  forAll: boolean;
  payableBps: number;
  /** Of the whole engagement: a table of its own, with a commitment or without; null: the rate. */
  table: { commitment: { units: number; byAfter: number; hasFallback: boolean } | null } | null;
  replacesGroup: boolean;
  counts: boolean;
  approvedAfter: number;
  validFor: number;
}

const special: fc.Arbitrary<Special> = fc.record({
  forAll: fc.boolean(),
  payableBps: fc.constantFrom(9700, 9900),
  table: fc.option(
    fc.record({
      commitment: fc.option(
        fc.record({ units: fc.integer({ min: 2, max: 5 }), byAfter: fc.integer({ min: -2, max: 9 }), hasFallback: fc.boolean() }),
      ),
    }),
    { freq: 2 },
  ),
  replacesGroup: fc.boolean(),
  counts: fc.boolean(),
  approvedAfter: fc.integer({ min: -6, max: 8 }),
  validFor: fc.integer({ min: -1, max: 6 }),
});

export const story = fc.record({
  heldFor: fc.constantFrom(0, 2, 2, 4, 7, 8),
  isSigned: fc.nat(3).map((one) => one > 0),
  signedOn: fc.integer({ min: 0, max: 12 }).map((after) => addDays("2008-06-03", after)),
  paidAfter: fc.integer({ min: -2, max: 10 }),
  cancelledAfter: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 2 }),
  isMember: fc.boolean().map((isNot) => !isNot),
  isReferred: fc.boolean(),
  isOwn: fc.nat(3).map((one) => one === 0),
  contractPriceFen: fc.constantFrom(regularFen, groupFen),
  special: fc.option(special, { freq: 2 }),
  supplement: fc.option(amended, { freq: 2 }),
  mistyped: fc.option(
    fc.record({
      signedOn: fc.integer({ min: 0, max: 12 }).map((after) => addDays("2008-06-03", after)),
      contractPriceFen: fc.constantFrom(420_000_00, regularFen, 437_580_00),
    }),
    { freq: 2 },
  ),
});

/** All steps of all deals: each deal's own in their order, those of different deals shuffled. */
export function typedIn(stories: Story[], keys: Iterator<number>): { at: number; step: Step }[] {
  return interleaved(queuesOf(stories, keys), keys);
}

/** What is typed of each deal, in an order that it can be typed in. */
export function queuesOf(stories: Story[], keys: Iterator<number>): Typed[][] {
  return stories.map(({ cancelledAfter, isMember, isSigned, special, supplement, mistyped, beside }, at) => {
    const own: Step[] = steps.filter((step) => (step !== "cancel" || cancelledAfter !== null) && (step !== "sign" || isSigned));
    // Only what was signed has supplements, and what was cancelled gets none.
    if (supplement && isSigned) own.splice(1 + ((keys.next().value as number) % 3), 0, "supplement");
    // The last place is after a cancellation, when no proof is taken any more.
    if (isMember) own.splice((keys.next().value as number) % own.length, 0, "prove");
    if (special) own.splice((keys.next().value as number) % own.length, 0, "approve");
    // Also of a home that was never signed at all: it was another's contract.
    if (mistyped) {
      const before = isSigned ? own.indexOf("sign") : own.length - (cancelledAfter === null ? 0 : 1);
      const first = (keys.next().value as number) % (before + 1);
      own.splice(first, 0, "sign wrongly");
      own.splice(first + 1 + ((keys.next().value as number) % (before + 1 - first)), 0, "take back");
    }

    return (beside ? stepsBeside(own, beside, keys) : own).map((step) => ({ at, step }));
  });
}

/** The steps of a home with those that a story tells beside: the subscription first, nothing after a cancellation. */
export function stepsBeside(own: Step[], told: Beside, keys: Iterator<number>): Step[] {
  const all = [...own];
  const key = () => keys.next().value as number;
  const add = (step: Step, after: number) => {
    const end = all.at(-1) === "cancel" ? all.length - 1 : all.length;
    all.splice(after + (key() % (Math.max(end, after) + 1 - after)), 0, step);
  };
  const [amendedAt, paidAt] = [all.indexOf("supplement"), all.indexOf("pay")];
  if (told.again && amendedAt >= 0) add("amend again", amendedAt + 1);
  if (told.provesAnew && amendedAt >= 0) add("prove anew", amendedAt + 1);
  if (paidAt >= 0) add("pay rest", all.indexOf("pay") + 1);
  if (paidAt >= 0 && told.refundAfter !== null) add("refund", all.indexOf("pay") + 1);
  if (told.extendedBy !== null) add("extend", 0);
  if (told.credential) add("prove credential", 0);

  return ["subscribe", ...all];
}

/** A step, and of which deal or engagement by its place. */
export type Typed = { at: number; step: Step; of?: "engagement" };

/** All of all queues, each in its own order. */
export function interleaved(queues: Typed[][], keys: Iterator<number>): Typed[] {
  const left = queues.map((queue) => [...queue]);
  const typed: Typed[] = [];
  while (left.some(({ length }) => length > 0)) {
    const open = left.filter(({ length }) => length > 0);
    const next = open[(keys.next().value as number) % open.length]?.shift();
    if (next) typed.push(next);
  }

  return typed;
}

/** The same, without a signing that has to be taken back. */
export const rightAtOnce = (told: Story): Story => ({ ...told, mistyped: null });

/** Every deal is typed to its end before the next. */
export function* zeros(): Generator<number> {
  while (true) yield 0;
}
