import { useSyncExternalStore } from "react";

/** The breakpoint of the shell; the stylesheets say the same as `47.99em`. */
const phone = mediaOf("(max-width: 47.99em)");
/** Below it nothing stands at the side of a page, and a table of many amounts does not fit; `68.74em` in the stylesheets. */
const narrow = mediaOf("(max-width: 68.74em)");

/** True below 768 px, where rows become cards and date fields become the phone's own. */
export const usePhone = (): boolean => useSyncExternalStore(...phone);

/** True below 1100 px, where a table of many amounts becomes cards. */
export const useNarrow = (): boolean => useSyncExternalStore(...narrow);

function mediaOf(media: string): [(listener: () => void) => () => void, () => boolean, () => boolean] {
  const query = typeof matchMedia === "undefined" ? null : matchMedia(media);

  return [
    (listener) => {
      query?.addEventListener("change", listener);
      return () => query?.removeEventListener("change", listener);
    },
    () => query?.matches ?? false,
    () => false,
  ];
}
