import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement } from "../../api/engagements";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { categoryWord, engagementName, stageOf } from "./words";

const TONES = { open: "info", settled: "wait", approved: "good" } as const;

/** The engagements of a campaign, each leading to its statement. */
export function EngagementTable({ rows, campaign }: { rows: Engagement[]; campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const name = (row: Engagement) => engagementName(t, language, campaign, row);
  const category = (row: Engagement) => categoryWord(t, language, campaign, row);
  const stage = (row: Engagement) => {
    const at = stageOf(row);
    return <Mark tone={TONES[at]} sign={t(`engagements.sign.${at}`)} word={t(`engagements.stage.${at}`)} />;
  };
  const openedOn = ({ createdAt }: Engagement) => dayOf(createdAt, campaign.zone);

  const columns: Column<Engagement>[] = [
    { id: "name", header: t("engagements.name"), cell: (row) => <b>{name(row)}</b> },
    { id: "category", header: t("engagements.category"), cell: category },
    { id: "counts", header: t("engagements.countsWith"), cell: ({ countsWith }) => countsWith ?? <span className="dim">{NOTHING}</span> },
    {
      id: "referred",
      header: t("engagements.referred"),
      align: "right",
      cell: ({ accountId, referred }) => (accountId === null ? <span className="dim">{NOTHING}</span> : referred),
    },
    { id: "stage", header: t("engagements.stageHead"), cell: stage },
    { id: "opened", header: t("engagements.openedOn"), align: "right", cell: (row) => <span className="nowrap">{openedOn(row)}</span> },
  ];
  return (
    <DataTable
      label={t("engagements.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.engagement(tenant, campaign.id, id)}
      card={(row) => ({
        title: name(row),
        mark: stage(row),
        lines: [
          dotted([category(row), row.countsWith && t("engagements.countsWithOne", { name: row.countsWith })], language),
          dotted(
            [
              row.accountId !== null && t("engagements.referredCount", { n: row.referred }),
              t("engagements.openedOnDay", { day: openedOn(row) }),
            ],
            language,
          ),
        ],
      })}
    />
  );
}
