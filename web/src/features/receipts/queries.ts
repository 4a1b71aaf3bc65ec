import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { DealPlace } from "../../api/deals";
import { issueReceipt, lookUpOwnDeal, type Receipt, readReceipt, withdrawReceipt } from "../../api/receipts";

const keyOf = ({ tenant, campaign, deal }: DealPlace) => ["agency", tenant, "campaigns", campaign, "deals", deal, "receipt"];

/** How often the page asks again while prices follow the facts. */
const SETTLING_ASKED_EVERY_MS = 3_000;

export function useReceipt(at: DealPlace) {
  return useQuery({ queryKey: keyOf(at), queryFn: () => readReceipt(at) });
}

/** Issues or withdraws, and shows what stands then. */
export function useReceiptActs(at: DealPlace) {
  const queries = useQueryClient();
  const shown = (receipt: Receipt | null) => queries.setQueryData(keyOf(at), receipt);
  return {
    issue: async () => shown(await issueReceipt(at)),
    withdraw: async () => {
      await withdrawReceipt(at);
      shown(null);
    },
  };
}

/** What the bearer of a secret sees. */
export function useOwnDeal(secret: string) {
  return useQuery({
    queryKey: ["own-deal", secret],
    queryFn: () => lookUpOwnDeal(secret),
    enabled: secret !== "",
    refetchInterval: ({ state }) => (state.data?.isSettling ? SETTLING_ASKED_EVERY_MS : false),
  });
}
