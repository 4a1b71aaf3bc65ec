import { sweepLooseFiles } from "./files/store";
import { forgotten } from "./holdings";
import { jobFacts } from "./http/facts";
import { sweepStaged } from "./imports/store";
import { forgetLeads } from "./leads/forgetting/store";
import { sendDue } from "./messages/store";
import { followNames } from "./organisations/naming/store";
import { turnAgencyKeys } from "./people/turning/store";
import { reckonLeft } from "./results/reckoning";
import { settleLeft } from "./settlement/left";
import { sweepOutbox } from "./tenancy/projections";
import { sweepSpent } from "./tenancy/sweep";
import { turnMasterKey } from "./tenancy/turning";
import { nowIn } from "./time/clock";

/** A row younger than this is still in the hands of the request that wrote it. */
const requestMayTakeMs = 30_000;

/** The queue says that something waits; what waits stands in the databases, so a lost or doubled message is harmless. */
export async function workQueue(batch: MessageBatch, env: Env): Promise<void> {
  const facts = jobFacts(env, "queue", nowIn(env));
  await followNames(facts);
  await sweepOutbox(facts, 0);
  await sendDue(facts);
  await settleLeft(facts);
  await reckonLeft(facts);
  await turnAgencyKeys(facts);
  await turnMasterKey(facts);
  batch.ackAll();
}

/** Finishes what crashes left, sends letters, clears what has served its time. No rule waits for it. */
export async function sweep(env: Env): Promise<void> {
  const facts = jobFacts(env, "cron", nowIn(env));
  await followNames(facts);
  await sweepOutbox(facts, requestMayTakeMs);
  await sendDue(facts);
  await settleLeft(facts);
  await reckonLeft(facts);
  await turnAgencyKeys(facts);
  await turnMasterKey(facts);
  await sweepSpent(facts);
  await forgetLeads(facts, forgotten);
  await sweepLooseFiles(facts);
  await sweepStaged(facts);
}
