import type { CampaignDetail } from "../../api/campaigns";
import type { Measure, Results } from "../../api/results";
import type { Translate } from "../../i18n/messages";
import { type Cell, download, whole, words, yuan } from "../../lib/sheet";
import { figure } from "./reading";

/** The rows of the file: a day in each, every measure in a column, their sum, and what each measure counts. */
export function resultRows(t: Translate, { measures, days, totals }: Results): Cell[][] {
  const cell = ({ id, unit }: Measure, figures: Results["totals"]): Cell => {
    const amount = figure(figures, id);
    return unit === "fen" ? yuan(amount) : whole(amount);
  };
  const row = (head: string, figures: Results["totals"]) => [words(head), ...measures.map((measure) => cell(measure, figures))];

  return [
    [words(t("results.day")), ...measures.map(({ name, unit }) => words(unit === "fen" ? t("results.inYuan", { name }) : name))],
    ...days.map(({ day, figures }) => row(day, figures)),
    row(t("results.total"), totals),
    [],
    ...measures.map(({ name, definition }) => [words(name), words(definition)]),
  ];
}

export function downloadResults(t: Translate, heading: string, { name }: CampaignDetail, results: Results): Promise<void> {
  const title = t("results.title");
  const widths = [14, ...results.measures.map(() => 16)];
  return download("xlsx", { name: `${name} ${title}`, title, rows: [[words(heading)], ...resultRows(t, results)], widths });
}
