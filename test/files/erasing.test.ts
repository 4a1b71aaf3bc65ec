import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { DealDetail, Proof } from "../../src/deals/contract";
import { sweepLooseFiles } from "../../src/files/store";
import { jobFacts } from "../../src/http/facts";
import { regularFen } from "../settlement/facts";
import { mortgage } from "../settlement/supplements/changes";
import { pdf, upload } from "../support/campaigns";
import { done, proven, type Selling, selling, signed, subscribed } from "../support/deals";
import { type Answer, as } from "../support/kit";
import { plant } from "../support/planting";
import { approved, described, keyPerson, payment, queued, referred, reported } from "../support/rewards";

const minute = { timeout: 60_000 };

/** What is left of a file: its row, and whether its bytes are there. */
async function leftOf({ agency }: Selling, id: string) {
  const row = await env.SHARD_1.prepare("select state, name from files where agency_id = ? and id = ?").bind(agency.id, id).first();

  return { ...row, bytes: (await env.FILES.get(`${agency.id}/${id}`)) !== null };
}
const gone = { state: "erasing", name: "PDF", bytes: false };
const kept = { state: "kept", name: "批覆.pdf", bytes: true };

const person = async (at: Selling, name: string) =>
  (await done(as(await at.agency.member("manager")).post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/people`, { name }))).id;
const erase = async (at: Selling, id: string, version = 1): Promise<Answer> =>
  as(await at.agency.member("owner")).post(`/api/v1/agencies/${at.agency.id}/people/${id}/erasure`, undefined, { ifMatch: version });
const paper = (at: Selling) => upload(at, "consultant", "deal-document");

async function handedIn(at: Selling, dealId: string): Promise<string> {
  const documentId = await paper(at);
  const proof = { kind: "work-permit", documentId };
  await done(as(await at.agency.member("consultant")).post<Proof>(`${at.path}/deals/${dealId}/proofs`, proof));

  return documentId;
}

describe("erasing a person takes along", minute, () => {
  test("what proves who they are, and leaves the papers of the money and what was decided", async () => {
    const at = await selling();
    const buyerId = await person(at, "何美玲");
    const { id } = await subscribed(at, { buyerId, isMember: false });
    const proof = await handedIn(at, id);
    const slip = await paper(at);
    await reported(at, id, { kind: "receipt", item: "deposit", amountFen: 2_000_000, onDay: "2008-06-01", documentId: slip });
    await signed(at, id, "2008-06-05", regularFen);
    await proven(at, id, "chamber-roll");
    const supplement = await paper(at);
    const manager = as(await at.agency.member("manager"));
    const changed = { change: mortgage, signedOn: "2008-06-10", documentNumber: "BC-1", documentId: supplement };
    await done(manager.post(`${at.path}/deals/${id}/supplements`, changed));
    const others = await subscribed(at, { isMember: false });
    const anothers = await handedIn(at, others.id);
    const before = await done(manager.get<DealDetail>(`${at.path}/deals/${id}`));

    const erased = await erase(at, buyerId);

    expect(erased).toMatchObject({ status: 200, cost: { trips: 2 } });
    expect(await leftOf(at, proof)).toEqual(gone);
    for (const stays of [slip, supplement, anothers]) expect(await leftOf(at, stays)).toEqual(kept);
    const [, shown] = (await done(manager.get<{ items: Proof[] }>(`${at.path}/deals/${id}/proofs`))).items.toSorted((a) =>
      a.document === null ? -1 : 1,
    );
    expect(shown?.document).toMatchObject({ id: proof, name: "PDF", state: "erased" });
    expect((await manager.get(`/api/v1/agencies/${at.agency.id}/files/${proof}/content`)).status).toBe(404);
    const after = await done(manager.get<DealDetail>(`${at.path}/deals/${id}`));
    expect({ ...after, parties: [] }, "the figures stay").toEqual({ ...before, parties: [] });
    const audit = env.SHARD_1.prepare("select changes from audit where scope = ? and event = 'person.erased'").bind(at.agency.id);
    expect(JSON.parse((await audit.first<{ changes: string }>())?.changes ?? "")).toEqual([{ field: "documentId", from: proof, to: null }]);
    await sweepLooseFiles(jobFacts(env, "files", Date.now()));
    expect(await leftOf(at, proof)).toEqual({ ...gone, state: "erased" });
  });

  test("also the proofs of a home that they gave up meanwhile, and none of who took it over", async () => {
    const at = await selling();
    const [first, second] = [await person(at, "何美玲"), await person(at, "羅志強")];
    const { id } = await subscribed(at, { buyerId: first });
    await signed(at, id, "2008-06-05", regularFen);
    const old = await handedIn(at, id);
    const change = { kind: "name", isFamily: false, buyers: [{ personId: second, shareBps: 10_000 }] };
    const manager = as(await at.agency.member("manager"));
    await done(manager.post(`${at.path}/deals/${id}/supplements`, { change, signedOn: "2008-06-10", documentNumber: "BC-1" }));
    const fresh = await handedIn(at, id);

    await done(erase(at, first));

    expect([await leftOf(at, old), await leftOf(at, fresh)]).toEqual([gone, kept]);
    await done(erase(at, second));
    expect(await leftOf(at, fresh)).toEqual(gone);
  });

  test("a roster with the last of those on it alone", async () => {
    const at = await selling();
    await keyPerson(at);
    const roster = await paper(at);
    const people = [await person(at, "甲"), await person(at, "乙")];
    const told = { referredOn: "2008-05-20", evidence: "roster", documentId: roster, people: people.map((id) => ({ id })) };
    await done(as(await at.agency.member("consultant")).post(`${at.path}/engagements/${at.engagementId}/referrals`, told));

    await done(erase(at, people[0] ?? ""));
    expect(await leftOf(at, roster), "it is evidence of the other").toEqual(kept);
    await done(erase(at, people[1] ?? ""));
    expect(await leftOf(at, roster)).toEqual(gone);
  });

  test("the employer's consent, unless money was claimed by it; the receipt of what was paid stays", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const consent = await paper(at);
    await described(at, personId, "private-employee", 0, consent);
    const other = await person(at, "未領獎");
    const unused = await paper(at);
    await described(at, other, "private-employee", 0, unused);
    await plant(
      at,
      (await referred(at, 1)).map((referral) => ({ referral, paidOn: "2008-06-15" })),
    );
    await queued();
    const claim = await approved(at, personId);
    const documentId = await upload(at, "finance", "deal-document");
    await done(payment(at, claim.id, { documentId }));

    await done(erase(at, personId));
    await done(erase(at, other));

    expect([await leftOf(at, consent), await leftOf(at, documentId), await leftOf(at, unused)]).toEqual([kept, kept, gone]);
  });

  test("the bytes for certain: what the request could not delete, the sweep does", async () => {
    const at = await selling();
    const buyerId = await person(at, "何美玲");
    const { id } = await subscribed(at, { buyerId, isMember: false });
    const proof = await handedIn(at, id);
    await done(erase(at, buyerId));
    await env.FILES.put(`${at.agency.id}/${proof}`, pdf());

    await sweepLooseFiles(jobFacts(env, "files", Date.now()));

    expect(await leftOf(at, proof)).toEqual({ ...gone, state: "erased" });
  });

  test("nothing, refused of an older version, of a neighbour's or of one who is erased", async () => {
    const at = await selling();
    const buyerId = await person(at, "何美玲");
    const { id } = await subscribed(at, { buyerId, isMember: false });
    const proof = await handedIn(at, id);

    expect((await erase(at, buyerId, 2)).status).toBe(412);
    expect((await erase(await selling(), buyerId)).status).toBe(404);
    expect(await leftOf(at, proof)).toEqual(kept);
    await done(erase(at, buyerId));
    expect((await erase(at, buyerId, 2)).status).toBe(409);
  });
});
