import { tableOf } from "../../../policies/quoting/tiers/rules";
import type { BusinessDay } from "../../../time/contract";
import type { DealRow, GroupRows } from "../../facts";
import { pricedAt, settle } from "../../rules";
import { dealFactsOf } from "../../shape";
import { countedNow, stillAhead } from "../../statement/rules";
import type { SpecialEvaluation, SpecialScope, SpecialTerms } from "../contract";

/** Homes that an evaluation names; its sums are of all. */
const namedAtMost = 50;

/**
 * What a special price would cost against the price without it, by the rule that settles: the group is reckoned without it
 * and with it. Signed homes in its scope as they stand; those not signed yet as if they were signed today, or on the last
 * day that is in time for it; cancelled ones are left out. Where more are to count (`ahead`), those not signed yet are
 * taken to have proved by then that they belong: else a table would seem to cost nothing while nobody was checked.
 *
 * @param now UTC milliseconds, as the moment of its yes; `today` the same as a day of the project
 */
export function evaluationOf(
  rows: GroupRows,
  about: SpecialScope,
  terms: SpecialTerms,
  { now, today }: { now: number; today: BusinessDay },
): SpecialEvaluation {
  const isAbout = (deal: DealRow) =>
    deal.cancelledOn === null && (about.kind === "deal" ? deal.id === about.dealId : deal.engagementId === about.engagementId);
  const scoped = new Map(rows.deals.filter(isAbout).map((deal) => [deal.id, deal]));
  const withIt = withSpecial(rows, about, { id: "asked", number: Number.MAX_SAFE_INTEGER, terms, counterTerms: null, approvedAt: now });
  const ifSigned = (which: GroupRows): GroupRows => ({
    ...which,
    deals: which.deals.map((deal) =>
      scoped.has(deal.id) && deal.signedOn === null
        ? { ...deal, signedOn: later(today < terms.validUntil ? today : terms.validUntil, deal.subscribedOn) }
        : deal,
    ),
  });
  const ifProved = (which: GroupRows): GroupRows => ({
    ...which,
    deals: which.deals.map((deal) => (scoped.get(deal.id)?.signedOn === null ? { ...deal, isMember: true } : deal)),
  });
  const [standing, signed] = [
    { before: reckoned(rows), after: reckoned(withIt) },
    { before: reckoned(ifSigned(rows)), after: reckoned(ifSigned(withIt)) },
  ];
  const homes = [...scoped.values()].map(({ id, building, unitNumber, signedOn, listPriceFen }) => {
    const { before, after } = signedOn === null ? signed : standing;

    return {
      dealId: id,
      building,
      unitNumber,
      isSigned: signedOn !== null,
      listPriceFen,
      beforeFen: before.prices.get(id) ?? 0,
      afterFen: after.prices.get(id) ?? 0,
    };
  });
  const others = ({ prices }: Reckoned) => [...prices].reduce((sum, [id, fen]) => (scoped.has(id) ? sum : sum + fen), 0);

  return {
    homes: homes.slice(0, namedAtMost),
    beforeFen: homes.reduce((sum, { beforeFen }) => sum + beforeFen, 0),
    afterFen: homes.reduce((sum, { afterFen }) => sum + afterFen, 0),
    othersFen: others(signed.after) - others(signed.before),
    countedUnits: { before: signed.before.counted, after: signed.after.counted },
    ...ahead(),
  };

  function ahead(): Pick<SpecialEvaluation, "ahead"> {
    const table = tableOf(terms);
    if (!table) return {};
    const last = Math.max(...table.tiers.map(({ fromUnits }) => fromUnits));
    const asked = [...new Set([table.commitment?.units ?? last, last])].filter((units) => units > signed.after.counted);
    const sumOf = (which: GroupRows, units: number) =>
      pricesAt(ifProved(ifSigned(which)), units)
        .filter(({ id }) => scoped.has(id))
        .reduce((sum, { fen, isMoved, id }) => sum + (isMoved || scoped.get(id)?.signedOn === null ? fen.ahead : fen.now), 0);

    return {
      ahead: asked
        .toSorted((one, other) => one - other)
        .map((units) => ({ units, beforeFen: sumOf(rows, units), afterFen: sumOf(withIt, units) })),
    };
  }
}

interface Reckoned {
  counted: number;
  prices: Map<string, number>;
}

function reckoned(rows: GroupRows): Reckoned {
  const facts = dealFactsOf(rows).map(({ facts: one }) => one);

  return { counted: countedNow(facts), prices: new Map(settle(facts).map(({ id, payableFen }) => [id, payableFen ?? 0])) };
}

/** What each deal costs, and what it would where so many counted; `isMoved`: by its version a signed one follows the count. */
function pricesAt(rows: GroupRows, units: number) {
  const facts = dealFactsOf(rows).map(({ facts: one }) => one);
  const settled = settle(facts);

  return stillAhead(facts).map((deal, at) => {
    const now = settled[at]?.payableFen ?? 0;
    const then = deal.standing.standing === "counted" ? Math.min(now, pricedAt(deal, units).priced.payableFen) : now;

    return { id: deal.id, fen: { now, ahead: then }, isMoved: deal.terms.retroactive };
  });
}

/** The group's facts with one more special price that has its yes. */
function withSpecial(
  rows: GroupRows,
  about: SpecialScope,
  special: Omit<GroupRows["ownSpecials"][number], "dealId" | "engagementId">,
): GroupRows {
  return about.kind === "deal"
    ? { ...rows, ownSpecials: [...rows.ownSpecials, { ...special, dealId: about.dealId, engagementId: null }] }
    : { ...rows, sharedSpecials: [...rows.sharedSpecials, { ...special, dealId: null, engagementId: about.engagementId }] };
}

const later = (one: BusinessDay, other: BusinessDay): BusinessDay => (one > other ? one : other);
