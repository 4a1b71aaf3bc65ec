import { test as base, expect, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";
import { actingAs, apiOf } from "./api";
import { type Demo, demoPassword } from "./demo";
import type { Api, As } from "./homes";

declare global {
  interface Window {
    /** There once `expectAccessible` has put it there. */
    axe: typeof axe;
  }
}

interface Helpers {
  /** Signs in as somebody of the demo without using the page; the next page that is opened is theirs. */
  signIn: (who: Demo) => Promise<void>;
  /** The API as whoever is signed in on the page. */
  api: Api;
  /** The same as somebody of the demo, who is signed in on the page from then on; each signs in once. */
  as: As;
  /** Told on the narrow width: a story that writes takes names and buildings of its own on each. */
  isPhone: boolean;
  /** Expects no violation of WCAG 2.2 A and AA on the page as it stands. */
  expectAccessible: (page?: Page) => Promise<void>;
  /** Moves the Worker's clock, for this test's pages and calls alone, to an instant (ISO 8601); null: the real time. */
  setClock: (instant: string | null) => Promise<void>;
  /** Fails a test whose page logs an error, throws, breaks the content security policy or gets a 5xx. */
  noSilentErrors: undefined;
}

const asked: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
  resultTypes: ["violations"],
};

/** What a page logs as an error, throws, or is answered with a 5xx, from now on. */
export async function errorsOf(page: Page): Promise<string[]> {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(`thrown: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) errors.push(`${response.status()} from ${response.url()}`);
  });
  page.on("console", (message) => {
    const refused = message.text().startsWith("Failed to load resource"); // a 4xx is an answer; a 5xx is caught above
    if (message.type() === "error" && !refused) errors.push(`console: ${message.text()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`content security policy: ${event.violatedDirective} blocked ${event.blockedURI}`),
    );
  });

  return errors;
}

export const test = base.extend<Helpers>({
  signIn: async ({ page, baseURL }, use) => {
    await use(async (who) => {
      const response = await page.context().request.post("/api/v1/session", {
        headers: { origin: baseURL ?? "" },
        data: { email: `${who}.example`, password: demoPassword },
      });
      expect(response.status(), await response.text()).toBe(200);
    });
  },

  api: async ({ context, baseURL }, use) => use(apiOf(context, baseURL)),

  as: async ({ context, baseURL, signIn }, use) => use(actingAs(context, baseURL, signIn)),

  isPhone: async ({ isMobile }, use) => use(isMobile),

  expectAccessible: async ({ page: own }, use) => {
    await use(async (page = own) => {
      // Once a document, of which the client has one for many pages: reading axe anew takes as long as running it.
      if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
      const violations = await page.evaluate(async (options) => {
        const dialogs = [...document.querySelectorAll<HTMLElement>("[role=dialog][aria-modal=true]")];
        const open = dialogs.findLast((dialog) => dialog.getClientRects().length > 0);
        const { violations: all } = await window.axe.run(options);
        // What a bar that sticks covers in part is one scroll away from being whole.
        const isWhole = (element: Element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          const corners = [document.elementFromPoint(left + 1, top + 1), document.elementFromPoint(right - 1, bottom - 1)];

          return corners.every((hit) => hit === null || hit.contains(element) || element.contains(hit));
        };
        // Behind a dialog nothing is a target, and what it stands under there depends on where the page was scrolled.
        const isTarget = ({ target }: { target: unknown[] }) => {
          const element = document.querySelector(`${target[0]}`);

          return element === null || ((!open || open.contains(element)) && isWhole(element));
        };
        return all
          .map((found) => (found.id === "target-size" ? { ...found, nodes: found.nodes.filter(isTarget) } : found))
          .filter(({ nodes }) => nodes.length > 0);
      }, asked);
      expect(violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }))).toEqual([]);
    });
  },

  setClock: async ({ context }, use) => {
    await use((instant) => context.setExtraHTTPHeaders(instant === null ? {} : { "x-local-now": instant }));
  },

  noSilentErrors: [
    async ({ page }, use) => {
      const errors = await errorsOf(page);

      await use(undefined);
      expect(errors).toEqual([]);
    },
    { auto: true },
  ],
});

/** For a file whose stories do not differ by width: they are told on one, by `npm run test:full` on both. */
export function toldOn(width: "desktop" | "phone"): void {
  test.skip(({ isMobile }) => !process.env.FULL && isMobile !== (width === "phone"), `told on the ${width}`);
}

export { expect };
