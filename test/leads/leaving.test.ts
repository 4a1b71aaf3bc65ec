import { expect, test } from "vitest";
import type { LeadDetail } from "../../src/leads/contract";
import { as } from "../support/kit";
import { codeOf, leadStage, reported } from "./at";

test("what waits for a group is its members' alone, and everybody's once the group is deleted", async () => {
  const at = await leadStage();
  const [zhou, he] = at.consultants;
  const manager = as(await at.agency.member("manager"));
  const owner = as(await at.agency.member("owner"));
  const groups = `/api/v1/agencies/${at.agency.id}/groups`;
  const group = (await owner.post<{ id: string }>(groups, { name: "一組" })).body;
  const lead = await reported(at, zhou);
  const assigned = await manager.post<LeadDetail>(
    `${at.leads}/${lead.id}/assignment`,
    { to: "group", groupId: group.id },
    { ifMatch: lead.version },
  );
  expect(assigned.body, JSON.stringify(assigned.body)).toMatchObject({ groupId: group.id, ownerId: null });
  expect(codeOf((await as(he).post(`${at.leads}/${lead.id}/pick`)).body)).toBe("lead-of-group");

  const deleted = await owner.call("DELETE", `${groups}/${group.id}`);

  expect(deleted.status, JSON.stringify(deleted.body)).toBe(204);
  expect((await as(he).post<LeadDetail>(`${at.leads}/${lead.id}/pick`)).body).toMatchObject({ standing: "mine", groupId: null });
});

test("a merge is undone as long as nothing has happened since, the later of two first, and once", async () => {
  const at = await leadStage();
  const [zhou] = at.consultants;
  const manager = as(await at.agency.member("manager"));
  const [one, two, three] = [await reported(at, zhou), await reported(at, zhou), await reported(at, zhou)];
  const now = async (id: string) => (await manager.get<LeadDetail>(`${at.leads}/${id}`)).body;
  const merge = async (other: LeadDetail) => {
    const answer = await manager.post<LeadDetail>(
      `${at.leads}/${one.id}/merges`,
      { otherId: other.id, otherVersion: (await now(other.id)).version },
      { ifMatch: (await now(one.id)).version },
    );
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);

    return answer.body.merges.find(({ mergedId, undoneAt }) => mergedId === other.id && undoneAt === null)?.id ?? "";
  };
  const undo = (id: string) => manager.post<LeadDetail>(`${at.leads}/${one.id}/merges/${id}/undoing`);

  const first = await merge(two);
  const second = await merge(three);
  expect((await now(one.id)).touches).toBe(3);
  expect(codeOf((await undo(first)).body)).toBe("merge-moved-on");
  expect((await undo(second)).status).toBe(200);
  expect((await undo(first)).status).toBe(200);
  expect(codeOf((await undo(first)).body)).toBe("already-decided");
  expect(await now(one.id)).toMatchObject({ touches: 1, mergedInto: null });

  const again = await merge(two);
  await as(zhou).post(`${at.leads}/${one.id}/contacts`, { kind: "call", outcome: "reached" });
  expect(codeOf((await undo(again)).body)).toBe("merge-moved-on");
  expect((await now(two.id)).mergedInto).toBe(one.id);
});
test("who is removed leaves their leads to all, on the record; another's stay theirs", async () => {
  const at = await leadStage();
  const [zhou, he, luo] = at.consultants;
  const [left, kept] = [await reported(at, zhou), await reported(at, he)];
  const owner = as(await at.agency.member("owner"));

  const removed = await owner.call("DELETE", `/api/v1/agencies/${at.agency.id}/staff/${zhou.id}`);

  expect(removed.status, JSON.stringify(removed.body)).toBe(204);
  expect((await as(luo).get<{ items: { id: string }[] }>(`${at.leads}?pool=1`)).body.items.map(({ id }) => id)).toEqual([left.id]);
  const { body } = await owner.get<LeadDetail>(`${at.leads}/${left.id}`);
  expect(body.owners.map(({ how }) => how).toSorted()).toEqual(["removed", "reported"]);
  expect((await owner.get<LeadDetail>(`${at.leads}/${kept.id}`)).body.ownerId).toBe(he.id);
});
