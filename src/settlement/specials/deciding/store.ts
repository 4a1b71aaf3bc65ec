import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { countingGroups, engagements } from "../../../accounts/engagements/schema";
import { approvals } from "../../../approvals/schema";
import type { Kind } from "../../../approvals/store";
import { deals } from "../../../deals/schema";
import { invalidField } from "../../../http/problem";
import { db, hasRow, type RowsOf } from "../../../tenancy/database";
import type { Guard, Scope } from "../../../tenancy/scope";
import { type SpecialToDecide, scopeFault } from "../contract";
import { specials } from "../schema";

/** A special price as something to be approved: what is shown of it, and what becomes of it. */
export const specialPriceKind: Kind = {
  subject(scope, approvalId) {
    const approval = scope.from(approvals, "asked_special");
    const special = scope.from(specials);
    const asked = db
      .select({
        specialId: special.id,
        dealId: special.dealId,
        terms: special.terms,
        counterTerms: special.counterTerms,
        evaluation: special.evaluation,
        state: special.state,
      })
      .from(special)
      .where(eq(special.id, sql`(select ${approval.subjectId} from ${approval} where ${approval.id} = ${approvalId})`));

    return { queries: [asked], shown: (_, [rows]) => ({ special: toDecide(rows as RowsOf<typeof asked>) }) };
  },

  decided(scope, approval, { state, terms }, { special: asked }) {
    const { now } = scope.facts;
    const set =
      state === "approved"
        ? ({ state, approvedAt: now } as const)
        : state === "countered"
          ? ({ state, counterTerms: terms, counteredBy: scope.actor.id } as const)
          : ({ state } as const);
    const moved = scope.update(specials, { ...set, version: sql`version + 1` }, eq(specials.id, approval.subjectId));
    const unchanged: Guard = { ...scope.at(specials, approval.subjectId, approval.subjectVersion), code: "conflict" };
    if (state === "returned") return { guards: [unchanged], writes: [moved] };
    const fault = terms && asked && scopeFault(asked.scope, terms);
    if (fault) throw invalidField("/terms/effect", fault);

    const engagement = scope.from(engagements, "special_engagement");
    const open = and(eq(engagement.id, engagementOf(scope, approval.subjectId)), isNull(engagement.settledOn));
    const root = sql`(select ${engagement.rootId} from ${engagement} where ${engagement.id} = ${engagementOf(scope, approval.subjectId)})`;
    const inGroup = and(eq(countingGroups.campaignId, approval.campaignId), eq(countingGroups.rootId, root));

    return {
      guards: [unchanged, { code: "engagement-settled", holds: hasRow(engagement, open) }],
      writes: [moved, ...(state === "approved" ? [scope.update(countingGroups, { version: sql`version + 1` }, inGroup)] : [])],
      leavesWork: state === "approved",
    };
  },
};

function toDecide([row]: Omit<SpecialToDecide, "scope">[] & { dealId?: string | null }[]): SpecialToDecide | null {
  if (!row) return null;
  const { dealId, ...special } = row as SpecialToDecide & { dealId: string | null };

  return { ...special, scope: dealId === null ? "engagement" : "deal" };
}

/** The engagement that a special price is for, or its deal counts for, as an expression. */
function engagementOf(scope: Scope, specialId: string): SQL {
  const special = scope.from(specials, "special_scope");
  const deal = scope.from(deals, "special_deal");

  return sql`(select coalesce(${special.engagementId}, (select ${deal.engagementId} from ${deal} where ${deal.id} = ${special.dealId})) from ${special} where ${special.id} = ${specialId})`;
}
