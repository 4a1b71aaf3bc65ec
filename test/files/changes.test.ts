import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { DealDetail } from "../../src/deals/contract";
import type { Supplement } from "../../src/settlement/supplements/contract";
import { regularFen } from "../settlement/facts";
import { mortgage } from "../settlement/supplements/changes";
import { endLinks, upload } from "../support/campaigns";
import { done, type Selling, selling, signed, subscribed } from "../support/deals";
import { type Answer, as, mintAgency, mintDeveloper, mintMember } from "../support/kit";
import { linkTo } from "../support/specials";

const minute = { timeout: 60_000 };
const code = ({ body }: Answer) => (body as { code: string }).code;
const errors = ({ body }: Answer) => (body as { errors: object[] }).errors;
const opened = async (person: Awaited<ReturnType<typeof mintMember>>, files: string, id: string) =>
  (await as(person).get(`${files}/${id}/content`)).status;

async function sold(at: Selling): Promise<string> {
  const { id } = await subscribed(at);
  await signed(at, id, "2008-06-05", regularFen);

  return id;
}

describe("the signed paper of a change", minute, () => {
  for (const { what, path, told, shown } of [
    {
      what: "a supplement",
      path: "supplements",
      told: { change: mortgage, signedOn: "2008-06-10", documentNumber: "BC-1" },
      shown: async (at: Selling, id: string) => {
        const listed = as(await at.agency.member("viewer")).get<{ items: Supplement[] }>(`${at.path}/deals/${id}/supplements`);

        return (await done(listed)).items[0]?.document;
      },
    },
    {
      what: "a cancellation",
      path: "cancellation",
      told: { cancelledOn: "2008-06-20", why: "買方工作調動", forfeitedFen: 0 },
      shown: async (at: Selling, id: string) =>
        (await done(as(await at.agency.member("viewer")).get<DealDetail>(`${at.path}/deals/${id}`))).cancellationDocument,
    },
  ]) {
    test(`of ${what} is kept with it, whole or not at all, and shown with the deal`, async () => {
      const at = await selling();
      const developer = await mintDeveloper();
      await linkTo(at, developer);
      const id = await sold(at);
      const manager = as(await at.agency.member("manager"));
      const record = (documentId?: string) => manager.post<DealDetail>(`${at.path}/deals/${id}/${path}`, { ...told, documentId });
      const theirs = await upload({ agency: await mintAgency() }, "finance", "deal-document");
      for (const [wrong, why] of [
        ["none", "not there"],
        [theirs, "a neighbour's"],
        [await upload(at), "for another purpose"],
      ] as const) {
        const refused = await record(wrong);
        expect(refused.status, why).toBe(422);
        expect(errors(refused), why).toEqual([expect.objectContaining({ pointer: "/documentId", code: "unknown" })]);
      }
      const proof = await upload(at, "consultant", "deal-document");
      await done(manager.post(`${at.path}/deals/${id}/proofs`, { kind: "work-permit", documentId: proof }));
      expect(code(await record(proof)), "one file serves one thing").toBe("file-in-use");
      expect(await shown(at, id), "nothing was recorded").toBeFalsy();

      const documentId = await upload(at, "consultant", "deal-document");
      const recorded = await record(documentId);
      expect(recorded).toMatchObject({ status: 200, cost: { trips: 2 } });
      expect(await shown(at, id)).toMatchObject({ id: documentId, name: "批覆.pdf", state: "kept" });

      const agencys = `/api/v1/agencies/${at.agency.id}/files`;
      const developers = `/api/v1/developers/${developer.id}/agencies/${at.agency.id}/files`;
      const outsider = await mintMember(at.agency, "consultant");
      expect(await opened(await at.agency.member("viewer"), agencys, documentId)).toBe(200);
      expect(await opened(await (await mintAgency()).member("owner"), agencys, documentId)).toBe(404);
      expect(await opened(await developer.member("finance"), developers, documentId), "who confirms the deal").toBe(200);
      expect(await opened(await developer.member("owner"), developers, documentId)).toBe(404);
      await env.SHARD_1.prepare("update agencies set consultant_sight = 'group' where id = ?").bind(at.agency.id).run();
      expect(await opened(outsider, agencys, documentId)).toBe(404);
      await endLinks(at.agency, at.projectId);
      expect(await opened(await developer.member("finance"), developers, documentId)).toBe(404);
    });
  }

  test("of two changes at once with one paper, one is recorded and keeps it", async () => {
    const at = await selling();
    const id = await sold(at);
    const other = await sold(at);
    const manager = as(await at.agency.member("manager"));
    const documentId = await upload(at, "manager", "deal-document");
    const answers = await Promise.all(
      [id, other].map((deal, n) =>
        manager.post(`${at.path}/deals/${deal}/supplements`, {
          change: mortgage,
          signedOn: "2008-06-10",
          documentNumber: `BC-${n}`,
          documentId,
        }),
      ),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("by SQL too, is no neighbour's file", async () => {
    const at = await selling();
    const id = await sold(at);
    const theirs = await upload({ agency: await mintAgency() }, "finance", "deal-document");
    await expect(
      env.SHARD_1.prepare("update deals set cancellation_document_id = ? where agency_id = ? and id = ?")
        .bind(theirs, at.agency.id, id)
        .run(),
    ).rejects.toThrow("unknown-reference");
    await expect(
      env.SHARD_1.prepare(
        "insert into supplements select agency_id, campaign_id, 'planted', id, 'price', '2008-06-10', 'X', '[]', 'me', '我', 1, ? from deals where agency_id = ? and id = ?",
      )
        .bind(theirs, at.agency.id, id)
        .run(),
    ).rejects.toThrow("unknown-reference");
  });
});
