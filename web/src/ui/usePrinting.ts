import { useSyncExternalStore } from "react";

let asked = false;

/** True while the page is laid out for paper, so that what is written in fields can be shown as it is read. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const paper = matchMedia("print");
      const say = (printing: boolean) => () => {
        asked = printing;
        listener();
      };
      const [begin, end] = [say(true), say(false)];
      paper.addEventListener("change", listener);
      addEventListener("beforeprint", begin);
      addEventListener("afterprint", end);

      return () => {
        paper.removeEventListener("change", listener);
        removeEventListener("beforeprint", begin);
        removeEventListener("afterprint", end);
      };
    },
    () => asked || matchMedia("print").matches,
    () => false,
  );
}
