/** Rows that make a tenant as large as a busy one, written straight into its shard. */

const perStatement = 5000;

/** Copies the demo's campaign until the agency has `count` more. */
export async function addCampaigns(shard, count) {
  const { results } = await shard.prepare("pragma table_info(campaigns)").all();
  const columns = results.map(({ name }) => name);
  const copied = columns
    .map((name) => (name === "id" ? "j.value" : name === "name" ? "name || ' ' || substr(j.value, -4)" : name))
    .join(", ");
  await shard
    .prepare(
      `insert into campaigns (${columns.join(", ")}) select ${copied} from campaigns c, json_each(?) j where c.agency_id = 'hopefluent' and c.id = 'zhongyang-2008'`,
    )
    .bind(JSON.stringify(Array.from({ length: count }, (_, at) => risingId(1_227_000_000_000, at))))
    .run();
}

/** Adds audit rows of one campaign, `from` to `to`, each a minute after the one before. */
export async function addAudit(shard, from, to) {
  for (let start = from; start < to; start += perStatement) {
    const rows = Array.from({ length: Math.min(perStatement, to - start) }, (_, at) => ({
      id: risingId(1_227_100_000_000, start + at),
      at: 1_227_100_000_000 + (start + at) * 60_000,
    }));
    await shard
      .prepare(
        `insert into audit (scope, id, at, actor_id, actor_name, actor_side, event, entity, entity_id, label, changes, request_id)
         select 'hopefluent', value->>'id', value->>'at', 'bench', '基準', 'agency', 'campaign.changed', 'campaign', 'zhongyang-2008',
           '中央王座', '[{"field":"endsOn","from":"2008-07-15","to":"2008-07-16"}]', 'bench' from json_each(?)`,
      )
      .bind(JSON.stringify(rows))
      .run();
  }
}

/** The same lists in the bare Worker's tables: rows of the same length, with nothing to look up. */
export async function addBareRows(database, count) {
  const rows = JSON.stringify(
    Array.from({ length: count }, (_, at) => ({ id: `campaign-${String(at).padStart(6, "0")}`, uuid: risingId(1_227_000_000_000, at) })),
  );
  await database.batch([
    database
      .prepare(
        `insert into campaigns select 'hopefluent', value->>'id', '大客戶拓展 2008 ' || substr(value->>'id', -4), 'zhongyang', '中央王座', '尚格',
           'running', '2008-05-15', '2008-07-15', 'Asia/Shanghai', '["group-one"]', 1227000000000, 1 from json_each(?)`,
      )
      .bind(rows),
    database
      .prepare(
        `insert into audit select 'hopefluent', value->>'uuid', 1227100000000, 'bench', '基準', 'agency', 'campaign.changed', 'campaign',
           'zhongyang-2008', '中央王座', '[{"field":"endsOn","from":"2008-07-15","to":"2008-07-16"}]', 'bench' from json_each(?)`,
      )
      .bind(rows),
  ]);
}

/** A UUIDv7 whose time is `start` plus `at` minutes, so that later rows sort later. */
function risingId(start, at) {
  const time = (start + at * 60_000).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${at.toString(16).padStart(12, "0")}`;
}
