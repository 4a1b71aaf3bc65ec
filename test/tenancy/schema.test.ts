import { env } from "cloudflare:workers";
import { getTableConfig, type SQLiteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, test } from "vitest";
import { declaredDemands } from "../../src/accounts/demands/schema";
import { keyPersonCorrections } from "../../src/accounts/engagements/correcting/schema";
import { countingGroups, engagements, firstVisits, recognitions, referrals } from "../../src/accounts/engagements/schema";
import { accounts, contacts, nameGramCounts, nameGrams } from "../../src/accounts/schema";
import { approvals, decisions } from "../../src/approvals/schema";
import { audit } from "../../src/audit/schema";
import { campaignGroups, campaigns } from "../../src/campaigns/schema";
import { attributions, dealLedger, dealListing, dealPrices, deals, parties, priceLines, proofs, supplements } from "../../src/deals/schema";
import { files } from "../../src/files/schema";
import { passwordResets, recoveryCodes, sessions, smsCodes, users } from "../../src/identity/schema";
import { importChunks, importMade, importMappings, importRows, imports } from "../../src/imports/schema";
import { bookings, consents, formAddresses, formSlots, forms, formTags, formTries } from "../../src/leads/forms/schema";
import * as leads from "../../src/leads/schema";
import { messages } from "../../src/messages/schema";
import * as organisations from "../../src/organisations/schema";
import { agencyKeys, people, shownPersons } from "../../src/people/schema";
import { keyRotations } from "../../src/people/turning/schema";
import { policyVersions } from "../../src/policies/schema";
import { resultMarks, results } from "../../src/results/schema";
import { claims, recipients, rewardEntries, rewardHolds } from "../../src/rewards/schema";
import { writeOffs } from "../../src/rewards/write-offs/schema";
import { earnestDeposits } from "../../src/selection/schema";
import { benefits } from "../../src/settlement/benefits/schema";
import { offers } from "../../src/settlement/offers/schema";
import { receipts } from "../../src/settlement/receipts/schema";
import { specials } from "../../src/settlement/specials/schema";
import { constraintProblems } from "../../src/tenancy/constraints";
import { agencyRows, idempotency, outbox } from "../../src/tenancy/schema";
import { allocations, unitCounts, unitReleases, units } from "../../src/units/schema";

const mechanisms = [audit, outbox, messages, idempotency];
const { tenants, shardCounts, memberships, invitations, projects, links } = organisations;
const { staff, groups, groupMembers, agencyProjects, agencyLinks } = organisations;

const typed: Record<"DIRECTORY" | "SHARD_1", SQLiteTable[]> = {
  DIRECTORY: [
    ...mechanisms,
    tenants,
    shardCounts,
    users,
    memberships,
    invitations,
    sessions,
    passwordResets,
    recoveryCodes,
    smsCodes,
    projects,
    links,
    decisions,
    allocations,
    formAddresses,
  ],
  SHARD_1: [
    ...mechanisms,
    agencyRows,
    staff,
    groups,
    groupMembers,
    agencyProjects,
    agencyLinks,
    campaigns,
    campaignGroups,
    files,
    policyVersions,
    approvals,
    agencyKeys,
    keyRotations,
    people,
    shownPersons,
    accounts,
    contacts,
    nameGrams,
    nameGramCounts,
    imports,
    importChunks,
    importRows,
    importMade,
    importMappings,
    countingGroups,
    engagements,
    firstVisits,
    recognitions,
    keyPersonCorrections,
    referrals,
    deals,
    parties,
    attributions,
    proofs,
    dealLedger,
    priceLines,
    dealPrices,
    dealListing,
    supplements,
    rewardEntries,
    claims,
    recipients,
    rewardHolds,
    writeOffs,
    receipts,
    offers,
    benefits,
    declaredDemands,
    specials,
    results,
    resultMarks,
    units,
    unitCounts,
    unitReleases,
    leads.leadRules,
    forms,
    formTags,
    formSlots,
    consents,
    formTries,
    bookings,
    leads.leads,
    leads.leadTouches,
    leads.leadContacts,
    leads.leadOwners,
    leads.leadVisits,
    leads.leadTurns,
    leads.leadMerges,
    leads.leadGrams,
    leads.leadGramCounts,
    leads.leadCounts,
    earnestDeposits,
  ],
};
/** Swept by age through all owners at once, never listed for one. */
const swept = ["files_loose", "files_erasing", "idempotency_by_age", "form_tries_spent", "leads_to_forget", "imports_staged"];
/** Asked only whether there is one. */
const notPaged = ["approvals_of_document"];
/** Columns that a later part of the product adds to: the typed view alone says what they may hold. */
const growing = ["SHARD_1.approvals.kind", "DIRECTORY.decisions.kind", "SHARD_1.files.purpose"];
/** Copies of what the directory checks, and a choice that only the contract makes. */
const uncheckedHere = ["SHARD_1.links.offered_by", "SHARD_1.links.state", "DIRECTORY.invitations.language", "DIRECTORY.sms_codes.language"];

/** Written and read by raw statements alone. */
const untyped: Record<keyof typeof typed, string[]> = {
  DIRECTORY: ["attempts", "carried_keys", "guard", "master_rotations"],
  SHARD_1: ["guard", "letter_places"],
};

describe.each(Object.keys(typed) as (keyof typeof typed)[])("%s", (name) => {
  const database = env[name];

  test.each(typed[name].map((table) => [getTableConfig(table).name, table] as const))(
    "the typed view of %s is the table",
    async (tableName, table) => {
      const { results } = await database
        .prepare(`select name, type, "notnull" as required, pk from pragma_table_xinfo(?)`)
        .bind(tableName)
        .all<{ name: string; type: string; required: number; pk: number }>();
      const config = getTableConfig(table);
      const keys =
        config.primaryKeys[0]?.columns.map((column) => column.name) ??
        config.columns.filter((column) => column.primary).map((column) => column.name);

      expect(config.columns.map((column) => [column.name, column.getSQLType().toUpperCase(), column.notNull]).toSorted()).toEqual(
        results.map((column) => [column.name, column.type, column.required === 1 || (column.pk > 0 && keys.length === 1)]).toSorted(),
      );
      expect(keys).toEqual(
        results
          .filter(({ pk }) => pk > 0)
          .toSorted((a, b) => a.pk - b.pk)
          .map((column) => column.name),
      );
    },
  );

  test.each(typed[name].map((table) => [getTableConfig(table).name, table] as const))(
    "what the typed view of %s allows is what the table checks",
    async (tableName, table) => {
      const made = await database.prepare("select sql from sqlite_master where type = 'table' and name = ?").bind(tableName).first<{
        sql: string;
      }>();

      for (const column of getTableConfig(table).columns) {
        const check = new RegExp(`\\b${column.name} text[^\\n]*check \\(${column.name} in \\(([^)]*)\\)\\)`).exec(made?.sql ?? "")?.[1];
        const allowed = check?.split(", ").map((value) => value.replaceAll("'", ""));
        const where = `${name}.${tableName}.${column.name}`;
        if (column.enumValues?.length && ![...growing, ...uncheckedHere].includes(where))
          expect(allowed?.toSorted(), where).toEqual(column.enumValues.toSorted());
        if (column.dataType === "json") expect(made?.sql, where).toContain(`json_valid(${column.name})`);
      }
    },
  );

  test("every index begins with its owner and ends with what its list pages by", async () => {
    const { results } = await database
      .prepare(
        `select t.name as "table", i.name, i."unique" as "unique",
            (select json_group_array(c.name) from pragma_index_info(i.name) c) as columns,
            (select json_group_array(k.name) from (select name from pragma_table_info(t.name) where pk > 0 order by pk) k) as key
          from sqlite_master t join pragma_index_list(t.name) i
          where t.type = 'table' and i.origin = 'c' and t.name not like 'sqlite_%' and t.name not like '_cf_%' order by i.name`,
      )
      .all<{ table: string; name: string; unique: number; columns: string; key: string }>();
    const wrong = results.flatMap((index) => {
      const [columns, key] = [JSON.parse(index.columns) as string[], JSON.parse(index.key) as string[]];
      const owned = key.length === 1 || columns[0] === key[0] || (key.includes(columns[0] ?? "") && columns.at(-1) === key[0]);
      const paged = index.unique === 1 || key.includes(columns.at(-1) ?? "");

      return [
        ...(owned || swept.includes(index.name) ? [] : [`${index.name} does not begin with the owner`]),
        ...(paged || notPaged.includes(index.name) ? [] : [`${index.name} does not end with the key`]),
      ];
    });

    expect(results.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test("every table is STRICT, has a rowid and a typed view", async () => {
    const { results } = await database
      .prepare(
        "select l.name, l.strict, l.wr from pragma_table_list l where l.schema = 'main' and l.type = 'table' and l.name not like 'sqlite_%' and l.name not like '_cf_%' and l.name <> 'd1_migrations'",
      )
      .all<{ name: string; strict: number; wr: number }>();

    expect(results.filter(({ strict, wr }) => strict !== 1 || wr === 1)).toEqual([]);
    expect(results.map((table) => table.name).toSorted()).toEqual(
      [...typed[name].map((table) => getTableConfig(table).name), ...untyped[name]].toSorted(),
    );
  });

  test("an owned table is keyed by its owner first, and so is every reference between owned tables", async () => {
    if (name === "DIRECTORY") return;
    for (const table of typed.SHARD_1.filter((candidate) => "agencyId" in candidate)) {
      const tableName = getTableConfig(table).name;
      const key = await database.prepare("select name from pragma_table_info(?) where pk = 1").bind(tableName).first<{ name: string }>();
      const references = await database
        .prepare(`select "table" as target, "from" as source, seq from pragma_foreign_key_list(?) where seq = 0`)
        .bind(tableName)
        .all<{ source: string }>();

      expect(key?.name, tableName).toBe("agency_id");
      expect(
        references.results.map(({ source }) => source).filter((source) => source !== "agency_id"),
        tableName,
      ).toEqual([]);
    }
  });

  test("the triggers that stand behind the guards are all there", async () => {
    const { results } = await database
      .prepare("select name from sqlite_master where type = 'trigger' order by name")
      .all<{ name: string }>();
    const common = ["audit_keeps", "audit_stays", "guard_fails"];
    const own = [
      "accounts_one_level_inserted",
      "accounts_one_level_updated",
      "approvals_decided_once",
      "benefits_fixed",
      "benefits_in_order",
      "benefits_stay",
      "campaigns_keep_subscribed_days",
      "campaigns_move_no_settled_price",
      "campaigns_move_prices",
      "group_members_inserted",
      "group_members_updated",
      "name_grams_counted",
      "name_grams_uncounted",
      "bookings_given_back",
      "bookings_stay_cancelled",
      "bookings_taken",
      "consents_stay",
      "earnest_makes_sincere",
      "lead_grams_counted",
      "lead_grams_uncounted",
      "lead_owners_keep",
      "lead_owners_stay",
      "lead_touches_counted",
      "lead_visits_decided_once",
      "leads_counted",
      "leads_find_their_deals",
      "leads_find_their_deals_anew",
      "leads_follow_deals",
      "leads_named",
      "leads_recounted",
      "people_renamed_as_leads",
      "people_renumbered_as_leads",
      "parties_leave_leads",
      "parties_make_leads_selected",
      "deals_move_leads",
      "groups_leave_their_leads",
      "staff_leave_their_leads",
      "offers_fixed",
      "offers_in_order",
      "offers_stay",
      "people_stay_erased",
      "policy_versions_after_deals",
      "policy_versions_fixed",
      "policy_versions_forward",
      "policy_versions_stay",
      "proofs_decided_once",
      "units_counted",
      "units_never_again",
      "units_recounted",
      "units_released",
      "units_stay_in_place",
      "units_uncounted",
      "deals_cancelled_with_own_file",
      "deals_keep_their_terms",
      "deals_on_standing_referrals",
      "deals_stay",
      "deals_signing_decided_by_another",
      "deals_stay_cancelled",
      "deals_stay_signed",
      "ledger_decided_once",
      "ledger_keeps",
      "ledger_stays",
      "lines_keep",
      "lines_stay",
      "recognitions_apart_inserted",
      "recognitions_keep",
      "recognitions_stay",
      "key_person_corrections_decided_once",
      "key_person_corrections_fixed",
      "key_person_corrections_stay",
      "engagements_move_their_deals",
      "referrals_before_subscription",
      "referrals_counted",
      "referrals_stay",
      "referrals_stay_used",
      "referrals_stay_withdrawn",
      "referrals_uncounted",
      "claims_decided_once",
      "claims_paid_with_own_file",
      "claims_stay",
      "reward_entries_claimed_once",
      "reward_entries_keep",
      "reward_entries_stay",
      "reward_entries_written_off_within",
      "write_offs_decided_once",
      "write_offs_fixed",
      "write_offs_stay",
      "claims_touch_inserted",
      "claims_touch_updated",
      "deal_prices_touch_deleted",
      "deal_prices_touch_inserted",
      "deal_prices_touch_updated",
      "deals_touch_inserted",
      "deals_touch_theirs",
      "deals_touch_updated",
      "engagements_touch_theirs",
      "first_visits_touch_deleted",
      "first_visits_touch_inserted",
      "first_visits_touch_updated",
      "ledger_confirmed_inserted",
      "ledger_confirmed_updated",
      "ledger_confirmed_with_own_file",
      "ledger_touch_inserted",
      "ledger_touch_updated",
      "lines_touch_inserted",
      "lines_touch_updated",
      "referrals_touch_inserted",
      "referrals_touch_updated",
      "reward_entries_touch_inserted",
      "reward_entries_touch_updated",
      "touched_days_marked",
      "approvals_await_acceptance",
      "specials_answer_counter",
      "specials_decided_once",
      "specials_fixed",
      "specials_stay",
      "supplements_keep",
      "supplements_stay",
      "supplements_with_own_file",
      "accounts_renamed",
      "deal_listing_resummed",
      "deal_listing_summed",
      "deal_prices_listed",
      "deal_prices_relisted",
      "deal_prices_unlisted",
      "deals_listed",
      "deals_relisted",
      "due_days_found",
      "engagements_counted_together",
      "engagements_moved",
      "engagements_named",
      "ledger_listed",
      "ledger_relisted",
      "lines_listed",
      "lines_relisted",
      "recognitions_reshown",
      "recognitions_shown",
    ];

    expect(results.map((trigger) => trigger.name)).toEqual([...common, ...(name === "DIRECTORY" ? [] : own)].toSorted());
  });
});

test.each(mechanisms.map((table) => getTableConfig(table).name))("%s is the same in the directory and in a shard", async (table) => {
  const madeIn = async (database: D1Database) =>
    (await database.prepare("select type, name, sql from sqlite_master where tbl_name = ? order by type, name").bind(table).all()).results;

  expect(await madeIn(env.DIRECTORY)).toEqual(await madeIn(env.SHARD_1));
});

test("what a broken constraint is said to mean is a constraint that stands", async () => {
  const statements = await Promise.all(
    Object.keys(typed).map((name) =>
      env[name as keyof typeof typed].prepare("select sql from sqlite_master where sql is not null").all<{ sql: string }>(),
    ),
  );
  const made = statements.flatMap(({ results }) => results.map(({ sql }) => sql));
  const stands = (fragment: string) => {
    const together = [...fragment.matchAll(/(\w+)\.(\w+)/g)];
    if (together.length > 1)
      return made.some((sql) => sql.includes(`on ${together[0]?.[1]} (${together.map(([, , name]) => name).join(", ")})`));
    const [, table, column] = /^UNIQUE constraint failed: (\w+)\.(\w*)$/.exec(fragment) ?? [];
    if (!table) return made.some((sql) => sql.includes(`constraint ${fragment} `));
    if (column)
      return made.some(
        (sql) =>
          (sql.startsWith(`CREATE TABLE ${table} `) && new RegExp(`\\b${column} text (primary key|.*unique)`).test(sql)) ||
          new RegExp(`^CREATE UNIQUE INDEX \\w+ on ${table} \\(${column}\\)`, "i").test(sql),
      );

    return made.some((sql) =>
      new RegExp(`^CREATE TABLE ${table} [\\s\\S]*(unique|primary key) \\(|^CREATE UNIQUE INDEX \\w+ on ${table} `, "i").test(sql),
    );
  };

  expect(
    constraintProblems
      .map(([fragment]) => fragment)
      .filter((fragment) => fragment !== "FOREIGN KEY constraint failed" && !stands(fragment)),
  ).toEqual([]);
});
