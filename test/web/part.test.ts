import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mayReload, partOf, type Surroundings } from "../../web/src/lib/part";

const here = { default: "the dialog" };

/** A loader that fails so many times before it succeeds, and what stands around it. */
function failing(times: number, world: { online?: boolean; answers?: boolean } = {}) {
  const asked = { loads: 0, styles: 0 };
  const state = { online: world.online ?? true, answers: world.answers ?? true };
  const around: Surroundings = {
    isOnline: () => state.online,
    answers: async () => state.answers,
    mendStyles: async () => {
      asked.styles += 1;
    },
  };
  const part = partOf(async () => {
    asked.loads += 1;
    if (asked.loads <= times) throw new TypeError("Failed to fetch dynamically imported module");
    return here;
  }, around);
  return { part, asked, state };
}

describe("a part of the client that is fetched when it is needed", () => {
  test("is fetched once for all who ask, and is there at once from then on", async () => {
    const { part, asked } = failing(0);
    expect(part.value).toBeNull();
    expect(await Promise.all([part.fetch(), part.fetch()])).toEqual([here, here]);
    expect(await part.fetch()).toBe(here);
    expect(part.value).toBe(here);
    expect(asked).toEqual({ loads: 1, styles: 0 });
  });

  test("is asked for once more at once where the server answers: a request alone may be lost", async () => {
    const { part, asked } = failing(1);
    expect(await part.fetch()).toBe(here);
    expect(asked).toEqual({ loads: 2, styles: 1 });
  });

  test.each([
    { world: { online: false }, fails: 1, why: "offline", loads: 1, when: "there is no connection: nothing is tried" },
    { world: { answers: false }, fails: 1, why: "unreachable", loads: 1, when: "the server does not answer" },
    { world: {}, fails: 2, why: "outdated", loads: 2, when: "the server answers and twice does not have it" },
  ])("says what is the matter: $why, when $when", async ({ world, fails, why, loads }) => {
    const { part, asked } = failing(fails, world);
    await expect(part.fetch()).rejects.toMatchObject({ name: "PartMissing", why });
    expect(asked.loads).toBe(loads);
    expect(part.value).toBeNull();
  });

  test("keeps no failure: back online it comes, with the stylesheets that were missed", async () => {
    const { part, asked, state } = failing(1, { online: false });
    await expect(part.fetch()).rejects.toMatchObject({ why: "offline" });
    state.online = true;
    expect(await part.fetch()).toBe(here);
    expect(asked).toEqual({ loads: 2, styles: 1 });
  });
});

test.each([
  { last: null, now: 1_000_000, due: true, why: "it never was" },
  { last: "940000", now: 1_000_000, due: false, why: "it was a minute ago: it would go round" },
  { last: "939999", now: 1_000_000, due: true, why: "it was longer ago: that was another release" },
])("a page that a release took away is loaded anew by itself: $due, since $why", ({ last, now, due }) => {
  expect(mayReload(last, now)).toBe(due);
});

test("nothing in the client uses React's own lazy, which keeps a failure until the page is loaded anew", () => {
  const root = join(import.meta.dirname, "../../web/src");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));
  expect(files.length).toBeGreaterThan(300);
  expect(files.filter((name) => /\blazy\(/.test(readFileSync(join(root, name), "utf8")))).toEqual([]);
});
