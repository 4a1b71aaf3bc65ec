import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { olderCampaign } from "../../web/src/app/shell/useCurrentCampaign";

afterEach(() => vi.unstubAllGlobals());

test("what a page asks of its campaign is asked again after an act, whichever of menu and page was drawn last", async () => {
  const fetched = vi.fn(async () => Response.json({ id: "zhongyang-2008" }));
  vi.stubGlobal("fetch", fetched);
  const client = new QueryClient();
  const page = new QueryObserver(client, {
    queryKey: ["agency", "hopefluent", "campaigns", "zhongyang-2008"],
    queryFn: async () => ({ id: "zhongyang-2008" }),
  });
  const menu = new QueryObserver(client, olderCampaign({ kind: "agency", tenant: "hopefluent" }, "zhongyang-2008", false));
  const stops = [page.subscribe(() => undefined), menu.subscribe(() => undefined)];
  await vi.waitFor(() => expect(page.getCurrentResult().isSuccess).toBe(true));
  expect(fetched).not.toHaveBeenCalled(); // the menu has it in its list already

  menu.setOptions(olderCampaign({ kind: "agency", tenant: "hopefluent" }, "zhongyang-2008", false));
  await client.invalidateQueries({ queryKey: ["agency", "hopefluent", "campaigns"] });

  expect(page.getCurrentResult().error).toBeNull();
  expect(page.getCurrentResult().isRefetchError).toBe(false);
  for (const stop of stops) stop();
});
