import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, inArray, lt, ne, not, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { pageOf } from "../http/page";
import { body, etag, json, newSection, refusals } from "../http/router";
import { db } from "../tenancy/database";
import { agencyStaff, developerStaff } from "../tenancy/doors";
import { permittedIn } from "../tenancy/roles";
import {
  AgencyApprovalQuery,
  ApprovalCount,
  ApprovalDetail,
  ApprovalPage,
  countedAtMost,
  DeveloperApprovalQuery,
  DeveloperDecision,
  HandedApprovalPage,
  HouseDecision,
  RecordedDecision,
} from "./contract";
import { actsOn, asksWith, houseKinds, isDecidedInHouse, recordedKinds } from "./rules";
import { approvals, decisions } from "./schema";
import {
  approvalFields,
  countUpTo,
  decideByDeveloper,
  decideInHouse,
  type FoundApproval,
  findApproval,
  handedFields,
  type Kinds,
  recordDecision,
} from "./store";

const tags = ["Approvals"];
const inAgency = z.object({ agency: z.string() });
const inDeveloper = z.object({ developer: z.string() });
const ofAgency = inAgency.extend({ approval: z.string() });
const ofDeveloper = inDeveloper.extend({ agency: z.string(), approval: z.string() });
const shown = { 200: json(ApprovalDetail, "The approval, with what is decided on"), ...refusals };

/** Asking is each slice's own; here what was asked is listed, read and answered, by the agency and by its developer. */
export function approvalSection(kinds: Kinds) {
  const section = newSection();

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/agencies/{agency}/approvals",
      summary: "What was submitted, newest first: mine, waiting, or decided",
      tags,
      middleware: [agencyStaff("approval:read")] as const,
      request: { params: inAgency, query: AgencyApprovalQuery },
      responses: { 200: json(ApprovalPage, "A page of approvals"), ...refusals },
    }),
    async (c) => {
      const { agency } = c.var;
      const { box, after, limit } = c.req.valid("query");
      const approval = agency.from(approvals);
      const answered = agency.from(approvals, "answered");
      const { waiting, decided } = boxes(approval);
      const inBox = { mine: eq(approval.makerId, agency.actor.id), waiting, decided: and(decided, not(awaiting(approval))) }[box];
      const listed = (source: typeof approvals, where: SQL | undefined) =>
        db
          .select(approvalFields(source))
          .from(source)
          .where(and(where, after ? lt(source.id, after) : undefined))
          .orderBy(desc(source.id))
          .limit(limit + 1);
      // Two pages of an index each, put together: of one condition for both the planner would walk everything.
      const found = await agency.read(listed(approval, inBox), ...(box === "waiting" ? [listed(answered, awaiting(answered))] : []));

      return c.json(
        pageOf(
          found
            .flat()
            .toSorted(newestFirst)
            .slice(0, limit + 1),
          limit,
        ),
        200,
      );
    },
  );

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/agencies/{agency}/approvals/count",
      summary: "How many wait for this caller's own decision",
      tags,
      middleware: [agencyStaff("approval:read")] as const,
      request: { params: inAgency },
      responses: { 200: json(ApprovalCount, "The count"), ...refusals },
    }),
    async (c) => {
      const { agency, caller } = c.var;
      const may = permittedIn(caller.memberships, "agency", agency.id);
      const kinds = [...(may("approval:record") ? recordedKinds : []), ...(may("approval:decide") ? houseKinds : [])];
      const mayAccept = may(asksWith["special-price"]);
      if (kinds.length === 0 && !mayAccept) return c.json({ waiting: 0 }, 200);
      const approval = agency.from(approvals);
      const mine = and(
        eq(approval.state, "pending"),
        eq(approval.decider, "agency"),
        inArray(approval.kind, kinds),
        ne(approval.makerId, agency.actor.id),
      );
      const answered = agency.from(approvals, "answered");
      const counts = await agency.read(
        ...(kinds.length > 0 ? [countUpTo(countedAtMost, approval, mine)] : []),
        ...(mayAccept ? [countUpTo(countedAtMost, answered, and(awaiting(answered), ne(answered.decidedBy, agency.actor.id)))] : []),
      );
      const waiting = counts.flat().reduce((sum, count) => sum + count.waiting, 0);

      return c.json({ waiting: Math.min(waiting, countedAtMost) }, 200);
    },
  );

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/agencies/{agency}/approvals/{approval}",
      summary: "One approval in full",
      tags,
      middleware: [agencyStaff("approval:read")] as const,
      request: { params: ofAgency },
      responses: shown,
    }),
    async (c) => {
      const found = await findApproval(c.var.agency, kinds, c.req.valid("param").approval);

      return c.json(detailFor(c.var.caller, "agency", c.var.agency.id, found), 200, etag(found.approval.version));
    },
  );

  section.openapi(
    createRoute({
      method: "post",
      path: "/api/v1/agencies/{agency}/approvals/{approval}/decision",
      summary: "Record what a developer without a link decided on paper",
      tags,
      middleware: [agencyStaff("approval:record")] as const,
      request: { params: ofAgency, body: body(RecordedDecision) },
      responses: shown,
    }),
    async (c) => {
      const found = await recordDecision(c.var.agency, kinds, c.req.valid("param").approval, c.req.valid("json"));

      return c.json(detailFor(c.var.caller, "agency", c.var.agency.id, found), 200, etag(found.approval.version));
    },
  );

  section.openapi(
    createRoute({
      method: "post",
      path: "/api/v1/agencies/{agency}/approvals/{approval}/answer",
      summary: "Approve or return what is the agency's own to decide",
      tags,
      middleware: [agencyStaff("approval:decide")] as const,
      request: { params: ofAgency, body: body(HouseDecision) },
      responses: shown,
    }),
    async (c) => {
      const found = await decideInHouse(c.var.agency, kinds, c.req.valid("param").approval, c.req.valid("json"));

      return c.json(detailFor(c.var.caller, "agency", c.var.agency.id, found), 200, etag(found.approval.version));
    },
  );

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/developers/{developer}/approvals",
      summary: "What this developer's agencies submitted, newest first: waiting, or decided",
      tags,
      middleware: [developerStaff("approval:read")] as const,
      request: { params: inDeveloper, query: DeveloperApprovalQuery },
      responses: { 200: json(HandedApprovalPage, "A page of approvals"), ...refusals },
    }),
    async (c) => {
      const { tenant } = c.var;
      const { box, after, limit } = c.req.valid("query");
      const decision = tenant.from(decisions);
      const [rows] = await tenant.read(
        db
          .select(handedFields(decision))
          .from(decision)
          .where(and(boxes(decision)[box], after ? lt(decision.approvalId, after) : undefined))
          .orderBy(desc(decision.approvalId))
          .limit(limit + 1),
      );

      return c.json(pageOf(rows, limit), 200);
    },
  );

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/developers/{developer}/approvals/count",
      summary: "How many wait for this caller's own decision",
      tags,
      middleware: [developerStaff("approval:read")] as const,
      request: { params: inDeveloper },
      responses: { 200: json(ApprovalCount, "The count"), ...refusals },
    }),
    async (c) => {
      const { tenant, caller } = c.var;
      if (!permittedIn(caller.memberships, "developer", tenant.id)("policy:decide")) return c.json({ waiting: 0 }, 200);
      const decision = tenant.from(decisions);
      const [[count]] = await tenant.read(countUpTo(countedAtMost, decision, eq(decision.state, "pending")));

      return c.json({ waiting: count?.waiting ?? 0 }, 200);
    },
  );

  section.openapi(
    createRoute({
      method: "get",
      path: "/api/v1/developers/{developer}/approvals/{agency}/{approval}",
      summary: "One approval in full, out of the agency's own records",
      tags,
      middleware: [developerStaff("approval:read")] as const,
      request: { params: ofDeveloper },
      responses: shown,
    }),
    async (c) => {
      const { agency, approval } = c.req.valid("param");
      const found = await findApproval(await c.var.inAgency(agency), kinds, approval);

      return c.json(detailFor(c.var.caller, "developer", c.var.tenant.id, found), 200, etag(found.approval.version));
    },
  );

  section.openapi(
    createRoute({
      method: "post",
      path: "/api/v1/developers/{developer}/approvals/{agency}/{approval}/decision",
      summary: "Approve, return with a remark, or answer with other terms",
      tags,
      middleware: [developerStaff("policy:decide")] as const,
      request: { params: ofDeveloper, body: body(DeveloperDecision) },
      responses: shown,
    }),
    async (c) => {
      const { agency, approval } = c.req.valid("param");
      const found = await decideByDeveloper(await c.var.inAgency(agency), kinds, approval, c.req.valid("json"));

      return c.json(detailFor(c.var.caller, "developer", c.var.tenant.id, found), 200, etag(found.approval.version));
    },
  );

  return section;
}

/** The index of what is decided has this very condition, so it is written out and not bound. */
const boxes = (source: { state: typeof approvals.state | typeof decisions.state }): Record<"waiting" | "decided", SQL> => ({
  waiting: eq(source.state, "pending"),
  decided: sql`${source.state} <> 'pending'`,
});

/** Written out, as its index has it. */
const awaiting = (source: typeof approvals): SQL => sql`${source.awaitsAcceptance} = 1`;

const newestFirst = (one: { id: string }, other: { id: string }) => (one.id < other.id ? 1 : -1);

type Caller = Parameters<typeof permittedIn>[0];

function detailFor(
  { userId, memberships }: { userId: string; memberships: Caller },
  side: "agency" | "developer",
  tenant: string,
  { approval, ...found }: FoundApproval,
): ApprovalDetail {
  const may = permittedIn(memberships, side, tenant);
  const mayDecide = may(side === "developer" ? "policy:decide" : isDecidedInHouse(approval.kind) ? "approval:decide" : "approval:record");

  const mayWithdraw = may(asksWith[approval.kind]);

  return { ...approval, ...found, acts: actsOn(approval, { id: userId, side, mayDecide, mayWithdraw }) };
}
