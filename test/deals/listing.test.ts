import { beforeAll, describe, expect, test } from "vitest";
import type { DealPage, ListedDeal } from "../../src/deals/contract";
import { placeAsked } from "../../src/deals/listing/rules";
import type { Statement } from "../../src/settlement/statement/contract";
import { groupFen, regularFen } from "../settlement/facts";
import { cancelled, done, engaged, type Selling, selling, signed, statement, subscribed } from "../support/deals";
import { as } from "../support/kit";
import { plant } from "../support/planting";

type Page = (typeof DealPage)["_output"];

const asked = async (at: Selling, query: string) => done(as(await at.agency.member("viewer")).get<Page>(`${at.path}/deals?${query}`));

/** All pages of a list, one after another. */
async function walked(at: Selling, query: string, limit: number): Promise<ListedDeal[]> {
  const rows: ListedDeal[] = [];
  let after: string | null = "";
  while (after !== null) {
    const page: Page = await asked(at, `${query}&limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`);
    rows.push(...page.items);
    after = page.next;
  }

  return rows;
}

const keys: Record<string, (deal: ListedDeal) => (string | number)[]> = {
  subscribed: ({ subscribedOn, id }) => [subscribedOn, id],
  unit: ({ building, unitNumber, id }) => [building, unitNumber, id],
  payable: ({ price, id }) => [price?.payableFen ?? 0, id],
  due: ({ dueFen, id }) => [dueFen ?? 0, id],
};

function isBefore(one: (string | number)[], other: (string | number)[]): boolean {
  const at = one.findIndex((key, index) => key !== other[index]);

  return (one[at] ?? 0) < (other[at] ?? 0);
}

const report = async (at: Selling, dealId: string, kind: string, amountFen: number, onDay: string) =>
  done(
    as(await at.agency.member("consultant")).post<{ id: string }>(`${at.path}/deals/${dealId}/ledger`, {
      kind,
      item: "other",
      amountFen,
      onDay,
    }),
  );

let at: Selling;
let market = "";

/** Twelve homes of a chamber, nine of which count, and three of a market: signed, subscribed, cancelled, paid and not. */
beforeAll(async () => {
  at = await selling();
  market = await engaged(at, "蘆淞大市場", "market");
  const numbers = Array.from({ length: 9 }, (_, n) => ({
    building: n % 2 ? "1棟" : "2棟",
    unitNumber: `09${n}1`,
    subscribedOn: `2008-06-0${1 + (n % 3)}`,
    signedOn: "2008-06-05",
  }));
  await plant(at, numbers);
  await plant(at, [
    { engagementId: market, building: "3棟", unitNumber: "1001", signedOn: null },
    { engagementId: market, building: "3棟", unitNumber: "A-12", paidOn: "2008-06-06" },
    { engagementId: market, building: "3棟", unitNumber: "1002", signedOn: "2008-06-04" },
  ]);
  const gone = await subscribed(at, { unit: 0, subscribedOn: "2008-06-10" });
  await signed(at, gone.id, "2008-06-11", groupFen);
  await report(at, gone.id, "receipt", 5_000_00, "2008-06-11");
  await cancelled(at, gone.id, "2008-06-12");
  const paying = await subscribed(at, { unit: 1, subscribedOn: "2008-06-10" });
  await report(at, paying.id, "due", 20_000_00, "2008-06-20");
  await report(at, paying.id, "due", 30_000_00, "2008-06-25");
  await report(at, paying.id, "receipt", 20_000_00, "2008-06-12");
  await signed(at, paying.id, "2008-06-13", regularFen);
  await statement(at, market);
});

describe("a list in order", () => {
  const lists = ["subscribed", "unit", "payable", "due"].flatMap((sort) =>
    ["asc", "desc"].flatMap((order) =>
      ["", "&state=signed", "&engagement", "&building=1棟"].map((filter) => [sort, order, filter] as const),
    ),
  );

  test.each(lists)("by %s, %s%s: page by page each deal once", async (sort, order, filter) => {
    const query = `sort=${sort}&order=${order}${filter === "&engagement" ? `&engagement=${at.engagementId}` : filter}`;
    const [whole, pages] = [await walked(at, query, 100), await walked(at, query, 4)];

    expect(whole.length).toBeGreaterThan(4);
    expect(pages).toEqual(whole);
    expect(whole.filter((deal) => !isFound(deal, filter))).toEqual([]);
    if (filter) expect(whole.length, "not all").toBeLessThan((await walked(at, `sort=${sort}`, 100)).length);
    const places = whole.map((deal) => keys[sort]?.(deal) ?? []);
    for (const [index, place] of places.entries()) {
      if (index > 0)
        expect(order === "asc" ? isBefore(places[index - 1] ?? [], place) : isBefore(place, places[index - 1] ?? []), `${place}`).toBe(
          true,
        );
    }
  });

  test("of nobody's making: a place that is none begins at the start", async () => {
    expect((await asked(at, "sort=due&after=%25|x")).items).toEqual((await asked(at, "sort=due")).items);
  });
});

/** Whether a deal is one that a filter asks for. */
function isFound({ state, engagementId, building }: ListedDeal, filter: string): boolean {
  if (filter === "&state=signed") return state === "signed";
  if (filter === "&engagement") return engagementId === at.engagementId;

  return filter === "" || building === "1棟";
}

test("says of each deal's money what its statement says", async () => {
  const listed = await walked(at, "sort=due", 50);
  const said = (await Promise.all([statement(at), statement(at, market)])).flatMap((one: Statement) => one.deals);

  expect(Object.fromEntries(listed.map(({ id, dueFen }) => [id, dueFen]))).toEqual(
    Object.fromEntries(said.map(({ deal, dueFen }) => [deal.id, dueFen])),
  );
  expect(listed.some(({ dueFen }) => (dueFen ?? 0) < 0)).toBe(true);
  expect(listed.at(-1)?.state, "what goes back stands behind what is owed").toBe("cancelled");
});

test("says the first day on which more was due than came in", async () => {
  const { items } = await asked(at, "search=802");
  expect(items.map(({ nextDueOn }) => nextDueOn)).toEqual(["2008-06-25"]);
  const [deal] = items;
  const entry = await report(at, deal?.id ?? "", "receipt", 30_000_00, "2008-06-14");
  expect((await asked(at, "search=802")).items[0]?.nextDueOn).toBeNull();
  const consultant = as(await at.agency.member("consultant"));
  await done(consultant.post(`${at.path}/deals/${deal?.id}/ledger/${entry.id}/withdrawal`, { reason: "登記錯了" }));
  expect((await asked(at, "search=802")).items[0]?.nextDueOn).toBe("2008-06-25");
});

describe("a search", () => {
  test.each([
    ["1001", ["3棟 1001"], "by the whole number"],
    ["100", ["3棟 1002", "3棟 1001"], "by the beginning of a number"],
    ["3棟 1002", ["3棟 1002"], "by building and number"],
    ["３棟　1002", ["3棟 1002"], "typed full-width"],
    ["3棟", ["3棟 A-12", "3棟 1002", "3棟 1001"], "by building"],
    ["2棟 1001", [], "in another building"],
    ["蘆淞", ["3棟 A-12", "3棟 1002", "3棟 1001"], "by a part of the account's name"],
    ["株洲", [], "by a name of nobody in the campaign"],
  ])("%s", async (search, homes) => {
    const { items, found } = await asked(at, `search=${encodeURIComponent(search)}&sort=unit`);

    expect(items.map(({ building, unitNumber }) => `${building} ${unitNumber}`)).toEqual(homes);
    expect(found).toMatchObject({ deals: homes.length, isCut: false });
  });

  test("sums what was found, also behind the first page", async () => {
    const all = await walked(at, `engagement=${at.engagementId}`, 100);
    const page = await asked(at, `engagement=${at.engagementId}&limit=2`);
    const sum = (amounts: (number | null | undefined)[]) => amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);

    expect(page.found).toEqual({
      deals: 11,
      payableFen: sum(all.map(({ price }) => price?.payableFen)),
      dueFen: sum(all.map(({ dueFen }) => Math.max(0, dueFen ?? 0))),
      isCut: false,
    });
    expect((await asked(at, "limit=2")).found).toBeNull();
    expect((await asked(at, `engagement=${at.engagementId}&state=cancelled`)).found).toMatchObject({ deals: 1, payableFen: 0, dueFen: 0 });
  });

  test("finds no deal of an engagement elsewhere", async () => {
    const other = await selling();
    await plant(other, [{}]);

    expect(await asked(at, `engagement=${other.engagementId}`)).toMatchObject({ items: [], found: { deals: 0 } });
  });
});

test("a building or an account of more than five hundred says that it was cut", async () => {
  const here = await selling();
  await plant(
    here,
    Array.from({ length: 501 }, () => ({ signedOn: null })),
  );

  expect((await asked(here, `engagement=${here.engagementId}&sort=unit`)).found).toMatchObject({ isCut: true });
  expect(await walked(here, "sort=unit", 100)).toHaveLength(501);
});

test.each([
  ["1棟", { building: "1棟", number: null }],
  ["0901", { building: null, number: "0901" }],
  ["1棟0901", { building: "1棟", number: "0901" }],
  ["B2 0901", { building: "B2", number: "0901" }],
  ["A-12", { building: null, number: "A-12" }],
])("%s names a place", (search, place) => {
  expect(placeAsked(search)).toEqual(place);
});
