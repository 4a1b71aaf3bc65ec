import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignDetail } from "../../../../../src/campaigns/contract";
import { askQuote, type PolicyVersionDetail, type QuoteRequest } from "../../../api/policies";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLanguage } from "../../../i18n/useT";
import { useSettled } from "../../../lib/useSettled";
import { type Asking, firstAsking, questionOf, requestOf } from "./asking";
import { factsAsked } from "./facts";

/** The live quote of a version: what is asked, and the answer; asked again after each change of either. */
export function useQuote(campaign: CampaignDetail, detail: PolicyVersionDetail) {
  const [asking, setAsking] = useState<Asking>(() => firstAsking(campaign, detail.terms));
  const { tenant } = useTenant();
  const request = requestOf(asking, detail.id);
  const query = useSlip(campaign.id, request, detail.version);

  return {
    asking,
    ask: (change: Partial<Asking>) => setAsking((now) => ({ ...now, ...change })),
    /** What its steps ask beside the ordinary. */
    facts: factsAsked(detail.terms),
    query,
    asked: request !== null,
    /** Where the quote can be printed and saved. */
    slipHref: paths.quoteSlip(tenant, campaign.id, questionOf(asking, detail.id)),
  };
}

/** The answer to a question, once nobody has changed it for a moment. @param edition differs when the terms do */
export function useSlip(campaign: string, question: QuoteRequest | null, edition: number) {
  const { tenant } = useTenant();
  const language = useLanguage();
  const request = useSettled(question);

  return useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "quotes", edition, request, language],
    queryFn: ({ signal }) => askQuote(tenant, campaign, request ?? notAsked(), signal),
    enabled: request !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type LiveQuote = ReturnType<typeof useQuote>;

function notAsked(): never {
  throw new Error("a quote was to be asked before it was filled in");
}
