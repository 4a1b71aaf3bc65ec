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
const code = ({ body }: Answer) => (body as { code: string }).code;
const errors = ({ body }: Answer) => (body as { errors: object[] }).errors;
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

/** Where the developer's door has the agency's files, and its campaign. */
const filesOf = ({ agency, developer }: Linked) => `/api/v1/developers/${developer.id}/agencies/${agency.id}/files`;
const campaignOf = ({ agency, developer, campaignId }: Linked) =>
  `/api/v1/developers/${developer.id}/agencies/${agency.id}/campaigns/${campaignId}`;
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

  test("by the developer: one document for the contract and the money, beside the slip it was reported with", async () => {
    const at = await linkedSale();
    const { id, slip, entry } = await toConfirm(at);
    const finance = as(await at.developer.member("finance"));
    const waiting = await done(finance.get<Waiting>(`${campaignOf(at)}/waiting`));
    expect(waiting.entries).toMatchObject([{ id: entry, document: { id: slip, name: "批覆.pdf", state: "kept" } }]);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), slip), "the slip, before it confirms").toEqual(yes);
    const documentId = await uploadByDeveloper(at, at.developer);

    const confirmation = { deals: [id], entries: [entry], documentId };
    expect(await done(finance.post(`${campaignOf(at)}/confirmations`, confirmation))).toEqual({ deals: 1, entries: 1 });

    const told = env.SHARD_1.prepare("select changes from audit where scope = ? and event = 'money.confirmed'").bind(at.agency.id);
    expect(JSON.parse((await told.first<{ changes: string }>())?.changes ?? "[]")).toContainEqual({ field: "documentId", to: documentId });
    const manager = as(await at.agency.member("manager"));
    const mention = { id: documentId, name: "批覆.pdf", type: "application/pdf", size: 9, state: "kept" };
    expect(await done(manager.get<DealDetail>(`${at.path}/deals/${id}`))).toMatchObject({ signingDocument: mention });
    expect(await done(manager.get<LedgerEntry>(`${at.path}/deals/${id}/ledger/${entry}`))).toMatchObject({
      document: { id: slip },
      confirmingDocument: mention,
    });
    const agencys = `/api/v1/agencies/${at.agency.id}/files`;
    for (const role of ["manager", "viewer"] as const) expect(await seenBy(await at.agency.member(role), agencys, documentId)).toEqual(yes);
    expect(await seenBy(await mintMember(at.developer, "finance"), filesOf(at), documentId), "a colleague who confirms too").toEqual(yes);
    expect(await seenBy(await at.developer.member("marketing"), filesOf(at), documentId), "who does not confirm").toEqual(no);
    const stranger = await mintDeveloper();
    expect(await seenBy(await stranger.member("finance"), filesOf({ ...at, developer: stranger }), documentId)).toEqual(no);
    expect((await finance.delete(`${filesOf(at)}/${documentId}`)).body).toMatchObject({ code: "file-in-use" });
    await sweepLooseFiles(jobFacts(env, "cron", Date.now() + 86_400_001));
    expect(await stateOf(at, documentId)).toBe("kept");

    await endLinks(at.agency, at.projectId);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), documentId)).toEqual(no);
    expect(await seenBy(await at.agency.member("manager"), agencys, documentId), "the agency keeps it").toEqual(yes);
  });

  test("its sight ends with the project's link, while another of the agency's is still linked", async () => {
    const at = await linkedSale();
    const { id } = await toConfirm(at);
    const documentId = await uploadByDeveloper(at, at.developer);
    await done(as(await at.developer.member("finance")).post(`${campaignOf(at)}/confirmations`, { deals: [id], entries: [], documentId }));
    await env.SHARD_1.prepare(
      "insert into links select agency_id, 'other-link', 'other-project', project_name, developer_id, developer_name, offered_by, 'accepted', offered_at, decided_at, null, 1 from links where agency_id = ?",
    )
      .bind(at.agency.id)
      .run();
    await endLinks(at.agency, at.projectId);
    await env.SHARD_1.prepare("update links set state = 'accepted' where agency_id = ? and id = 'other-link'").bind(at.agency.id).run();

    expect(await seenBy(await at.developer.member("finance"), filesOf(at), documentId)).toEqual(no);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), await uploadByDeveloper(at, at.developer))).toEqual(yes);
  });

  test("by the developer, with a document of its own that serves nothing else", async () => {
    const at = await linkedSale();
    const { id, slip, entry } = await toConfirm(at);
    const finance = as(await at.developer.member("finance"));
    const confirm = (documentId: string) => finance.post(`${campaignOf(at)}/confirmations`, { deals: [id], entries: [], documentId });
    const colleagues = await as(await mintMember(at.developer, "finance")).call<StoredFile>(
      "POST",
      `${filesOf(at)}?purpose=deal-document`,
      pdf(),
      { headers },
    );
    const forApproval = await finance.call<StoredFile>("POST", `${filesOf(at)}?purpose=approval-document`, pdf(), { headers });
    for (const [documentId, why] of [
      ["none", "not there"],
      [slip, "kept by the agency"],
      [await upload(at, "finance", "deal-document"), "the agency's, and loose"],
      [colleagues.body.id, "a colleague's"],
      [forApproval.body.id, "for another purpose"],
    ] as const) {
      const answer = await confirm(documentId);
      expect(answer.status, why).toBe(422);
      expect(errors(answer), why).toEqual([expect.objectContaining({ pointer: "/documentId", code: "unknown" })]);
    }

    const documentId = await uploadByDeveloper(at, at.developer);
    await done(confirm(documentId));
    expect(code(await finance.post(`${campaignOf(at)}/confirmations`, { deals: [], entries: [entry], documentId }))).toBe("file-in-use");
    expect(await done(finance.post(`${campaignOf(at)}/confirmations`, { deals: [], entries: [entry] })), "without one").toEqual({
      deals: 0,
      entries: 1,
    });
  });

  test("by the agency's finance, and seen with the deal: not by a consultant whose group takes no part", async () => {
    const at = await selling();
    const { id, slip, entry } = await toConfirm(at);
    const documentId = await upload(at, "finance", "deal-document");
    await done(as(await at.agency.member("finance")).post(`${at.path}/confirmations`, { deals: [id], entries: [entry], documentId }));
    const proofPaper = await upload(at, "consultant", "deal-document");
    const consultant = as(await at.agency.member("consultant"));
    const proof = await done(consultant.post<Proof>(`${at.path}/deals/${id}/proofs`, { kind: "work-permit", documentId: proofPaper }));
    expect(proof.document).toMatchObject({ id: proofPaper, name: "批覆.pdf" });
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

  test("a roster of names is kept, and shown with them", async () => {
    const at = await selling();
    await keyPerson(at);
    const documentId = await upload(at, "consultant", "deal-document");
    const roster = { referredOn: "2008-05-20", evidence: "roster", documentId, people: [{ name: "買方" }, { name: "另一位" }] };
    const consultant = as(await at.agency.member("consultant"));
    const path = `${at.path}/engagements/${at.engagementId}/referrals`;
    const made = await done(consultant.post<{ items: { document: object }[] }>(path, roster));

    expect(made.items.map(({ document }) => document)).toEqual(Array(2).fill(expect.objectContaining({ id: documentId, state: "kept" })));
    expect(await seenBy(await at.agency.member("viewer"), `/api/v1/agencies/${at.agency.id}/files`, documentId)).toEqual(yes);
    expect(code(await consultant.post(path, { ...roster, people: [{ name: "第三位" }] }))).toBe("file-in-use");
  });
});

describe("what is paid against a signed receipt", minute, () => {
  async function earned(at: Selling) {
    const { personId } = await keyPerson(at);
    await plant(
      at,
      (await referred(at, 1)).map((referral) => ({ referral, paidOn: "2008-06-15" })),
    );
    await described(at, personId, "self-employed");
    await queued();

    return { personId, claim: await approved(at, personId) };
  }
  const paying = (told: object = {}) => ({ taxFen: 0, paidOn: today(), receiptNumber: "LJ-0001", ...told });

  test("by the agency itself only with it; who may not read claims does not get it", async () => {
    const at = await selling();
    const { claim } = await earned(at);
    const refused = await payment(at, claim.id, { documentId: undefined });
    expect(refused.status).toBe(422);
    expect(errors(refused)).toEqual([expect.objectContaining({ pointer: "/documentId", code: "required" })]);
    expect(code(await payment(at, claim.id, { documentId: await upload(at) })), "another purpose's").toBe("invalid");

    const documentId = await upload(at, "finance", "deal-document");
    const paid = await done(payment(at, claim.id, { documentId }));
    expect(paid.document).toMatchObject({ id: documentId, name: "批覆.pdf", state: "kept" });
    expect(await done(as(await at.agency.member("manager")).get<Claim>(`${at.path}/claims/${claim.id}`))).toEqual(paid);
    const agencys = `/api/v1/agencies/${at.agency.id}/files`;
    for (const role of ["consultant", "compliance"] as const)
      expect(await seenBy(await at.agency.member(role), agencys, documentId)).toEqual(yes);
    for (const role of ["viewer", "logistics"] as const)
      expect(await seenBy(await at.agency.member(role), agencys, documentId)).toEqual(no);
    const outsider = await mintMember(at.agency, "consultant");
    await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
    expect(await seenBy(outsider, agencys, documentId)).toEqual(no);
  });

  test("by the developer, with it or without; a payment that is sent twice is answered with the claim again", async () => {
    const at = await linkedSale();
    const { claim } = await earned(at);
    const finance = as(await at.developer.member("finance"));
    const path = `${campaignOf(at)}/claims/${claim.id}`;
    const documentId = await uploadByDeveloper(at, at.developer);
    const pay = () => finance.post<HandedClaim>(`${path}/payment`, paying({ documentId }), { key: "payment-0001" });
    const paid = await pay();

    expect(paid).toMatchObject({ status: 200, body: { state: "paid", document: { id: documentId, state: "kept" } } });
    expect(paid.body.entries).toHaveLength(1);
    expect(await pay()).toMatchObject({ status: 200, body: paid.body });
    expect(await done(finance.get<HandedClaim>(path))).toEqual(paid.body);
    expect(await seenBy(await at.agency.member("manager"), `/api/v1/agencies/${at.agency.id}/files`, documentId)).toEqual(yes);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), documentId)).toEqual(yes);
    expect(await seenBy(await at.developer.member("owner"), filesOf(at), documentId), "who does not pay").toEqual(no);
    await endLinks(at.agency, at.projectId);
    expect(await seenBy(await at.developer.member("finance"), filesOf(at), documentId)).toEqual(no);
  });

  test("of two payments at once with one document, one is made and keeps it", async () => {
    const at = await linkedSale();
    const { claim } = await earned(at);
    const finance = as(await at.developer.member("finance"));
    const documentId = await uploadByDeveloper(at, at.developer);
    const path = `${campaignOf(at)}/claims/${claim.id}/payment`;
    const answers = await Promise.all(["LJ-1", "LJ-2"].map((receiptNumber) => finance.post(path, paying({ documentId, receiptNumber }))));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await stateOf(at, documentId)).toBe("kept");
  });

  test("by SQL too, neither a claim nor a line names a neighbour's file", async () => {
    const at = await selling();
    const { claim } = await earned(at);
    const theirs = await upload({ agency: await mintAgency() }, "finance", "deal-document");
    for (const [table, column, id] of [
      ["claims", "document_id", claim.id],
      ["deal_ledger", "confirming_document_id", null],
    ])
      await expect(
        env.SHARD_1.prepare(`update ${table} set ${column} = ? where agency_id = ? and id = coalesce(?, id)`)
          .bind(theirs, at.agency.id, id)
          .run(),
      ).rejects.toThrow("unknown-reference");
  });

  test("an employer's consent is shown to who reads rewards", async () => {
    const at = await selling();
    const { personId } = await keyPerson(at);
    const documentId = await upload(at, "consultant", "deal-document");
    const recipient: Recipient = await described(at, personId, "private-employee", 0, documentId);

    expect(recipient).toMatchObject({ mayBePaid: true, consentDocument: { id: documentId, name: "批覆.pdf" } });
    const agencys = `/api/v1/agencies/${at.agency.id}/files`;
    expect(await seenBy(await at.agency.member("compliance"), agencys, documentId)).toEqual(yes);
    expect(await seenBy(await at.agency.member("viewer"), agencys, documentId)).toEqual(no);
  });
});
