import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type AccountSort,
  listAccounts,
  listBranches,
  listContacts,
  listEngagementsOf,
  listNamesakes,
  readAccount,
} from "../../api/accounts";
import { useTenant } from "../../app/session";
import type { Order } from "../../lib/conditions";
import { useActing } from "../../lib/useActing";

const accountsKey = (tenant: string) => ["agency", tenant, "accounts"] as const;

/** The latest filed first, unless another order is asked for. */
const LATEST: Order<AccountSort> = { sort: "filed", way: "desc" };

const paged = { initialPageParam: null as string | null, getNextPageParam: ({ next }: { next: string | null }) => next };

/** The accounts, page by page; while another search or order is asked the last one's stay. */
export function useAccounts(search: string | null, { sort, way }: Order<AccountSort> = LATEST, enabled = true) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...accountsKey(tenant), "list", search, sort, way],
    queryFn: ({ pageParam }) => listAccounts(tenant, { search, sort, order: way }, pageParam),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Who is called so already; nobody is asked about an empty name. */
export function useNamesakes(name: string) {
  const { tenant } = useTenant();
  return useQuery({ ...namesakesOf(tenant, name), enabled: name !== "" });
}

const namesakesOf = (tenant: string, name: string) => ({
  queryKey: [...accountsKey(tenant), "named", name],
  queryFn: () => listNamesakes(tenant, name),
});

/** Asks the same at once, for whoever sends a name before it was looked up. */
export function useNamesakesNow() {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return (name: string) => queries.fetchQuery(namesakesOf(tenant, name));
}

export function useAccount(account: string) {
  const { tenant } = useTenant();
  return useQuery({ queryKey: [...accountsKey(tenant), account], queryFn: () => readAccount(tenant, account) });
}

export function useBranches(account: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...accountsKey(tenant), account, "branches"],
    queryFn: ({ pageParam }) => listBranches(tenant, account, pageParam),
  });
}

/** Asked each time the file is opened: what is recorded of any of their deals moves the figures. */
export function useEngagementsOf(account: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...accountsKey(tenant), account, "engagements"],
    queryFn: ({ pageParam }) => listEngagementsOf(tenant, account, pageParam),
    staleTime: 0,
  });
}

export function useContacts(account: string) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...accountsKey(tenant), account, "contacts"],
    queryFn: ({ pageParam }) => listContacts(tenant, account, pageParam),
  });
}

/** Says that something was recorded: the audit list is read again when it is opened. */
export function useRecorded(): () => Promise<void> {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["agency", tenant, "audit"] });
}

/**
 * Runs an edit and asks again for the accounts and the people at them. When somebody was faster, they are read anew before
 * the refusal is passed on: whoever then sends again has seen what is there now.
 */
export function useAccountEdit() {
  const { tenant } = useTenant();
  return useActing([accountsKey(tenant), ["agency", tenant, "audit"]], ["stale", "not-found", "person-erased"]);
}
