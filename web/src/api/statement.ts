import type { Fulfilment, SettlementAct } from "../../../src/settlement/closing/contract";
import type { PriceLine, Statement, StatementDeal } from "../../../src/settlement/statement/contract";
import { call } from "./client";
import { type EngagementPlace, engagementPath } from "./engagements";

export type { Fulfilment, PriceLine, SettlementAct, Statement, StatementDeal };

/** What the buyers of an engagement owe and have paid; facts left unsettled are settled first. */
export function readStatement(at: EngagementPlace): Promise<Statement> {
  return call(`${engagementPath(at)}/statement`);
}

/** @throws ApiProblem 409 `engagement-settled`, `settled-too-early`, 422 with a pointer to the day */
export function settleEngagement(at: EngagementPlace, act: SettlementAct): Promise<Statement> {
  return call(`${engagementPath(at)}/settlement`, { method: "POST", body: act });
}

/** @throws ApiProblem 409 `wrong-state`, `developer-confirms`, `not-confirmed`, `maker-is-checker` */
export function approveSettlement(at: EngagementPlace): Promise<Statement> {
  return call(`${engagementPath(at)}/settlement/approval`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `line-not-final`, 422 with pointers */
export function fulfilLine(at: EngagementPlace, line: string, fulfilment: Fulfilment): Promise<Statement> {
  return call(`${engagementPath(at)}/lines/${encodeURIComponent(line)}/fulfilment`, { method: "POST", body: fulfilment });
}
