import fc from "fast-check";
import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
import type { SpecialPrice } from "../../src/policies/quoting/contract";
import type { GroupRows } from "../../src/settlement/facts";
import { postingOf } from "../../src/settlement/posting/rules";
import { type Settled, settle } from "../../src/settlement/rules";
import { dealFactsOf, rewardsOf } from "../../src/settlement/shape";
import { addDays } from "../../src/time/business-day";
import { type Amended, idOf, type Special, type Step, type Story, typedIn, zeros } from "./stories";

type DealRow = GroupRows[2][number];
type Line = GroupRows[6][number];

/** A settlement among the facts, by how many were typed before: settled, final, opened again. All is settled at the end. */
export interface Closing {
  settledAfter: number;
  finalAfter: number;
  reopenedAfter: number;
}

export const closing: fc.Arbitrary<Closing> = fc.tuple(fc.nat(20), fc.nat(6), fc.nat(8)).map(([settledAfter, more, further]) => ({
  settledAfter,
  finalAfter: settledAfter + more,
  reopenedAfter: settledAfter + more + further,
}));

/** What is known of the deals of some stories, as facts of an engagement are recorded of them without a database. */
function recording(terms: PolicyTerms[], stories: Story[], today: string) {
  const deals: DealRow[] = stories.map(({ signedOn, heldFor, isReferred, isOwn }, at) => ({
    id: idOf(at),
    engagementId: "e",
    unitNumber: idOf(at),
    building: "1棟",
    product: "residence",
    areaCentiSqm: 13_000,
    listPriceFen: 442_000_00,
    policyVersionId: `v${at % terms.length}`,
    category: "chamber",
    paymentMethod: "lump-sum",
    subscribedOn: addDays(signedOn, -heldFor),
    signedOn: null,
    cancelledOn: null,
    extendedTo: null,
    contractPriceFen: null,
    isSigningConfirmed: false,
    credential: null,
    claimedCredential: null,
    isMember: false,
    isOwnPurchase: isOwn,
    referrerId: isReferred ? "chairman" : null,
    referredOn: isReferred ? "2008-05-20" : null,
  }));
  const entries: GroupRows[5][number][] = [];
  const specials: GroupRows[8][number][] = [];
  const supplements: GroupRows[10][number][] = [];
  const posted: GroupRows[7][number][] = [];
  /** What stands in the books now, whether the engagement is settled, and the day. */
  const state = { lines: [] as Line[], settledOn: null as string | null, on: today };
  const group = { rootId: "r", version: 1, settledVersion: 0, lapsesOn: null, campaignId: "c", campaignName: "c", zone: "Asia/Shanghai" };
  const rows = (): GroupRows => [
    [{ ...group, ...plan2008Window, readAt: Date.parse(`${state.on}T04:00:00Z`) }],
    [{ id: "e", category: "chamber", credential: null, settledOn: state.settledOn, firstVisitOn: "2008-05-16" }],
    deals,
    terms.map((one, at) => ({ id: `v${at}`, terms: one })),
    [{ engagementId: "e", personId: "chairman", from: "2008-05-16", until: null }],
    entries,
    state.lines,
    posted,
    specials.filter(({ dealId }) => dealId !== null),
    specials.filter(({ dealId }) => dealId === null),
    supplements,
  ];
  const record = ({ at, step }: { at: number; step: Step }) => {
    const deal = deals[at];
    const told = stories[at];
    if (!deal || !told) return;
    const money = {
      dealId: deal.id,
      item: "first-instalment" as const,
      amountFen: 100_000_00,
      onDay: addDays(told.signedOn, told.paidAfter),
    };
    const brought = supplements.find(({ dealId, change }) => dealId === deal.id && change.some(({ field }) => field === "isFamily"));
    // The proof was handed in by who bought at first, whenever it is checked.
    if (step === "prove" && brought) brought.wasMember = true;
    if (step === "prove" && !brought) deal.isMember = true;
    if (step === "supplement" && told.supplement) amend(deal, told.signedOn, told.supplement);
    const contract = step === "sign" ? told : step === "sign wrongly" ? told.mistyped : null;
    if (contract) {
      const { signedOn, contractPriceFen } = contract;
      Object.assign(deal, { signedOn, contractPriceFen, isSigningConfirmed: true });
    }
    // As `unsigning` writes it: the lines are withdrawn with the fact.
    if (step === "take back") {
      Object.assign(deal, { signedOn: null, contractPriceFen: null, isSigningConfirmed: false });
      state.lines = state.lines.filter(({ dealId }) => dealId !== deal.id);
    }
    if (step === "due") entries.push({ ...money, kind: "due" });
    if (step === "pay") entries.push({ ...money, kind: "receipt" });
    if (step === "approve" && told.special) specials.push(approvedRow(at, deal.id, told.signedOn, told.special));
    if (step === "cancel") deal.cancelledOn = addDays(told.signedOn, told.cancelledAfter ?? 0);
  };
  const amend = (deal: DealRow, signedOn: string, { kind, after, contractPriceFen }: Amended) => {
    const to: Partial<DealRow> = {
      "payment-method": { paymentMethod: "mortgage", contractPriceFen },
      price: { contractPriceFen },
      outsider: { isMember: false },
      unit: { building: "2棟", unitNumber: "P-1", product: "parking", listPriceFen: 440_000_00, contractPriceFen },
    }[kind];
    const fields = Object.entries(to).map(([field, value]) => ({ field, from: deal[field as keyof DealRow], to: value }));
    supplements.push({
      id: `supplement-${deal.id}`,
      dealId: deal.id,
      kind: kind === "outsider" ? "name" : kind,
      signedOn: addDays(signedOn, after),
      documentNumber: "BC-1",
      change: kind === "outsider" ? [{ field: "isFamily", to: false }] : fields,
      wasMember: deal.isMember,
      hadCredential: false,
    });
    Object.assign(deal, to);
  };

  return { deals, posted, state, rows, record };
}

/** The rows of a group of which all has been typed and nothing settled. */
export function rowsOf(terms: PolicyTerms[], stories: Story[], today = "2008-07-30"): GroupRows {
  const { rows, record } = recording(terms, stories, today);
  for (const one of typedIn(stories, zeros())) record(one);

  return rows();
}

/**
 * Types facts one after the other and settles after each, as the store does. What is refused of a settled engagement is
 * typed once it has been opened again.
 */
export function history(
  terms: PolicyTerms[],
  stories: Story[],
  typed: { at: number; step: Step }[],
  around: Closing | null = null,
  endsOn: string | null = null,
  today = "2008-07-30",
) {
  const { deals, posted, state, rows, record } = recording(terms, stories, today);
  let serial = 0;
  const bring = () => {
    const found = dealFactsOf(rows());
    const prices = settle(found.map(({ facts }) => facts));
    found.forEach(({ row, facts, lines: standing }, at) => {
      const { withdrawn, lines: due } = postingOf(standing, prices[at] as Settled, facts.cancelledOn !== null);
      state.lines = state.lines.filter(({ id }) => !withdrawn.includes(id));
      for (const line of due) {
        serial += 1;
        const isFinal = line.kind !== "adjustment";
        const id = `line-${`${serial}`.padStart(6, "0")}`;
        state.lines = [...state.lines, { id, dealId: row.id, state: isFinal ? "final" : "provisional", ...line }];
      }
    });
    for (const { missing } of rewardsOf(rows(), found))
      for (const { recoversId: _, ...entry } of missing) posted.push({ id: `entry-${posted.length}`, engagementId: "e", ...entry });

    return prices;
  };
  const type = (one: { at: number; step: Step }) => {
    record(one);
    bring();
  };
  let refused: typeof typed = [];
  typed.forEach((one, count) => {
    state.on = addDays(today, count - typed.length);
    if (around && count === around.settledAfter) state.settledOn = endsOn;
    if (around && count === around.finalAfter && state.settledOn !== null)
      state.lines = state.lines.map((line) => ({ ...line, state: line.state === "provisional" ? "final" : line.state }));
    if (around && count === around.reopenedAfter) {
      state.settledOn = null;
      for (const late of refused) type(late);
      refused = [];
    }
    if (state.settledOn === null || one.step === "due" || one.step === "pay") type(one);
    else refused.push(one);
  });
  state.on = today;
  state.settledOn = null;
  for (const late of refused) type(late);
  state.settledOn = endsOn;
  const sumOf = (of: { dealId: string; amountFen: number }[], id: string) =>
    of.filter(({ dealId }) => dealId === id).reduce((sum, { amountFen }) => sum + amountFen, 0);

  const prices = bring();
  const ofSupplements = state.lines.filter(({ because }) => because?.kind === "supplement");
  /** What each supplement posted, and should have: of homes that stand. */
  const amendedBy = deals.flatMap(({ id, cancelledOn }, at) => {
    const moves = prices[at]?.moves.filter(({ because }) => because?.kind === "supplement") ?? [];
    return cancelledOn === null
      ? [{ posted: sumOf(ofSupplements, id), moved: moves.reduce((sum, { amountFen }) => sum + amountFen, 0) }]
      : [];
  });

  return {
    prices,
    amendedBy,
    raised: deals.filter(({ contractPriceFen }, at) => contractPriceFen !== null && (prices[at]?.payableFen ?? 0) > contractPriceFen),
    lines: deals.map(({ id }) => sumOf(state.lines, id)),
    rewards: deals.map(({ id }) => sumOf(posted, id)),
  };
}

/** Its number is that of the request, whenever it was approved. */
function approvedRow(at: number, dealId: string, signedOn: string, told: Special): GroupRows[8][number] {
  const { forAll, payableBps, table, replacesGroup, counts, approvedAfter, validFor } = told;
  const approvedOn = addDays(signedOn, approvedAfter);
  const commitment = table?.commitment ?? null;
  const tabled: SpecialPrice["effect"] = {
    kind: "tiers",
    tiers: [
      { fromUnits: 2, payableBps: 9850 },
      { fromUnits: 4, payableBps: 9600 },
    ],
    commitment: commitment && {
      units: commitment.units,
      by: addDays(signedOn, commitment.byAfter),
      fallback: commitment.hasFallback ? { kind: "rate", payableBps } : null,
    },
  };
  const isTabled = forAll && table !== null;

  return {
    id: `special-${at}`,
    number: at + 1,
    dealId: forAll ? null : dealId,
    engagementId: forAll ? "e" : null,
    terms: {
      effect: isTabled ? tabled : { kind: "rate", payableBps },
      replacesGroup,
      floorBps: null,
      counts: counts || isTabled,
      validUntil: addDays(signedOn, validFor),
    },
    counterTerms: null,
    approvedAt: Date.parse(`${approvedOn}T04:00:00Z`),
  };
}
