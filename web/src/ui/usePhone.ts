import { useSyncExternalStore } from "react";

/** The one breakpoint; the stylesheets say the same as `47.99em`. */
const query = typeof matchMedia === "undefined" ? null : matchMedia("(max-width: 47.99em)");

/** True below 768 px, where rows become cards and date fields become the phone's own. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query?.addEventListener("change", listener);
      return () => query?.removeEventListener("change", listener);
    },
    () => query?.matches ?? false,
    () => false,
  );
}
