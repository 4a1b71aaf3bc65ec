import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Deal, DealDetail, LedgerEntry, Proof } from "../../src/deals/contract";
import type { StoredFile } from "../../src/files/contract";
import { sweepLooseFiles } from "../../src/files/store";
import { jobFacts } from "../../src/http/facts";
import type { Claim, HandedClaim, Recipient } from "../../src/rewards/contract";
import type { Waiting } from "../../src/settlement/waiting/contract";
import { regularFen } from "../settlement/facts";
import { endLinks, pdf, upload, uploadByDeveloper } from "../support/campaigns";
import { done, type Selling, selling, signed, subscribed, today } from "../support/deals";
import { type Answer, as, mintAgency, mintDeveloper, mintMember, type Tenant } from "../support/kit";
import { plant } from "../support/planting";
import { approved, described, keyPerson, payment, queued, referred, reported } from "../support/rewards";
import { linkTo } from "../support/specials";

const minute = { timeout: 60_000 };
const headers = { "content-type": "application/pdf", "x-file-name": "a.pdf" };
const stateOf = async ({ agency }: Selling, id: string) =>
  (await env.SHARD_1.prepare("select state from files where agency_id = ? and id = ?").bind(agency.id, id).first<{ state: string }>())
    ?.state;

type Linked = Selling & { developer: Tenant<"owner" | "marketing" | "finance" | "compliance" | "viewer"> };

async function linkedSale(): Promise<Linked> {
  const at = await selling();
  const developer = await mintDeveloper();
  await linkTo(at, developer);

  return { ...at, developer };
}

/** Where the developer's door has the agency's files. */
const filesOf = ({ agency, developer }: Linked) => `/api/v1/developers/${developer.id}/agencies/${agency.id}/files`;
/** Whether somebody gets the bytes, by the agency's door or by its developer's. */
const seenBy = async (person: Awaited<ReturnType<typeof mintMember>>, files: string, id: string) =>
  [(await as(person).get(`${files}/${id}`)).status, (await as(person).get(`${files}/${id}/content`)).status] as const;
const yes = [200, 200];
const no = [404, 404];

describe("a developer's finance stores with a linked agency", minute, () => {
  test("a document, under the agency; it alone sees, erases and is refused it like any other", async () => {
    const at = await linkedSale();
    const finance = as(await at.developer.member("finance"));
    const path = filesOf(at);
    const stored = await finance.call<StoredFile>("POST", `${path}?purpose=deal-document`, pdf(), { headers, key: "paper-0001" });

    expect(stored).toMatchObject({ status: 201, body: { purpose: "deal-document", state: "loose", size: 9 } });
    expect(await finance.call("POST", `${path}?purpose=deal-document`, pdf(), { headers, key: "paper-0001" })).toMatchObject({
      status: 201,
      body: stored.body,
    });
    const { id } = stored.body;
    expect(await (await env.FILES.get(`${at.agency.id}/${id}`))?.text()).toBe("%PDF-1.4\n");
    const audit = env.SHARD_1.prepare("select actor_side as side from audit where scope = ? and entity_id = ?").bind(at.agency.id, id);
    expect((await audit.all()).results).toEqual([{ side: "developer" }]);
    expect(await seenBy(await at.developer.member("finance"), path, id)).toEqual(yes);
    expect(await seenBy(await mintMember(at.developer, "finance"), path, id), "a colleague, of what is loose").toEqual(no);
    expect(await seenBy(await at.agency.member("owner"), `/api/v1/agencies/${at.agency.id}/files`, id)).toEqual(no);

    expect(await finance.call("POST", `${path}?purpose=deal-document`, new TextEncoder().encode("MZ"), { headers })).toMatchObject({
      status: 415,
      body: { code: "wrong-file-type" },
    });
    expect((await finance.call("POST", `${path}?purpose=party`, pdf(), { headers })).status).toBe(422);
    expect((await as(await at.developer.member("viewer")).call("POST", `${path}?purpose=deal-document`, pdf(), { headers })).status).toBe(
      403,
    );

    expect((await finance.delete(`${path}/${id}`)).status).toBe(204);
    expect(await stateOf(at, id)).toBe("erasing");
    expect(await env.FILES.get(`${at.agency.id}/${id}`)).toBeNull();
  });

  test("not with an agency that it has no link with, nor once the link has ended; and nothing of it stays", async () => {
    const at = await linkedSale();
    const finance = as(await at.developer.member("finance"));
    const other = await mintAgency();
    const id = await uploadByDeveloper(at, at.developer);
    const elsewhere = filesOf(at).replace(at.agency.id, other.id);
    const stranger = await mintDeveloper();

    for (const { who, path, status } of [
      { who: finance, path: elsewhere, status: 404 },
      { who: as(await stranger.member("finance")), path: filesOf({ ...at, developer: stranger }), status: 404 },
      { who: as(await stranger.member("finance")), path: filesOf(at), status: 404 },
    ]) {
      expect((await who.call("POST", `${path}?purpose=deal-document`, pdf(), { headers })).status).toBe(status);
      expect((await who.get(`${path}/${id}`)).status).toBe(status);
      expect((await who.delete(`${path}/${id}`)).status).toBe(status);
    }
    expect((await env.FILES.list({ prefix: `${other.id}/` })).objects).toEqual([]);

    await endLinks(at.agency, at.projectId);
    expect((await finance.call("POST", `${filesOf(at)}?purpose=deal-document`, pdf(), { headers })).status).toBe(404);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), id)).toEqual(no);
    expect((await finance.delete(`${filesOf(at)}/${id}`)).status).toBe(404);
    expect((await env.FILES.list({ prefix: `${at.agency.id}/` })).objects.filter(({ key }) => key.endsWith(id))).toHaveLength(1);
  });

  test("the sweep takes what nothing kept for a day", async () => {
    const at = await linkedSale();
    const id = await uploadByDeveloper(at, at.developer);

    await sweepLooseFiles(jobFacts(env, "cron", Date.now() + 86_400_001));

    expect(await stateOf(at, id)).toBe("erased");
    expect(await env.FILES.get(`${at.agency.id}/${id}`)).toBeNull();
  });
});

describe("what is confirmed with a document", minute, () => {
  /** A signed home with money that was reported with a slip. */
  async function toConfirm(at: Selling) {
    const { id } = await subscribed(at);
    await signed(at, id, "2008-06-03", regularFen);
    const slip = await upload(at, "consultant", "deal-document");
    const entry = await reported(at, id, { documentId: slip });

    return { id, slip, entry };
  }

  test("by the agency's finance, and seen with the deal: not by a consultant whose group takes no part", async () => {
    const at = await selling();
    const { id, slip, entry } = await toConfirm(at);
    const documentId = await upload(at, "finance", "deal-document");
    await done(as(await at.agency.member("finance")).post(`${at.path}/confirmations`, { deals: [id], entries: [entry], documentId }));
    const proofPaper = await upload(at, "consultant", "deal-document");
    const consultant = as(await at.agency.member("consultant"));
    await done(consultant.post(`${at.path}/deals/${id}/proofs`, { kind: "work-permit", documentId: proofPaper }));
    const agencys = `/api/v1/agencies/${at.agency.id}/files`;
    const neighbour = await (await mintAgency()).member("owner");
    const outsider = await mintMember(at.agency, "consultant");

    for (const paper of [slip, documentId, proofPaper]) {
      expect(await seenBy(await at.agency.member("viewer"), agencys, paper)).toEqual(yes);
      expect(await seenBy(outsider, agencys, paper), "all see all").toEqual(yes);
      expect(await seenBy(neighbour, agencys, paper)).toEqual(no);
    }
    await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
    for (const paper of [slip, documentId, proofPaper]) expect(await seenBy(outsider, agencys, paper)).toEqual(no);
    expect(await seenBy(await at.agency.member("consultant"), agencys, slip), "its own").toEqual(yes);
    const answer = await as(await at.agency.member("viewer")).get(`${agencys}/${documentId}/content`);
    expect(answer.cost.read, "however many slices may show it").toBeLessThanOrEqual(20);
  });

  test("a proof's document is none of the developer's", async () => {
    const at = await linkedSale();
    const deal: Deal = await subscribed(at);
    const documentId = await upload(at, "consultant", "deal-document");
    await done(as(await at.agency.member("consultant")).post(`${at.path}/deals/${deal.id}/proofs`, { kind: "work-permit", documentId }));

    for (const role of ["owner", "finance"] as const)
      expect(await seenBy(await at.developer.member(role), filesOf(at), documentId)).toEqual(no);
  });

});
