import { enter } from "./support/api";
import { errorsOf, expect, test } from "./support/fixtures";
import { makeContents, places, placesMissing } from "./support/pages";
import { languages } from "./support/words";

/** Every page in the language users see first, ten in English on a phone, where it takes the most room; `npm run test:full` asks all of all. */
const looked = process.env.FULL ? languages : (["zh-Hant", "en"] as const);
const inEnglish = 10;

test("every route of the client has a place that is looked at", () => {
  expect(placesMissing()).toEqual([]);
});

test("the API's document is served where the API is", async ({ request }) => {
  const answer = await request.get("/api/v1/openapi.json");

  expect(answer.headers()).toMatchObject({ "content-type": "application/json", "cache-control": "public, max-age=300" });
  expect(await answer.json()).toMatchObject({ openapi: "3.1.0", paths: { "/api/v1/health": { get: {} } } });
});

for (const language of looked) {
  test(`every page is within reach of everybody, and fits (${language})`, async ({ browser, baseURL, expectAccessible }, testInfo) => {
    test.setTimeout(300_000);
    const isPart = language === "en" && !process.env.FULL;
    test.skip(isPart && testInfo.project.name !== "phone", "a phone's");
    const shown = isPart ? places.filter((_, at) => at % Math.ceil(places.length / inEnglish) === 0) : places;
    const maker = await browser.newContext({ baseURL });
    const made = await makeContents(maker, baseURL);
    await maker.close();

    for (const who of new Set(shown.map((place) => place.who))) {
      const { viewport, isMobile, hasTouch, locale, timezoneId } = testInfo.project.use;
      const context = await browser.newContext({ baseURL, viewport, isMobile, hasTouch, locale, timezoneId });
      if (who) await enter(context, baseURL, `${who}.example`);
      const page = await context.newPage();
      const errors = await errorsOf(page);
      await page.addInitScript((chosen) => {
        // A page shown within ours has no storage of its own.
        if (window.top === window) localStorage.setItem("tuantuo.language", chosen);
      }, language);

      for (const [at, { route, path }] of shown.filter((place) => place.who === who).entries()) {
        await test.step(`${route} as ${who ?? "anybody"}`, async () => {
          // As by a link after the first: to load the client anew for each of them took half of the run.
          if (at === 0) await page.goto(path(made));
          else await page.evaluate((to) => history.pushState(null, "", to), path(made));
          await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          await expect(page.locator("html")).toHaveAttribute("lang", language);
          await expectAccessible(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "wider than the screen").toBeLessThanOrEqual(
            0,
          );
        });
      }
      expect(errors).toEqual([]);
      await context.close();
    }
  });
}
