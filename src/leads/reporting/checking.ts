import { and, eq, sql } from "drizzle-orm";
import { Problem } from "../../http/problem";
import { keysOf, openKeys } from "../../people/store";
import type { AgencyScope } from "../../tenancy/agency";
import { db, hasRow } from "../../tenancy/database";
import type { LeadState } from "../contract";
import { formTries } from "../forms/schema";
import { checkAnswer } from "../rules";
import { campaignFound, campaignOfLeads } from "../store";
import type { Check, CheckAnswer } from "./contract";
import { hashesOf, matched, numberOf } from "./matching";

/** So many checks of a member in an hour: nobody walks through numbers. */
const checksAnHour = 60;
const hourMs = 3_600_000;

/**
 * Whether somebody may be reported. The same is done whatever the answer is, and that it was asked is recorded, never of whom.
 *
 * @throws Problem `too-many-attempts`, saying when to come back
 */
export async function checkLead(agency: AgencyScope, campaignId: string, asked: Check): Promise<CheckAnswer> {
  const { now } = agency.facts;
  const number = numberOf(asked);
  const [wrapped, campaign] = await agency.read(keysOf(agency), campaignOfLeads(agency, campaignId));
  campaignFound(agency, campaign);
  const keys = await openKeys(agency, wrapped);
  const known = await hashesOf(number, keys, wrapped.length ? wrapped.map((key) => key.number) : [keys.sealing.number]);
  const window = now - (now % hourMs);
  const tries = agency.from(formTries);
  const keyHash = `check/${agency.actor.id}`;
  const isSpent = and(eq(tries.keyHash, keyHash), eq(tries.windowAt, window), sql`${tries.tries} >= ${checksAnHour}`);
  const { source } = matched(agency, campaignId, known, asked.name);

  try {
    const [held] = await agency.change({
      event: "lead.checked",
      entity: "campaign",
      entityId: campaignId,
      guards: [{ code: "too-many-attempts", holds: sql`not ${hasRow(tries, isSpent)}` }],
      writes: [
        agency.update(formTries, { tries: sql`tries + 1` }, and(eq(formTries.keyHash, keyHash), eq(formTries.windowAt, window))),
        agency.insertFrom(
          formTries,
          { keyHash: sql`${keyHash}`, windowAt: sql`cast(${window} as integer)`, tries: sql`cast(1 as integer)` },
          sql`where true`,
        ),
      ],
      answer: db
        .select({
          state: sql<LeadState>`met.state`,
          ownerId: sql<string | null>`met.owner_id`,
          freeAt: sql<number | null>`met.free_at`,
        })
        .from(source),
      location: null,
      status: 200,
    });

    return { answer: checkAnswer(held, agency.actor.id, now) };
  } catch (error) {
    if (!(error instanceof Problem && error.code === "too-many-attempts")) throw error;
    throw new Problem("too-many-attempts", [], { "Retry-After": `${Math.ceil((window + hourMs - now) / 1000)}` });
  }
}
