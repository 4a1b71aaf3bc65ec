import type { Deal, DealDetail } from "../../../src/deals/contract";
import type { ChangeEffect, GroupEffect } from "../../../src/settlement/preview/contract";
import type { SupplementChange } from "../../../src/settlement/supplements/contract";
import { type Selling, signed, subscribed } from "../../support/deals";
import { as } from "../../support/kit";

export type Effect = ChangeEffect & { joined: GroupEffect | null };

/** Homes of the engagement, signed on a day at a price. */
export async function homes(at: Selling, count: number, signedOn: string, fen: number): Promise<Deal[]> {
  const deals: Deal[] = [];
  for (let n = 0; n < count; n += 1) {
    const deal = await subscribed(at, { subscribedOn: signedOn });
    await signed(at, deal.id, signedOn, fen);
    deals.push(deal);
  }

  return deals;
}

export const mortgage: SupplementChange = { kind: "payment-method", paymentMethod: "mortgage", contractPriceFen: 437_580_00 };

let papers = 0;
const nextPaper = () => {
  papers += 1;

  return `BC-${papers}`;
};

/** A supplement recorded by the manager, and the same one only asked about. */
export async function supplements(at: Selling) {
  const staff = as(await at.agency.member("manager"));
  const path = ({ id }: Pick<Deal, "id">) => `${at.path}/deals/${id}/supplements`;

  return {
    ask: (deal: Pick<Deal, "id">, change: SupplementChange, signedOn: string) =>
      staff.post<Effect>(`${path(deal)}/preview`, { change, signedOn }),
    record: (deal: Pick<Deal, "id">, change: SupplementChange, signedOn: string, documentNumber = nextPaper()) =>
      staff.post<DealDetail>(path(deal), { change, signedOn, documentNumber }),
  };
}
