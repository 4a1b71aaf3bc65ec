import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import type { DealPlace } from "../../api/deals";
import { confirmOffer, issueOffer, listOffers, type NewOffer, type Offer, type OfferConfirmation, voidOffer } from "../../api/offers";
import { isProblem } from "../../api/problem";

const dealKey = ({ tenant, campaign, deal }: DealPlace) => ["agency", tenant, "campaigns", campaign, "deals", deal];
const keyOf = (at: DealPlace) => [...dealKey(at), "offers"];

/** The papers of a deal; none is asked for while it is not said of which. */
export function useOffers(at: DealPlace | null) {
  return useQuery({ queryKey: at ? keyOf(at) : ["offers"], queryFn: at ? () => listOffers(at) : skipToken });
}

/** What is done with the papers of a deal; each shows what stands then. Refused since somebody was faster, the deal is asked again. */
export function useOfferActs(at: DealPlace) {
  const queries = useQueryClient();
  const shown = async (act: Promise<Offer[]>) => {
    try {
      queries.setQueryData(keyOf(at), await act);
    } catch (error) {
      if (isProblem(error, "wrong-state", "already-signed", "deal-cancelled", "still-settling"))
        await queries.invalidateQueries({ queryKey: dealKey(at) });
      throw error;
    }
  };

  return {
    issue: (asked: NewOffer) => shown(issueOffer(at, asked)),
    confirm: (offer: string, signed: OfferConfirmation) => shown(confirmOffer(at, offer, signed)),
    void: (offer: string, reason: string) => shown(voidOffer(at, offer, reason)),
  };
}
