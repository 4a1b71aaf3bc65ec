import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type Benefits,
  type BenefitsConfirmation,
  type BenefitsPlace,
  confirmBenefits,
  issueBenefits,
  listBenefits,
  listDealBenefits,
  type NewBenefits,
  readBenefits,
  voidBenefits,
} from "../../api/benefits";
import type { DealPlace } from "../../api/deals";
import type { EngagementPlace } from "../../api/engagements";
import { isProblem } from "../../api/problem";

const keyOf = ({ tenant, campaign, engagement }: EngagementPlace) =>
  ["agency", tenant, "campaigns", campaign, "engagements", engagement, "benefits"] as const;

/** The confirmations of an engagement, page by page. */
export function useBenefitsList(at: EngagementPlace) {
  return useInfiniteQuery({
    queryKey: [...keyOf(at), "list"],
    queryFn: ({ pageParam }) => listBenefits(at, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function useBenefits(at: BenefitsPlace) {
  return useQuery({ queryKey: [...keyOf(at), at.benefits], queryFn: () => readBenefits(at) });
}

/** Those that a deal was subscribed on. */
export function useDealBenefits({ tenant, campaign, deal }: DealPlace) {
  return useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "deals", deal, "benefits"],
    queryFn: () => listDealBenefits({ tenant, campaign, deal }),
  });
}

/** What is done with the papers of an engagement; refused since somebody was faster, they are asked again. */
export function useBenefitActs(at: EngagementPlace) {
  const queries = useQueryClient();
  const shown = async (act: Promise<Benefits>) => {
    try {
      const paper = await act;
      queries.setQueryData([...keyOf(at), paper.id], paper);
      await queries.invalidateQueries({ queryKey: [...keyOf(at), "list"] });
      return paper;
    } catch (error) {
      if (isProblem(error, "wrong-state", "benefits-open", "person-has-home")) await queries.invalidateQueries({ queryKey: keyOf(at) });
      throw error;
    }
  };

  return {
    issue: (asked: NewBenefits) => shown(issueBenefits(at, asked)),
    confirm: (benefits: string, signed: BenefitsConfirmation) => shown(confirmBenefits({ ...at, benefits }, signed)),
    void: (benefits: string, reason: string) => shown(voidBenefits({ ...at, benefits }, reason)),
  };
}
