import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { readResults, type Span } from "../../api/results";
import { useTenant } from "../../app/session";
import { useLanguage } from "../../i18n/useT";

/** Figures that are still being reckoned are asked for again after so long. */
const againAfterMs = 3000;

/** What a campaign has come to, with the words of the measures in the language of the page. */
export function useResults(campaign: string, span: Span) {
  const { tenant } = useTenant();
  const language = useLanguage();
  return useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "results", span, language],
    queryFn: () => readResults(tenant, campaign, span),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.isReckoning ? againAfterMs : false),
  });
}
