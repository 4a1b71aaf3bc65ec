import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Attribution } from "../../src/deals/attributing/contract";
import type { Deal } from "../../src/deals/contract";
import { regularFen } from "../settlement/facts";
import { done, selling, signed, subscribed } from "../support/deals";
import { as, mintMember } from "../support/kit";

const at = await selling();
const manager = as(await at.agency.member("manager"));
const consultant = await at.agency.member("consultant");
const colleague = await mintMember(at.agency, "consultant");
const shares = (dealId: string) => done(manager.get<{ items: Attribution[] }>(`${at.path}/deals/${dealId}/attributions`));
const attribute = async (dealId: string, said: [userId: string, shareBps: number][]) => {
  const { version } = await done(manager.get<Deal>(`${at.path}/deals/${dealId}`));
  const body = { shares: said.map(([userId, shareBps]) => ({ userId, shareBps })) };

  return manager.put<{ items: Attribution[] }>(`${at.path}/deals/${dealId}/attributions`, body, { ifMatch: version });
};

test("a deal is all the work of who subscribed it, in the group of that day", async () => {
  const group = await done(manager.post<{ id: string }>(`/api/v1/agencies/${at.agency.id}/groups`, { name: "客戶一組" }));
  await env.SHARD_1.prepare("insert into group_members (agency_id, user_id, group_id, version) values (?, ?, ?, 1)")
    .bind(at.agency.id, consultant.id, group.id)
    .run();
  const { id } = await subscribed(at);

  expect((await shares(id)).items).toEqual([{ userId: consultant.id, userName: consultant.name, groupId: group.id, shareBps: 10_000 }]);
});

test("who left keeps their share while the others' are changed, and is not named anew", async () => {
  const { id } = await subscribed(at);
  await done(
    attribute(id, [
      [consultant.id, 6_000],
      [colleague.id, 4_000],
    ]),
  );
  await env.SHARD_1.prepare("update staff set state = 'removed' where agency_id = ? and id = ?").bind(at.agency.id, colleague.id).run();

  const { items } = await done(
    attribute(id, [
      [consultant.id, 7_500],
      [colleague.id, 2_500],
    ]),
  );
  expect(items.map(({ userId, shareBps }) => [userId, shareBps])).toEqual([
    [consultant.id, 7_500],
    [colleague.id, 2_500],
  ]);

  const other = await subscribed(at);
  const refused = await attribute(other.id, [
    [consultant.id, 5_000],
    [colleague.id, 5_000],
  ]);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: "/shares/1/userId", code: "unknown" }] } });
});

test("a share may be a group's alone: it keeps the name it had, and the export says so", async () => {
  const groups = `/api/v1/agencies/${at.agency.id}/groups`;
  const group = await done(manager.post<{ id: string }>(groups, { name: "客戶二組" }));
  const { id, version } = await subscribed(at);
  const path = `${at.path}/deals/${id}/attributions`;
  const put = async (share: object, other: object) => {
    const { version: now } = await done(manager.get<Deal>(`${at.path}/deals/${id}`));
    const body = {
      shares: [
        { ...share, shareBps: 6_000 },
        { ...other, shareBps: 4_000 },
      ],
    };
    return manager.put<{ items: Attribution[] }>(path, body, { ifMatch: now });
  };
  expect(version).toBeGreaterThan(0);
  const own = { userId: null, userName: "客戶二組", groupId: group.id };
  const { items } = await done(put({ groupId: group.id }, { userId: consultant.id }));
  expect(items).toMatchObject([
    { ...own, shareBps: 6_000 },
    { userId: consultant.id, shareBps: 4_000 },
  ]);
  const refused = [
    await put({ groupId: "group-of-nobody" }, { userId: consultant.id }),
    await put({ groupId: consultant.id }, { groupId: group.id }),
    await put({ userId: group.id }, { userId: consultant.id }),
    await put({ groupId: group.id }, { groupId: group.id }),
    await put({ groupId: group.id, userId: consultant.id }, { userId: consultant.id }),
  ].map(({ status, body }) => [status, (body as unknown as { errors: { pointer: string; code: string }[] }).errors[0]?.pointer]);
  expect(refused).toEqual([
    [422, "/shares/0/groupId"],
    [422, "/shares/0/groupId"],
    [422, "/shares/0/userId"],
    [422, "/shares"],
    [422, expect.stringContaining("/shares/0")],
  ]);

  await signed(at, id, "2008-06-03", regularFen);
  await done(manager.call("DELETE", `${groups}/${group.id}`, undefined, { ifMatch: 1 }));
  const lines: { dealId: string; userId: string | null; userName: string; contractPriceFen: number | null }[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { items: typeof lines; next: string | null } = await done(
      manager.get(`${at.path}/commission-lines?limit=1${next === "" ? "" : `&after=${next}`}`),
    );
    lines.push(...page.items);
    next = page.next;
  }
  expect(lines.filter(({ dealId }) => dealId === id)).toEqual(
    expect.arrayContaining([expect.objectContaining(own), expect.objectContaining({ userId: consultant.id })]),
  );
  expect(lines.filter(({ dealId }) => dealId === id)).toHaveLength(2);
  const { accountName } = await done(manager.get<{ accountName: string }>(`${at.path}/engagements/${at.engagementId}`));
  for (const line of lines.filter(({ dealId }) => dealId === id))
    expect(line).toMatchObject({ accountName, signedOn: "2008-06-03", contractPriceFen: regularFen });
  expect((await done(put({ groupId: group.id }, { userId: consultant.id }))).items[0], "gone, it keeps what it had").toMatchObject(own);
});
