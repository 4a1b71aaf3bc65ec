import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Attribution } from "../../src/deals/attributing/contract";
import type { Deal } from "../../src/deals/contract";
import { done, selling, subscribed } from "../support/deals";
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
