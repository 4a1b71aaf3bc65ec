import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { sealAddress } from "../../src/secrets/address";
import { type Example, prepare } from "./example";
import { examples } from "./examples";
import { type Operation, operations } from "./operations";
import { local } from "./rows";
import { newWorld, type World } from "./world";

/** So many rows in every table of the tenant; ten times as many in `npm run test:full`. */
const many = Number(env.ROWS ?? "10000");

/**
 * Worlds whose tenants have so many rows. Reads are asked in the first. Each write is asked in the first of them where no
 * other has taken away what it needs (ended the session, raised the version, decided), so each succeeds in one, and is
 * measured. Those after the first have a tenth of the rows: more by far than a write may read besides its own.
 */
const grown: World[] = [];

async function grownWorld(at: number): Promise<World> {
  const known = grown[at];
  if (known) return known;
  const world = await newWorld();
  await grow(world, at === 0 ? many : many / 10);
  grown.push(world);

  return world;
}

beforeAll(() => grownWorld(0), 120_000);

/**
 * Operations that follow all rows of one thing, of which the world has more than anybody would: how many of them they read
 * for each, and why.
 */
const following: Record<string, { each: number; why: string }> = {
  "patch /api/v1/agencies/{agency}/campaigns/{campaign}/engagements/{engagement}": {
    each: 2,
    why: "the days of all that was recommended there are reckoned anew under the other category: the world gives one account all",
  },
  "put /api/v1/agencies/{agency}/campaigns/{campaign}/catalogue": {
    each: 2,
    why: "no word goes that any version of the campaign's policy uses: the world gives one campaign all versions",
  },
};

/** What an operation costs in a world that is as large as any; one that is refused in a world of its own fails. */
async function costAtSize(operation: Operation, example: Example) {
  for (let at = 0; ; at += 1) {
    const isNew = at === grown.length;
    const world = await grownWorld(at);
    const prepared = await prepare(operation, example, world);
    const answer = await prepared.call(await example.caller(world));
    if (answer.status < 300) return { ...answer.cost, rows: at === 0 ? many : many / 10 };
    expect([404, 409, 412], JSON.stringify(answer.body)).toContain(answer.status);
    if (isNew) throw new Error(`not measured: refused where nothing came before it, ${JSON.stringify(answer.body)}`);
  }
}

describe.each(operations.filter(({ key, mutates }) => !mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    const asked = examples[operation.key] as Example;
    const queries = [{ query: asked.query ?? "", rows: asked.rows }, ...(asked.queries ?? [])];

    test.each(queries)("reads no more for what else the tenant has, in one round trip: $query", async ({ query, rows }) => {
      const example = asked;
      const world = await grownWorld(0);
      const prepared = await prepare(operation, example, world, query);
      const rightful = await example.caller(world);
      await prepared.call(rightful);

      const answer = await prepared.call(rightful);
      const returned = Math.max(1, rowsIn(answer.body));

      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      expect({ trips: answer.cost.trips, isWithin: answer.cost.read <= (rows ?? 3 * returned + 20) }, `${answer.cost.read} rows`).toEqual({
        trips: example.trips ?? 1,
        isWithin: true,
      });
    });
  },
);

describe.each(operations.filter(({ key, mutates }) => mutates && examples[key]).map((operation) => [operation.key, operation] as const))(
  "%s",
  (_, operation) => {
    test("touches a number of rows that does not grow with the tenant", async () => {
      const example = examples[operation.key];
      if (!example) return;
      const small = await newWorld();
      const fresh = await prepare(operation, example, small);

      const inSmall = await fresh.call(await example.caller(small));
      const atSize = await costAtSize(operation, example);

      expect(inSmall.status, JSON.stringify(inSmall.body)).toBeLessThan(300);
      const followed = (following[operation.key]?.each ?? 0) * atSize.rows;
      expect(atSize.read).toBeLessThanOrEqual(inSmall.cost.read + (example.more ?? 20) + followed);
    });
  },
);

/** How many rows an answer holds: the objects of its lists, those of lists within them too. */
function rowsIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum, each) => sum + (typeof each === "object" && each !== null ? 1 : 0) + rowsIn(each), 0);

  return typeof value === "object" && value !== null ? Object.values(value).reduce((sum, each) => sum + rowsIn(each), 0) : 0;
}

/**
 * Customers of both campaigns, all called alike, half of them the manager's; the newest were found to be the same as others,
 * so that a search by name reads as much of each as it ever does.
 */
function grownLeads(agency: string, rows: number, manager: string, coordinator: string): string[] {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})`;
  const [a, now] = [`'${agency}'`, Date.now()];
  const id = "'0190' || printf('%08d', i)";
  const keptId = `iif(i > ${rows} - 100, '0190' || printf('%08d', i - 500), null)`;
  const leads = (campaign: string, leadId: string, more: { group: string; kept: string }) =>
    `insert into leads (agency_id, id, campaign_id, person_id, engagement_id, source, key_number, phone_hash, masked_hash, project_hash, owner_id, group_id, reported_at, report_until, next_on, next_kind, kept_until, merged_into, created_by, created_at)
      ${numbers} select ${a}, ${leadId}, '${campaign}', ${id}, null, 'call', 1, 'h' || i, 'm' || i, 'p' || i, iif(i % 2, '${manager}', null), ${more.group}, iif(i % 2, 1, null), iif(i % 2, ${now} + 36000000 + i, null), iif(i % 2, '2008-05-21', null), iif(i % 2, 'call', null), '2099-01-01', ${more.kept}, 'x', i from n`;

  return [
    leads(local.aloneCampaign, id, { group: `iif(i % 2, null, '${local.group}')`, kept: keptId }),
    leads(local.linkedCampaign, "'linked' || i", { group: "null", kept: "null" }),
    `insert into consents ${numbers} select ${a}, '${local.formCampaign}', 'consent' || i, 'zh-Hant', '同意 ' || i, i from n`,
    `insert into form_tries ${numbers} select ${a}, 'k' || i, i, 1 from n`,
    `insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, key_number, by_id, by_name) ${numbers} select ${a}, 'call' || i, '${local.aloneCampaign}', ${id}, i, 'call', 1, 'x', 'X' from n`,
    `insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, form_id, consent_id, receipt, key_number, by_id, by_name) ${numbers} select ${a}, 'form' || i, '${local.aloneCampaign}', ${id}, i, 'form', '${local.openForm}', 'consent' || i, 's' || i, 1, 'x', 'X' from n`,
    `insert into lead_contacts ${numbers} select ${a}, '${local.aloneCampaign}', ${id}, ${id}, 'call', 'reached', iif(i <= 300, date('now', '+8 hours'), date('2000-01-01', '+' || i || ' days')), i, 1, null, '${manager}', 'X', i from n`,
    `insert into lead_visits (agency_id, campaign_id, id, lead_id, visited_on, brought_by, brought_by_name) ${numbers} select ${a}, '${local.aloneCampaign}', ${id}, ${id}, '2008-05-20', 'x', 'X' from n`,
    `insert into lead_owners ${numbers} select ${a}, '${local.aloneCampaign}', ${id}, ${id}, '${coordinator}', 'picked', null, '2008-05-20', i, 'x', 'X' from n`,
    `insert into lead_turns ${numbers} select ${a}, '${local.aloneCampaign}', 'u' || i, i from n`,
    `insert into lead_merges ${numbers} select ${a}, '${local.aloneCampaign}', ${id}, ${id}, '0190' || printf('%08d', iif(i = 1, 2, i - 1)), '{}', 'x', 'X', i, i, 'x' from n`,
    ...[
      { campaign: local.aloneCampaign, leadId: id },
      { campaign: local.linkedCampaign, leadId: "'linked' || i" },
    ].map(
      ({ campaign, leadId }) =>
        `insert into earnest_deposits (agency_id, campaign_id, id, lead_id, amount_fen, paid_on, document_number, reported_by, reported_by_name, reported_at) ${numbers} select ${a}, '${campaign}', ${leadId}, ${leadId}, 100, '2008-06-02', 'n' || i, 'x', 'X', i from n`,
    ),
  ];
}

/** Lists that were taken in, one of them with so many rows. */
function grownImports(agency: string, rows: number): string[] {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})`;
  const a = `'${agency}'`;
  const id = "'0190' || printf('%08d', i)";

  return [
    `insert into imports (agency_id, id, kind, total, mapping, digest, key_number, state, created_by, created_at) ${numbers} select ${a}, ${id}, 'accounts', 1, '[]', '${"0".repeat(64)}', 1, 'expired', 'x', i from n`,
    `insert into import_chunks ${numbers} select ${a}, ${id}, 0, 'm', 1, i from n`,
    `insert into import_rows (agency_id, import_id, ordinal, row_number, match_key, plain, target_id, verdict, same_id) ${numbers} select ${a}, '${local.committedImport}', i + 1, i + 3, 'k' || i, '{}', 'x', 'same', 'y' from n`,
    `insert into import_made ${numbers} select ${a}, ${id}, 'account', ${id}, 2 from n`,
    `insert into import_mappings ${numbers} select ${a}, 'accounts', printf('%064d', i), '[]', i from n`,
  ];
}

/** Fills every table of the world's agency and developer, straight into storage. */
async function grow({ agency, developer, ids }: World, rows: number): Promise<void> {
  const [manager, coordinator] = [(await agency.member("manager")).id, (await agency.member("coordinator")).id];
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})`;
  const [a, d] = [`'${agency.id}'`, `'${developer.id}'`];
  const id = "'0190' || printf('%08d', i)";
  const audit = (scope: string) =>
    `insert into audit ${numbers} select ${scope}, ${id}, i, 'x', 'X', 'agency', 'x.done', 'x', 'e' || (i % 50), null, '[]', 'r' from n`;
  const mechanisms = (scope: string) => [
    audit(scope),
    `insert into outbox (id, scope, topic, target, payload, created_at, done_at) ${numbers} select ${scope} || i, ${scope}, 'x', 'DIRECTORY', '{}', i, i from n`,
    `insert into idempotency ${numbers} select ${scope}, 'x', 'k' || i, 'm', 200, null, i from n`,
    `insert into messages (id, scope, once_key, template, recipient_kind, recipient_id, params, state, created_at, due_at) ${numbers} select ${scope} || i, ${scope}, 'k' || i, 'x', 'user', 'x', '{}', 'sent', i, i from n`,
  ];

  for (const statement of [
    ...mechanisms(a),
    `insert into groups (agency_id, id, name, created_at) ${numbers} select ${a}, ${id}, '組' || i, i from n`,
    `insert into staff ${numbers} select ${a}, 'u' || i, '人' || i, 'viewer', 'active', 1 from n`,
    `insert into projects ${numbers} select ${a}, ${id}, '盤' || i, null, '商', 'Asia/Shanghai', 1 from n`,
    `insert into links ${numbers} select ${a}, ${id}, ${id}, '盤', 'x', '商', 'agency', 'ended', i, i, '2008-06-01', 1 from n`,
    `insert into campaigns ${numbers} select ${a}, ${id}, '活動' || i, '${ids.linkedProject}', 'running', '2008-05-15', '2008-07-15', 'Asia/Shanghai', 3, (select catalogue from campaigns where agency_id = ${a} and id = '${local.draftCampaign}'), null, i, 1 from n`,
    `insert into policy_versions ${numbers} select ${a}, ${id}, '${local.linkedCampaign}', 100 + i, 'superseded', '2008-05-15', '{}', null, 'x', i, i, i, 1 from n`,
    `insert into approvals (agency_id, id, kind, campaign_id, subject_id, subject_version, subject, decider, developer_id, state, maker_id, maker_name, submitted_at) ${numbers} select ${a}, ${id}, 'policy-version', '${local.linkedCampaign}', 's' || i, 1, '{"agencyName":"代理","campaignName":"活動","projectName":"樓盤","number":3,"effectiveFrom":"2008-06-01"}', 'developer', ${d}, 'pending', 'maker', '送審人', i from n`,
    `insert into people (agency_id, id, name, key_number, created_at) ${numbers} select ${a}, ${id}, '客戶 ' || i, 1, i from n`,
    `insert into accounts (agency_id, id, name, folded_name, created_by, created_at) ${numbers} select ${a}, ${id}, '單位' || i, '單位' || i, 'x', i from n`,
    `insert into name_grams (agency_id, kind, gram, id) ${numbers} select ${a}, 'account', '單位', ${id} from n`,
    `insert into contacts (agency_id, id, account_id, person_id, post, is_listed_post, created_at) ${numbers} select ${a}, ${id}, '${local.account}', ${id}, '員工', 0, i from n`,
    `insert into units (agency_id, id, project_id, building, floor, number, product, list_total_fen, created_at) ${numbers} select ${a}, ${id}, '${ids.linkedProject}', ${a}, i % 40, 'n' || i, 'top-apartment', 44200000, i from n`,
    `insert into unit_counts ${numbers} select ${a}, '${ids.linkedProject}', i || '棟', 0, 1, 0, 0, 0 from n`,
    `insert into unit_releases ${numbers} select ${a}, '${ids.linkedProject}', ${a}, 'n' || i, 'u' || i from n`,
    `insert into counting_groups (agency_id, campaign_id, root_id, version, settled_version) ${numbers} select ${a}, '${local.linkedCampaign}', 'root' || i, 1, 1 from n`,
    `insert into engagements (agency_id, id, campaign_id, account_id, category, root_id, created_by, created_at) ${numbers} select ${a}, ${id}, '${local.linkedCampaign}', ${id}, 'chamber', 'root' || i, 'x', i from n`,
    `insert into recognitions (agency_id, campaign_id, id, engagement_id, person_id, post, from_day, recorded_by, recorded_by_name, recorded_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, ${id}, '主席', '2008-05-20', 'x', 'X', i from n`,
    `insert into first_visits (agency_id, campaign_id, engagement_id, person_id, post, visited_on, reported_by, reported_by_name, reported_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, '主席', '2008-05-20', 'x', 'X', i from n`,
    `insert into referrals (agency_id, campaign_id, id, engagement_id, referrer_id, person_id, referred_on, evidence, recorded_by, recorded_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, '${local.engagement}', ${id}, ${id}, '2008-05-28', 'roster', 'x', i from n`,
    `insert into deals (agency_id, id, campaign_id, engagement_id, account_id, unit_id, building, unit_number, list_price_fen, policy_version_id, policy_number, category, payment_method, seller_id, seller_name, state, subscribed_on, signed_on, contract_number, contract_price_fen, created_by, created_at) ${numbers} select ${a}, ${id}, '${local.linkedCampaign}', ${id}, ${id}, ${id}, '1棟', 'n' || i, 44200000, '${local.published}', 1, 'chamber', 'lump-sum', 'x', 'X', 'signed', '2008-06-01', '2008-06-03', 'c' || i, 43316000, 'x', i from n`,
    `insert into parties ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 1, 10000 from n`,
    `insert into attributions (agency_id, campaign_id, deal_id, user_id, user_name, share_bps) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, 'x', 'X', 10000 from n`,
    `insert into proofs (agency_id, campaign_id, id, deal_id, kind, submitted_by, submitted_by_name, submitted_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'chamber-roll', 'x', 'X', i from n`,
    `insert into deal_ledger (agency_id, campaign_id, id, deal_id, kind, item, amount_fen, on_day, reported_by, reported_by_name, reported_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'receipt', 'deposit', 100, '2008-06-03', 'x', 'X', i from n`,
    `insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'base', 43316000, '2008-06-03', 'final' from n`,
    `insert into price_lines (agency_id, campaign_id, id, deal_id, kind, amount_fen, posted_on, state) ${numbers} select ${a}, '${local.linkedCampaign}', 'difference' || i, ${id}, 'adjustment', -100, '2008-06-03', 'final' from n`,
    `insert into deal_prices (agency_id, campaign_id, deal_id, standing, units, payable_fen, open_fen, stops_at_floor, group_version) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, 'counted', 1, 43316000, 0, 0, 1 from n`,
    `insert into supplements (agency_id, campaign_id, id, deal_id, kind, signed_on, change, recorded_by, recorded_by_name, recorded_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'price', '2008-06-10', '[]', 'x', 'X', i from n`,
    `insert into claims (agency_id, campaign_id, id, engagement_id, account_id, person_id, gross_fen, witness_id, witness_name, claimed_by, claimed_by_name, claimed_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, ${id}, ${id}, 100, 'x', 'X', 'x', 'X', i from n`,
    `insert into reward_entries (agency_id, campaign_id, id, engagement_id, person_id, deal_id, kind, amount_fen, posted_on) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, ${id}, ${id}, 'accrual', 100, '2008-06-05' from n`,
    `insert into recipients (agency_id, person_id, status) ${numbers} select ${a}, ${id}, 'self-employed' from n`,
    `insert into reward_holds (agency_id, campaign_id, id, engagement_id, reason, held_by, held_by_name, held_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'x', 'x', 'X', i from n`,
    `insert into results ${numbers} select ${a}, ${id}, date('2000-01-01', '+' || i || ' days'), 1, '{"":{"homes":1}}' from n`,
    `insert into result_marks ${numbers} select ${a}, ${id}, date('2000-01-01', '+' || i || ' days'), 2 from n`,
    `insert into declared_demands ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, null, 1, '2008-05-28', ${id}, 'x', 'X', i, null from n`,
    `insert into offers (agency_id, campaign_id, id, deal_id, number, policy_version_id, issued_on, sign_by, inputs, result, units, payable_fen, engine_revision, issued_by, issued_by_name, issued_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, i + 100, '${local.published}', '2008-06-02', '2008-06-08', '{}', '{}', 1, 1, 1, 'x', 'X', i from n`,
    `insert into benefits (agency_id, campaign_id, id, engagement_id, person_id, number, policy_version_id, policy_number, issued_on, expires_on, transferable, inputs, result, words, engine_revision, issued_by, issued_by_name, issued_at) ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, ${id}, i + 100, '${local.published}', 1, '2008-06-02', '2008-07-15', 'no', '{}', '{}', '{}', 1, 'x', 'X', i from n`,
    `insert into forms (agency_id, id, campaign_id, code, name, texts, fields, assignment, created_by, created_at) ${numbers} select ${a}, ${id}, '${local.formCampaign}', substr(${a}, -10) || printf('%06d', i), '表單', '{"title":{"zh-Hant":"登記"}}', '[]', '{"to":"pool"}', 'x', i from n`,
    `insert into form_tags ${numbers} select ${a}, '${local.formCampaign}', '${local.openForm}', 't' || i, '門口', null, 0 from n`,
    `insert into form_slots ${numbers} select ${a}, '${local.formCampaign}', '${local.openForm}', ${id}, 5000000000000 + i * 3600000, 5000000000000 + i * 3600000 + 60000, 1, 0 from n`,
    `insert into lead_touches (agency_id, id, campaign_id, lead_id, at, source, form_id, consent_id, receipt, key_number, by_id, by_name) ${numbers} select ${a}, ${id}, '${local.formCampaign}', 'lead-of-form-1', i, 'form', '${local.openForm}', 'consent-of-form', 'r' || i, 1, 'x', 'X' from n`,
    `insert into bookings (agency_id, campaign_id, id, slot_id, lead_id, touch_id, created_at) ${numbers} select ${a}, '${local.formCampaign}', ${id}, ${id}, 'lead-of-form-1', ${id}, i from n`,
    ...grownLeads(agency.id, rows, manager, coordinator),
    ...grownImports(agency.id, rows),
    `insert into receipts ${numbers} select ${a}, '${local.linkedCampaign}', ${id}, ${id}, 'x', 'X', i, null from n`,
    `insert into files ${numbers} select ${a}, ${id}, 'approval-document', '批覆.pdf', 'application/pdf', 9, 'x', 'kept', 'x', i, 1 from n`,
  ])
    await env.SHARD_1.prepare(statement).run();

  for (const statement of [
    ...mechanisms(a),
    ...mechanisms(d),
    `insert into users (id, name, email_cipher, email_hash, password_hash, language, created_at) ${numbers} select ${a} || 'u' || i, '人', '', ${a} || i, 'x', 'zh-Hant', i from n`,
    `insert into memberships (tenant_id, user_id, role, joined_at) ${numbers} select ${a}, ${a} || 'u' || i, 'viewer', i from n`,
    `insert into memberships (tenant_id, user_id, role, joined_at) ${numbers} select ${d}, ${a} || 'u' || i, 'viewer', i from n`,
    `insert into invitations (tenant_id, id, email_cipher, email_hash, role, language, invited_by, state, created_at, expires_at) ${numbers} select ${a}, ${a} || i, 'x', 'x' || i, 'viewer', 'zh-Hant', 'x', 'withdrawn', i, i from n`,
    `insert into projects (id, name, developer_id, developer_name, agency_id, zone, created_at) ${numbers} select ${d} || i, '盤', ${d}, '商', null, 'Asia/Shanghai', i from n`,
    `insert into links (id, project_id, agency_id, developer_id, offered_by, state, offered_at, decided_at, project_name, agency_name, developer_name) ${numbers} select ${d} || i, ${d} || i, ${a}, ${d}, 'developer', 'ended', i, i, '盤', '代理', '商' from n`,
    `insert into allocations ${numbers} select '${ids.linkedProject}', ${a}, 'n' || i, ${a}, 'u' || i, i, 1 from n`,
    `insert into decisions ${numbers} select ${d}, ${a}, ${id}, 'policy-version', '{"agencyName":"代理","campaignName":"活動","projectName":"樓盤","number":3,"effectiveFrom":"2008-06-01"}', 'pending', i, null, 1 from n`,
  ])
    await env.DIRECTORY.prepare(statement).run();

  // Those on a first page have an address that opens; sealing ten thousand would take the check's whole time.
  const first = await env.DIRECTORY.prepare(
    `select user_id as id from memberships where tenant_id = ${a} order by user_id desc limit 200`,
  ).all<{
    id: string;
  }>();
  const sealed = first.results
    .filter(({ id: userId }) => userId.startsWith(agency.id))
    .map(async ({ id: userId }) =>
      env.DIRECTORY.prepare("update users set email_cipher = ? where id = ?").bind(
        await sealAddress(env, "users", userId, `${userId}@marker.example`),
        userId,
      ),
    );
  await env.DIRECTORY.batch(await Promise.all(sealed));
}
