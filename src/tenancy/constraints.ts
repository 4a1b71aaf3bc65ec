import type { ProblemCode } from "../http/problem";

/** What a broken constraint means to the caller: the last line of defence behind the guards, in our own words. */
export const constraintProblems: readonly (readonly [fragment: string, code: ProblemCode])[] = [
  ["UNIQUE constraint failed: idempotency.", "already-answered"],
  ["UNIQUE constraint failed: tenants.id", "id-taken"],
  ["UNIQUE constraint failed: users.email_hash", "email-taken"],
  ["UNIQUE constraint failed: invitations.", "already-member"],
  ["UNIQUE constraint failed: memberships.", "already-member"],
  ["UNIQUE constraint failed: links.", "link-exists"],
  ["UNIQUE constraint failed: groups.", "name-taken"],
  ["UNIQUE constraint failed: approvals.", "approval-pending"],
  ["UNIQUE constraint failed: policy_versions.", "conflict"],
  ["UNIQUE constraint failed: agency_keys.", "conflict"],
  ["UNIQUE constraint failed: contacts.", "contact-exists"],
  ["UNIQUE constraint failed: units.", "unit-exists"],
  ["UNIQUE constraint failed: deals.agency_id, deals.unit_id", "unit-taken"],
  ["UNIQUE constraint failed: deals.agency_id, deals.campaign_id, deals.contract_number", "contract-number-taken"],
  ["UNIQUE constraint failed: engagements.", "engagement-exists"],
  ["UNIQUE constraint failed: first_visits.", "first-visit-known"],
  ["UNIQUE constraint failed: recognitions.", "key-person-known"],
  ["UNIQUE constraint failed: referrals.", "referral-exists"],
  ["UNIQUE constraint failed: price_lines.", "conflict"],
  ["_maker_is_not_checker", "maker-is-checker"],
  ["deal_confirmed_by_another", "maker-is-checker"],
  ["FOREIGN KEY constraint failed", "unknown-reference"],
];
