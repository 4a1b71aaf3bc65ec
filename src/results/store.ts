import { and, desc, eq, gte, lte, sql } from "drizzle-orm";
import { countingGroups } from "../accounts/engagements/schema";
import { campaigns } from "../campaigns/schema";
import { Problem } from "../http/problem";
import { type TextKey, text } from "../i18n/text";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow, type RowsOfAll } from "../tenancy/database";
import type { AgencyPermission } from "../tenancy/roles";
import type { BusinessDay } from "../time/contract";
import { type Figures, type Measure, type MeasureId, measureIds, type Results } from "./contract";
import { measures } from "./measures";
import { daysAtOnce, reckon } from "./reckoning";
import { added, only } from "./rules";
import { resultMarks, results } from "./schema";

/** Days with a fact that one answer holds, the latest. */
const daysAtMost = 800;

/** The days asked about, both included; a side that is not given is open. */
interface Span {
  from?: BusinessDay;
  to?: BusinessDay;
}

/**
 * What a campaign has come to. Its marked days are reckoned first, a month of them at once; what then remains is said, and
 * left to the jobs.
 *
 * @param may what else the caller is permitted: measures of what they may not see are left out
 * @throws Problem `not-found`
 */
export async function resultsOf(
  agency: AgencyScope,
  campaignId: string,
  span: Span,
  may: (permission: AgencyPermission) => boolean,
): Promise<Results> {
  const queries = resultQueries(agency, campaignId, span);
  let rows: ResultRows = await agency.read(...queries);
  const [[campaign], marks] = rows;
  if (!campaign) throw new Problem("not-found");
  const days = marks.slice(0, daysAtOnce).map(({ day }) => day);
  if (days.length) rows = await reckon(agency, campaignId, days, queries);
  const answer = shown(rows, measuresFor(agency, may));
  if (answer.isReckoning) agency.callJobs();

  return answer;
}

function resultQueries(agency: AgencyScope, campaignId: string, { from, to }: Span) {
  const campaign = agency.from(campaigns);
  const mark = agency.from(resultMarks);
  const result = agency.from(results);
  const group = agency.from(countingGroups);
  const behind = and(eq(group.campaignId, campaignId), sql`${group.settledVersion} < ${group.version}`);

  return [
    db
      .select({ id: campaign.id, isSettling: sql<boolean>`${hasRow(group, behind)}`.mapWith(Boolean) })
      .from(campaign)
      .where(eq(campaign.id, campaignId)),
    db
      .select({ day: mark.day })
      .from(mark)
      .where(eq(mark.campaignId, campaignId))
      .orderBy(mark.day)
      .limit(daysAtOnce + 1),
    db
      .select({ day: result.day, figures: result.figures })
      .from(result)
      .where(and(eq(result.campaignId, campaignId), from ? gte(result.day, from) : undefined, to ? lte(result.day, to) : undefined))
      .orderBy(desc(result.day))
      .limit(daysAtMost + 1),
  ] as const;
}

type ResultRows = Readonly<RowsOfAll<ReturnType<typeof resultQueries>>>;

function shown([[campaign], marks, rows]: ResultRows, named: Measure[]): Results {
  const ids = new Set<string>(named.map(({ id }) => id));
  const read = rows
    .slice(0, daysAtMost)
    .map(({ day, figures }) => ({
      day,
      parts: Object.entries(figures).map(([category, own]): [string, Figures] => [category, only(own, ids)]),
    }))
    .toReversed();
  const parts = read.flatMap((day) => day.parts);
  const days = read.map((day) => ({ day: day.day, figures: added(day.parts.map(([, figures]) => figures)) }));
  const categories = [...Map.groupBy(parts, ([category]) => category)].map(([category, found]) => ({
    category: category || null,
    figures: added(found.map(([, figures]) => figures)),
  }));

  return {
    measures: named,
    isReckoning: marks.length > 0 || (campaign?.isSettling ?? false),
    totals: added(parts.map(([, figures]) => figures)),
    categories: categories.filter(({ figures }) => Object.keys(figures).length > 0),
    days: days.filter(({ figures }) => Object.keys(figures).length > 0),
    more: rows.length > daysAtMost,
  };
}

/** The measures that the caller may see, with their words. */
function measuresFor(agency: AgencyScope, may: (permission: AgencyPermission) => boolean): Measure[] {
  const { language } = agency.facts;
  const word = (id: MeasureId, part: "name" | "definition") => text(language, `measure.${id}.${part}` satisfies TextKey);

  return measureIds
    .filter((id) => {
      const { needs } = measures[id];
      return needs === undefined || may(needs);
    })
    .map((id) => {
      const { unit, area } = measures[id];
      return { id, name: word(id, "name"), definition: word(id, "definition"), unit, area };
    });
}
