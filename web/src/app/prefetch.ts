import { useEffect } from "react";
import { matchRoute, useRouter } from "wouter";
import { usePhone } from "../ui/usePhone";
import { routes } from "./routes";

/** Long enough for the page itself to be there first. */
const IDLE_MS = 3_000;

/** On a phone, fetches the pages of the bottom bar once nothing else is loading: the next tap should not wait for a signal. */
export function usePrefetch(hrefs: string[]): void {
  const phone = usePhone();
  const { parser } = useRouter();
  const wanted = hrefs.join(" ");

  useEffect(() => {
    if (!phone) return;
    const timer = setTimeout(() => {
      for (const href of wanted.split(" ")) {
        const found = routes.find(({ path }) => matchRoute(parser, path, href)[0]);
        found?.page.fetch().catch(() => undefined); // offline: it is fetched when it is opened
      }
    }, IDLE_MS);
    return () => clearTimeout(timer);
  }, [phone, parser, wanted]);
}
