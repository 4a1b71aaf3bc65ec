import type { Figures, Measure, MeasureId, Results, Span } from "../../api/results";
import type { Language } from "../../api/session";
import { cardMoney, count, money, tableMoney } from "../../lib/format";

export const figure = (figures: Figures, id: MeasureId): number => figures[id] ?? 0;

/** A figure that stands alone: ¥123.5萬, or a count. */
export const shortly = ({ unit }: Pick<Measure, "unit">, amount: number, language: Language): string =>
  unit === "fen" ? cardMoney(amount, language) : count(amount);

/** A figure in a column whose head names the unit. */
export const inColumn = ({ unit }: Pick<Measure, "unit">, amount: number, language: Language): string =>
  unit === "fen" ? tableMoney(amount, language) : count(amount);

/** A figure to the fen. */
export const exactly = ({ unit }: Pick<Measure, "unit">, amount: number): string => (unit === "fen" ? money(amount) : count(amount));

/** One bar of the chart: the sum of its days, both included. */
export interface Bar {
  from: string;
  to: string;
  amount: number;
}

export interface Chart {
  bars: Bar[];
  /** Days that each bar holds: more than one where the span is long. */
  daysEach: number;
  /** The greatest bar, the earliest where several are; null where nothing stands in the chart. */
  most: Bar | null;
  /** What lies on days that the chart does not show. */
  outside: number;
}

const DAY_MS = 86_400_000;
const atDay = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayAt = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const barsAtMost = 100;

/** Signings follow the window for some days: so far on the chart goes where no days were asked for. */
const daysAfterWindow = 31;

/**
 * A measure day by day: over the days that were asked for, else over the campaign's window and what follows it closely. A
 * long span is drawn in stretches of equal length.
 */
export function chartOf(results: Results, measure: MeasureId, window: { startsOn: string; endsOn: string }, { from, to }: Span): Chart {
  const facts = results.days.flatMap(({ day, figures }) => (figures[measure] ? [{ at: atDay(day), amount: figures[measure] }] : []));
  const start = atDay(from ?? window.startsOn);
  const reach = from ? Number.POSITIVE_INFINITY : atDay(window.endsOn) + daysAfterWindow * DAY_MS;
  const close = facts.filter(({ at }) => at <= reach).map(({ at }) => at);
  const end = Math.max(start, to ? atDay(to) : Math.max(atDay(window.endsOn), ...close));
  const daysEach = Math.ceil(((end - start) / DAY_MS + 1) / barsAtMost);
  const bars: Bar[] = [];
  for (let at = start; at <= end; at += daysEach * DAY_MS)
    bars.push({ from: dayAt(at), to: dayAt(Math.min(end, at + (daysEach - 1) * DAY_MS)), amount: 0 });

  let outside = 0;
  for (const { at, amount } of facts) {
    const bar = at > end ? undefined : bars[Math.floor((at - start) / (daysEach * DAY_MS))];
    if (bar) bar.amount += amount;
    else outside += amount;
  }
  const most = bars.reduce<Bar | null>((best, bar) => (bar.amount > (best?.amount ?? 0) ? bar : best), null);

  return { bars, daysEach, most, outside };
}
