import { skipToken, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ApprovalBox,
  type ApprovalDetail,
  listApprovals,
  listHandedApprovals,
  readApproval,
  readHandedApproval,
} from "../../api/approvals";
import type { Page } from "../../api/session";
import { useTenant } from "../../app/session";
import { type ApprovalLine, type ApprovalPlace, lineOfAgency, lineOfDeveloper } from "./lines";

/** One box of this tenant's inbox, newest first. */
export function useApprovals(box: ApprovalBox) {
  const { kind, tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [kind, tenant, "approvals", "list", box],
    queryFn: ({ pageParam }): Promise<Page<ApprovalLine>> =>
      kind === "agency"
        ? listApprovals(tenant, box, pageParam).then((page) => ({ ...page, items: page.items.map((item) => lineOfAgency(tenant, item)) }))
        : listHandedApprovals(tenant, box === "decided" ? "decided" : "waiting", pageParam).then((page) => ({
            ...page,
            items: page.items.map((item) => lineOfDeveloper(tenant, item)),
          })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

/** One approval in full; none is asked for while nothing is open. */
export function useApproval(place: ApprovalPlace | null) {
  return useQuery({
    queryKey: place ? [place.kind, place.tenant, "approvals", "one", place.agency, place.id] : ["approvals", "none"],
    queryFn: place ? () => readPlace(place) : skipToken,
  });
}

function readPlace({ kind, tenant, agency, id }: ApprovalPlace): Promise<ApprovalDetail> {
  return kind === "agency" ? readApproval(tenant, id) : readHandedApproval(tenant, agency, id);
}

/** What to ask again after an approval was decided or withdrawn: the inbox with its count, and the policies it was about. */
export function useApprovalChanged(): (place: ApprovalPlace) => Promise<void> {
  const queries = useQueryClient();
  return async ({ kind, tenant }) => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: [kind, tenant, "approvals"] }),
      kind === "agency" && queries.invalidateQueries({ queryKey: [kind, tenant, "campaigns"] }),
    ]);
  };
}
