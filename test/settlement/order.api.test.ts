import fc from "fast-check";
import { expect, test } from "vitest";
import type { PolicyTerms } from "../../src/policies/contract";
import type { Special as Asked } from "../../src/settlement/specials/contract";
import type { SupplementChange } from "../../src/settlement/supplements/contract";
import { addDays } from "../../src/time/business-day";
import { draft, publish } from "../support/campaigns";
import { cancelled, done, engaged, type Selling, selling, signed, statement } from "../support/deals";
import { expectFiguresRecounted } from "../support/figures";
import { as } from "../support/kit";
import { plant } from "../support/planting";
import { changed, confirmed, contact, keyPerson, referred, reported, rewards } from "../support/rewards";
import { signingsIn } from "../support/signings";
import { expectSound } from "../support/sound";
import { approvedOn, asked, ofDeal, recorded } from "../support/specials";
import { idOf, interleaved, policy, queuesOf, rightAtOnce, type Special, type Step, type Story, story, type Typed, zeros } from "./stories";

/** So many as take about twenty seconds: each is a campaign of its own with two engagements, typed step by step. */
const runs = 8;
/** From this day of subscription on it is the second version's. */
const laterFrom = "2008-06-06";

/**
 * A drawn story as it can be typed: a wrong contract bears no day before the subscription, a new price is another one, and
 * the engagement has one question open at a time.
 */
function typable(told: Story, at: number): Story {
  const { signedOn, heldFor, contractPriceFen, mistyped, supplement, special } = told;

  return {
    ...told,
    mistyped: mistyped && { ...mistyped, signedOn: laterOf(mistyped.signedOn, addDays(signedOn, -heldFor)) },
    supplement:
      supplement?.kind === "price" && supplement.contractPriceFen === contractPriceFen
        ? { ...supplement, contractPriceFen: 420_000_00 }
        : supplement,
    special: special && { ...special, forAll: special.forAll && at === 0 },
  };
}

const laterOf = (...days: string[]) => days.toSorted().at(-1) ?? "";

/** A story whose supplement may also bring another area, or one of the family. */
const amendedToo: fc.Arbitrary<Story> = fc
  .tuple(story, fc.constantFrom(null, null, "area" as const, "family" as const))
  .map(([told, kind]) => ({
    ...told,
    supplement: told.supplement && { ...told.supplement, kind: kind ?? told.supplement.kind },
  }));

/** What was drawn and came to something, over all runs: that the drawing reaches it all. */
const seen = new Set<string>();

/** All of the stories, and that somebody else is the key person from a day on; without keys one after the other, the change last. */
function typedWith(stories: Story[], changedOn: string | null, keys: Iterator<number>): Typed[] {
  const change: Typed = { at: 0, step: "change", of: "engagement" };

  return interleaved([...queuesOf(stories, keys), ...(changedOn === null ? [] : [[change]])], keys);
}

/** One engagement of a campaign whose facts are typed in an order, each through the API. @returns what each deal comes to */
async function typedThrough(at: Selling, stories: Story[], changedOn: string | null, typed: Typed[], tag: string) {
  const here = { ...at, engagementId: await engaged(at, `商會${tag}`) };
  const { from, takeBack, unconfirm } = signingsIn(here);
  const [manager, consultant] = [await from("manager"), await from("consultant")];
  const { personId } = await keyPerson(here, "2008-05-16", here.engagementId);
  const successor = await contact(here, "周會長", here.engagementId);
  const names = await referred(here, stories.length);
  const ids = await plant(
    here,
    stories.map(({ signedOn, heldFor, isReferred, isOwn }, index) => ({
      engagementId: here.engagementId,
      building: "1棟",
      unitNumber: `${tag}-${idOf(index)}`,
      subscribedOn: addDays(signedOn, -heldFor),
      signedOn: null,
      isMember: false,
      referral: isReferred ? names[index] : undefined,
      buyerId: isOwn ? personId : undefined,
    })),
  );
  // Handed in and asked for before anything is typed; checked and answered in their turn.
  const waiting: { proofId: string | undefined; special: Asked | null }[] = [];
  for (const [index, { isMember, special }] of stories.entries()) {
    const id = ids[index] ?? "";
    const handedIn = isMember
      ? await done(consultant.post<{ id: string }>(`${here.path}/deals/${id}/proofs`, { kind: "chamber-roll" }))
      : null;
    const about = special?.forAll ? ({ kind: "engagement", engagementId: here.engagementId } as const) : ofDeal(id);
    waiting.push({ proofId: handedIn?.id, special: special && (await asked(here, about, termsOf(special))) });
  }

  const act = async (index: number, step: Step) => {
    const told = stories[index] as Story;
    const id = ids[index] ?? "";
    const subscribedOn = addDays(told.signedOn, -told.heldFor);
    const onDay = laterOf(addDays(told.signedOn, told.paidAfter), subscribedOn);
    const contract = step === "sign" ? told : step === "sign wrongly" ? told.mistyped : null;
    const { proofId, special } = waiting[index] ?? {};

    if (contract) {
      await signed(here, id, contract.signedOn, contract.contractPriceFen);
      await confirmed(here, [id]);
    }
    if (step === "take back") {
      await done(unconfirm(id));
      await done(takeBack(id));
    }
    if (step === "prove") await done(manager.post(`${here.path}/deals/${id}/proofs/${proofId}/decision`, { outcome: "accepted" }));
    if (step === "due") await reported(here, id, { kind: "due", onDay });
    if (step === "pay") await confirmed(here, [], [await reported(here, id, { onDay })]);
    if (step === "cancel") await cancelled(here, id, addDays(told.signedOn, told.cancelledAfter ?? 0));
    if (step === "supplement" && told.supplement) {
      const change = await changeOf(here, told.supplement, `${tag}-P-${index}`);
      const document = { signedOn: addDays(told.signedOn, told.supplement.after), documentNumber: `BC-${tag}-${index}` };
      await done(manager.post(`${here.path}/deals/${id}/supplements`, { change, ...document }));
      seen.add(told.supplement.kind);
    }
    if (step === "approve" && special && told.special) {
      await recorded(here, special);
      await approvedOn(here, special.id, addDays(told.signedOn, told.special.approvedAfter));
    }
  };
  for (const { at: index, step, of } of typed) {
    if (of === undefined) await act(index, step);
    else await changed(here, successor, changedOn ?? "");
    seen.add(step);
  }

  return outcomesOf(here, ids);
}

/** What each deal of an engagement comes to, in the order of `ids`, once base and lines are seen to make its price. */
async function outcomesOf(here: Selling, ids: string[]) {
  const { deals } = await statement(here);
  const { entries } = await rewards(here, here.engagementId);

  return ids.map((id) => {
    const found = deals.find(({ deal }) => deal.id === id);
    const price = found?.deal.price;
    const rewardFen = entries.filter(({ dealId }) => dealId === id).reduce((sum, { amountFen }) => sum + amountFen, 0);
    if (found?.deal.state === "signed") {
      expect((found.baseFen ?? 0) + found.adjustmentsFen).toBe(price?.payableFen);
      expect(price?.payableFen ?? 0, "no price rises on who has signed").toBeLessThanOrEqual(found.deal.contractPriceFen ?? 0);
      if (price?.tier) seen.add("tier");
      if (price?.openFen) seen.add("open");
    }
    if (rewardFen > 0) seen.add("reward");

    return { state: found?.deal.state, payableFen: price?.payableFen, tier: price?.tier, openFen: price?.openFen, rewardFen };
  });
}

const termsOf = ({ forAll, payableBps, table, replacesGroup, counts }: Special) => {
  const tiers = [
    { fromUnits: 2, payableBps: 9850 },
    { fromUnits: 4, payableBps: 9600 },
  ];
  const isTabled = forAll && table !== null;
  const { units, hasFallback } = table?.commitment ?? {};
  const fallback = hasFallback ? { kind: "rate" as const, payableBps } : null;
  const commitment = units === undefined ? null : { units, by: "2008-07-15", fallback };

  return {
    effect: isTabled ? { kind: "tiers" as const, tiers, commitment } : { kind: "rate" as const, payableBps },
    replacesGroup,
    counts: counts || isTabled,
  };
};

async function changeOf(
  at: Selling,
  { kind, contractPriceFen }: NonNullable<Story["supplement"]>,
  number: string,
): Promise<SupplementChange> {
  const manager = as(await at.agency.member("manager"));
  if (kind === "payment-method") return { kind, paymentMethod: "mortgage", contractPriceFen };
  if (kind === "price") return { kind, contractPriceFen };
  if (kind === "area") return { kind: "measured-area", areaCentiSqm: 12_900, listPriceFen: 438_600_00, contractPriceFen };
  if (kind === "unit") {
    const unit = { building: "2棟", floor: 1, number, product: "top-apartment", listTotalFen: 440_000_00 };
    const { items } = await done(
      manager.post<{ items: { id: string }[] }>(`/api/v1/agencies/${at.agency.id}/projects/${at.projectId}/units`, { units: [unit] }),
    );

    return { kind, unitId: items[0]?.id ?? "", contractPriceFen };
  }
  const { id } = await done(manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/people`, { name: "周先生" }));

  return { kind: "name", isFamily: kind === "family", buyers: [{ personId: id, shareBps: 10_000 }] };
}

/** A campaign with one version, or a second from a day on. */
async function sellingBy([first, second]: PolicyTerms[]): Promise<Selling> {
  const at = await selling({ terms: first });
  if (second) await publish(at, (await draft(at, second, laterFrom)).id);

  return at;
}

test("typed through the API in any order: the same payables, tiers and rewards, and every figure equals its recount", async () => {
  const drawn = fc.tuple(
    fc.array(amendedToo, { minLength: 3, maxLength: 5 }).map((stories) => stories.map(typable)),
    fc.array(policy, { minLength: 1, maxLength: 2 }),
    fc.option(
      fc.integer({ min: 1, max: 40 }).map((after) => addDays("2008-05-20", after)),
      { freq: 2 },
    ),
    fc.infiniteStream(fc.nat()),
  );
  await fc.assert(
    fc.asyncProperty(drawn, async ([stories, terms, changedOn, keys]) => {
      const at = await sellingBy(terms);
      const right = stories.map(rightAtOnce);
      const inOrder = await typedThrough(at, right, changedOn, typedWith(right, changedOn, zeros()), "a");
      const shuffled = await typedThrough(at, stories, changedOn, typedWith(stories, changedOn, keys), "b");

      expect(shuffled).toEqual(inOrder);
      await expectFiguresRecounted(at);
      await expectSound(at);
    }),
    { numRuns: runs, seed: 20080714, endOnFailure: true },
  );
  const steps = ["sign", "sign wrongly", "take back", "due", "pay", "prove", "approve", "supplement", "cancel", "change"];
  const changes = ["payment-method", "price", "outsider", "unit", "area", "family"];
  expect([...seen].toSorted(), "the stories reach it all").toEqual([...steps, ...changes, "tier", "open", "reward"].toSorted());
}, 240_000);
