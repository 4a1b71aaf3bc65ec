import type { BusinessDay } from "../time/contract";
import { standingOf } from "./counting/rules";
import type { GroupRows } from "./facts";
import type { StandingLine } from "./posting/rules";
import type { DealFacts } from "./rules";

/** A deal of a group as it was read, in the shape of the rule, with the lines that stand. */
export interface FoundDeal {
  row: GroupRows[2][number];
  facts: DealFacts;
  lines: StandingLine[];
}

/** The rows of a group in the shape of the rules. @throws Error for a deal without its version, which a key forbids */
export function dealFactsOf([[group], engagements, deals, versions, , , lines]: GroupRows): FoundDeal[] {
  const termsOf = new Map(versions.map(({ id, terms }) => [id, terms]));
  const engagementOf = new Map(engagements.map((engagement) => [engagement.id, engagement]));
  const linesOf = Map.groupBy(lines, ({ dealId }) => dealId);

  return deals.map((row) => {
    const terms = termsOf.get(row.policyVersionId);
    const engagement = engagementOf.get(row.engagementId);
    if (!terms || !engagement || !group) throw new Error("a deal without its version or engagement");
    const { id, subscribedOn, signedOn, cancelledOn, contractPriceFen, isOwnPurchase } = row;

    return {
      row,
      lines: (linesOf.get(id) ?? []) as StandingLine[],
      facts: {
        id,
        terms,
        home: { listPriceFen: row.listPriceFen, areaCentiSqm: row.areaCentiSqm, product: row.product },
        buyer: { category: row.category, paymentMethod: row.paymentMethod, credential: row.credential, on: subscribedOn },
        standing: standingOf(terms, group, {
          engagementId: row.engagementId,
          product: row.product,
          subscribedOn,
          signedOn,
          cancelledOn,
          extendedTo: row.extendedTo,
          isMember: row.isMember,
          specialCounts: true,
        }),
        signedOn,
        cancelledOn,
        contractPriceFen,
        special: null,
        isOwnPurchase,
        settledOn: engagement.settledOn,
      },
    };
  });
}

/** The day on which what is due as first instalment had come in, as finance confirmed it; null before. */
export function firstInstalmentOn(entries: GroupRows[5]): BusinessDay | null {
  const dueFen = entries.filter(({ kind }) => kind === "due").reduce((sum, { amountFen }) => sum + amountFen, 0);
  let receivedFen = 0;
  for (const { amountFen, onDay } of entries.filter(({ kind }) => kind === "receipt").toSorted((a, b) => (a.onDay < b.onDay ? -1 : 1))) {
    receivedFen += amountFen;
    if (receivedFen >= dueFen) return onDay;
  }

  return null;
}
