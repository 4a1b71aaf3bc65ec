import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PolicyDraft } from "../../../src/policies/contract";
import { plan2008Terms } from "../../../src/policies/templates/plan-2008";
import type { PolicyVersionDetail } from "../../../src/policies/versions/contract";
import { ApiProblem } from "../../../web/src/api/problem";
import { Editing, type Kept } from "../../../web/src/features/policies/editing";
import type { PolicyForm } from "../../../web/src/features/policies/form";
import { formOf } from "../../../web/src/features/policies/form";

const saved = { effectiveFrom: "2008-05-15", terms: plan2008Terms };
const detailOf = (version: number, draft: PolicyDraft = saved) =>
  ({ id: "v2", version, findings: [], acts: ["edit"], ...draft }) as unknown as PolicyVersionDetail;
const problem = (code: string, status: number, errors: ApiProblem["errors"] = []) =>
  new ApiProblem({ type: `/problems/${code}`, code, status, detail: "", errors, requestId: null });

/** An API that answers when told to, and everything it was sent. */
function writing(kept: Kept | null = null, detail = detailOf(1)) {
  const sent: { draft: PolicyDraft; version: number; answer: (reply?: PolicyVersionDetail | Error) => Promise<void> }[] = [];
  let keeps: Kept | null = kept;
  const editing = new Editing({
    detail,
    kept,
    keep: (next) => {
      keeps = next;
    },
    send: (draft, version) =>
      new Promise((resolve, reject) => {
        const answer = async (reply: PolicyVersionDetail | Error = detailOf(version + 1, draft)) => {
          if (reply instanceof Error) reject(reply);
          else resolve(reply);
          await vi.advanceTimersByTimeAsync(0);
        };
        sent.push({ draft, version, answer });
      }),
  });
  const set = (part: Partial<PolicyForm>) => editing.change((form) => ({ ...form, ...part }));
  const phase = () => editing.current().phase.name;
  return { editing, sent, set, phase, kept: () => keeps };
}

const pause = () => vi.advanceTimersByTimeAsync(1000);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a draft saves itself", () => {
  test("once nobody has typed for a moment, over the version it was read at", async () => {
    const { sent, set, phase, kept } = writing();
    set({ onDrop: "reverse" });
    expect(phase()).toBe("waiting");
    expect(kept()?.form.onDrop).toBe("reverse");
    set({ retroactive: false });
    await pause();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ version: 1, draft: { terms: { onDrop: "reverse", retroactive: false } } });

    await sent[0]?.answer();
    expect(phase()).toBe("saved");
    expect(kept()).toBeNull();
    await pause();
    expect(sent).toHaveLength(1);
  });

  test("one sending at a time: what is typed meanwhile goes after it, over its answer", async () => {
    const { sent, set, phase, kept } = writing();
    set({ onDrop: "reverse" });
    await pause();
    set({ onDrop: "keep" });
    await pause();
    expect(sent).toHaveLength(1);

    await sent[0]?.answer();
    expect(phase()).toBe("waiting");
    expect(kept()).toMatchObject({ basis: 2, form: { onDrop: "keep" } });
    await pause();
    expect(sent[1]).toMatchObject({ version: 2, draft: { terms: { onDrop: "keep" } } });
    await sent[1]?.answer();
    expect(phase()).toBe("saved");
  });

  test("not while a field is empty, but then at once", async () => {
    const { editing, sent, set, phase } = writing();
    set({ signWithinDays: null });
    await pause();
    expect(sent).toHaveLength(0);
    expect(editing.current().phase).toEqual({ name: "incomplete", missing: ["signWithinDays"] });
    set({ signWithinDays: 10 });
    await pause();
    await sent[0]?.answer();
    expect(phase()).toBe("saved");
  });

  test("when the page is left it is sent without waiting", async () => {
    const { editing, sent, set } = writing();
    set({ onDrop: "reverse" });
    const left = editing.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(sent).toHaveLength(1);
    await sent[0]?.answer();
    expect(await left).toBe(true);
    await pause();
    expect(sent).toHaveLength(1);
  });

  test("nothing changed is nothing sent", async () => {
    const { editing, sent } = writing();
    editing.change((form) => form);
    expect(await editing.flush()).toBe(true);
    await pause();
    expect(sent).toHaveLength(0);
  });
});

describe("when it cannot be saved, what was typed stays", () => {
  test("without a connection it is kept here, and goes with the next attempt", async () => {
    const { editing, sent, set, phase, kept } = writing();
    set({ onDrop: "reverse" });
    await pause();
    await sent[0]?.answer(problem("unreachable", 0));
    expect(phase()).toBe("unreachable");
    expect(kept()?.form.onDrop).toBe("reverse");

    const again = editing.flush();
    await vi.advanceTimersByTimeAsync(0);
    await sent[1]?.answer();
    expect(await again).toBe(true);
    expect(kept()).toBeNull();
  });

  test("what the API refuses is said at its place, until something is changed", async () => {
    const { editing, sent, set, phase } = writing();
    set({ onDrop: "reverse" });
    await pause();
    const errors = [{ pointer: "/terms/groupTables/0/tiers/0/fromUnits", code: "duplicate-threshold", detail: "這個套數已有一檔" }];
    await sent[0]?.answer(problem("invalid", 422, errors));
    expect(editing.current().phase).toEqual({
      name: "refused",
      refusals: [{ place: "groupTables/accounts/tiers/t0/fromUnits", detail: "這個套數已有一檔" }],
    });
    expect(await Promise.race([editing.flush(), pause().then(() => "sent again")])).toBe("sent again");
    set({ onDrop: "keep" });
    expect(phase()).not.toBe("refused");
  });

  test("a refusal of what no longer stands there is not shown", async () => {
    const { sent, set, phase } = writing();
    set({ onDrop: "reverse" });
    await pause();
    set({ onDrop: "keep" });
    await sent[0]?.answer(problem("invalid", 422, [{ pointer: "/terms/onDrop", code: "x", detail: "" }]));
    expect(phase()).toBe("waiting");
  });

  test("another failure is told as it is", async () => {
    const { editing, sent, set } = writing();
    set({ onDrop: "reverse" });
    await pause();
    const error = problem("version-not-draft", 409);
    await sent[0]?.answer(error);
    expect(editing.current().phase).toEqual({ name: "failed", error });
  });
});

describe("somebody else wrote the version meanwhile", () => {
  async function conflicting() {
    const all = writing();
    all.set({ onDrop: "reverse" });
    await pause();
    await all.sent[0]?.answer(problem("stale", 412));
    return all;
  }
  const theirs = detailOf(5, { ...saved, effectiveFrom: "2008-06-01" });

  test("nothing goes out by itself, and typing goes on", async () => {
    const { sent, set, phase, kept } = await conflicting();
    set({ retroactive: false });
    await pause();
    expect(phase()).toBe("conflict");
    expect(sent).toHaveLength(1);
    expect(kept()).toMatchObject({ basis: 1, form: { onDrop: "reverse", retroactive: false } });
  });

  test("ours goes over theirs when we say so", async () => {
    const { editing, sent, phase } = await conflicting();
    const over = editing.overwrite(theirs);
    await vi.advanceTimersByTimeAsync(0);
    expect(sent[1]).toMatchObject({ version: 5, draft: { effectiveFrom: "2008-05-15", terms: { onDrop: "reverse" } } });
    await sent[1]?.answer();
    expect(await over).toBe(true);
    expect(phase()).toBe("saved");
  });

  test("theirs comes in place of ours when we say so", async () => {
    const { editing, sent, kept } = await conflicting();
    editing.adopt(theirs);
    await pause();
    expect(editing.current()).toMatchObject({ phase: { name: "saved" }, form: { effectiveFrom: "2008-06-01", onDrop: "keep" } });
    expect(kept()).toBeNull();
    expect(sent).toHaveLength(1);
  });
});

describe("what this device kept from the last time", () => {
  const form = { ...formOf(saved), onDrop: "reverse" as const };

  test.each([
    { kept: { form, basis: 1 }, phase: "waiting", why: "typed over this very version: sent" },
    { kept: { form, basis: 0 }, phase: "conflict", why: "typed over an older one: asked about" },
    { kept: { form: formOf(saved), basis: 0 }, phase: "saved", why: "arrived after all: forgotten" },
    { kept: null, phase: "saved", why: "nothing" },
  ])("$why", async ({ kept, phase }) => {
    const { editing, sent, phase: now, kept: keeps } = writing(kept);
    expect(now()).toBe(phase);
    expect(editing.current().form.onDrop).toBe(phase === "saved" ? "keep" : "reverse");
    await pause();
    expect(sent).toHaveLength(phase === "waiting" ? 1 : 0);
    if (phase === "saved") expect(keeps()).toBeNull();
  });
});

describe("findings", () => {
  const finding = {
    severity: "error" as const,
    code: "tier-rises" as const,
    pointer: "/regular/1/effect/payableBps",
    detail: "x",
    remedies: [],
  };

  test("are those of the last answer, and go with their row", async () => {
    const { editing, sent, set } = writing();
    set({ onDrop: "reverse" });
    await pause();
    await sent[0]?.answer({ ...detailOf(2, { ...saved, terms: { ...plan2008Terms, onDrop: "reverse" } }), findings: [finding] });
    expect(editing.current().findings.map(({ place }) => place)).toEqual(["regular/mortgage/effect"]);
    set({ regular: editing.current().form.regular.slice(0, 1) });
    expect(editing.current().findings).toEqual([]);
  });

  test("that arrive after their row was removed are not shown", async () => {
    const { editing, sent, set } = writing();
    set({ onDrop: "reverse" });
    await pause();
    set({ regular: [] });
    await sent[0]?.answer({ ...detailOf(2), findings: [finding] });
    expect(editing.current().findings).toEqual([]);
  });
});
