/** The single-use token of a link from a mail: `#token=…` (a fragment never reaches a server's log) or `?token=…`. */
export function tokenOf(address: Pick<Location, "hash" | "search">): string | null {
  return new URLSearchParams(address.hash.slice(1)).get("token") ?? new URLSearchParams(address.search).get("token");
}
