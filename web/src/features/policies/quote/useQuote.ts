import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CampaignDetail } from "../../../../../src/campaigns/contract";
import { askQuote, type PolicyVersionDetail } from "../../../api/policies";
import { useTenant } from "../../../app/session";
import { type Asking, firstAsking, requestOf } from "./asking";

/** The live quote of a version: what is asked, and the answer; asked again after each change of either. */
export function useQuote(campaign: CampaignDetail, detail: PolicyVersionDetail) {
  const { tenant } = useTenant();
  const [asking, setAsking] = useState<Asking>(() => firstAsking(campaign, detail.terms));
  const request = useSettled(requestOf(asking, detail.id));
  const query = useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign.id, "quotes", detail.id, detail.version, request],
    queryFn: async ({ signal }) => ({
      quote: await askQuote(tenant, campaign.id, request ?? notAsked(), signal),
      request: request ?? notAsked(),
    }),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

  return { asking, ask: (change: Partial<Asking>) => setAsking((now) => ({ ...now, ...change })), query, asked: request !== null };
}

export type LiveQuote = ReturnType<typeof useQuote>;

function notAsked(): never {
  throw new Error("a quote was to be asked before it was filled in");
}

/** The value once nobody has changed it for a moment, so that a number is not asked about digit by digit. */
function useSettled<Value>(value: Value): Value {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);

  return JSON.parse(settled) as Value;
}
