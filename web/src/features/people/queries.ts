import { skipToken, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { listLooks, readPerson } from "../../api/people";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const peopleKey = (tenant: string) => ["agency", tenant, "people"] as const;

/** A person as they are now; nobody is asked about while none is named. */
export function usePerson(person: string | null) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...peopleKey(tenant), person],
    queryFn: person === null ? skipToken : () => readPerson(tenant, person),
    staleTime: 0,
    gcTime: 0,
  });
}

/** Who looked at a person: asked anew each time, since looking is what is recorded. */
export function useLooks(person: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    queryKey: [...peopleKey(tenant), person, "looks"],
    queryFn: ({ pageParam }) => listLooks(tenant, person, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Erases a person wherever their name is read: at accounts, on deals, in statements; and reads them anew when somebody was faster. */
export function useErasing() {
  const { tenant } = useTenant();
  const everywhere = ["people", "accounts", "campaigns", "audit"].map((kind) => ["agency", tenant, kind]);
  return useActing(everywhere, ["stale", "not-found", "person-erased"]);
}
