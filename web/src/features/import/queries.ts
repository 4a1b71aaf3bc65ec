import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Import, type ImportKind, listImportRows, listImports, readImport, rememberedMapping, type Verdict } from "../../api/imports";
import { useTenant } from "../../app/session";
import { useActing } from "../../lib/useActing";

const importsKey = (tenant: string) => ["agency", tenant, "imports"] as const;
const paged = { initialPageParam: null as string | null, getNextPageParam: ({ next }: { next: string | null }) => next };

export function useImports(kind: ImportKind) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...importsKey(tenant), "list", kind],
    queryFn: ({ pageParam }) => listImports(tenant, kind, pageParam),
  });
}

export function useImport(id: string | null) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...importsKey(tenant), "one", id],
    queryFn: () => readImport(tenant, id ?? ""),
    enabled: id !== null,
  });
}

/** What these headings stood for last; asked once the headings are known. */
export function useRemembered(kind: ImportKind, signature: string | null) {
  const { tenant } = useTenant();
  return useQuery({
    queryKey: [...importsKey(tenant), "mapping", kind, signature],
    queryFn: () => rememberedMapping(tenant, kind, signature ?? ""),
    enabled: signature !== null,
  });
}

export function useImportRows({ id, version }: Import, verdict: Verdict | null) {
  const { tenant } = useTenant();
  return useInfiniteQuery({
    ...paged,
    queryKey: [...importsKey(tenant), "rows", id, version, verdict],
    queryFn: ({ pageParam }) => listImportRows(tenant, id, verdict, pageParam),
  });
}

/** Puts what the API answered in the place of what was known, so that the page goes on at once. */
export function useShown(): (import_: Import) => void {
  const { tenant } = useTenant();
  const queries = useQueryClient();
  return (import_) => queries.setQueryData([...importsKey(tenant), "one", import_.id], import_);
}

/** Runs a step and asks again for what it may have changed: imports, the accounts and what was recorded. */
export function useImportStep() {
  const { tenant } = useTenant();
  return useActing(
    [importsKey(tenant), ["agency", tenant, "accounts"], ["agency", tenant, "audit"]],
    ["stale", "import-outdated", "import-used", "import-expired", "wrong-state"],
  );
}
