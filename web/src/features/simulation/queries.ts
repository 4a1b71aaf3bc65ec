import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { simulateVersion } from "../../api/simulation";
import { useTenant } from "../../app/session";

/** What a version would do to every group, read on by itself until all are there. @param edition of the version: edited, it is reckoned anew */
export function useSimulation(campaign: string, version: string, edition: number | undefined) {
  const { tenant } = useTenant();
  const query = useInfiniteQuery({
    queryKey: ["agency", tenant, "campaigns", campaign, "simulation", version, edition],
    queryFn: ({ pageParam }) => simulateVersion(tenant, campaign, version, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    enabled: edition !== undefined,
    staleTime: 0,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);

  return query;
}
