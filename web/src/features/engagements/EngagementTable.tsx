import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { ListedEngagement } from "../../api/engagements";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { tierEffect } from "../specials/words";
import styles from "./engagements.module.css";
import { categoryWord, engagementName, stageOf } from "./words";

const TONES = { open: "info", settled: "wait", approved: "good" } as const;

interface EngagementTableProps {
  rows: ListedEngagement[];
  campaign: CampaignDetail;
  order: { sort: string; way: "asc" | "desc"; onSort: (sort: string) => void };
}

/** The engagements of a campaign, each leading to its statement: how far it is, what is missing to the next tier, who is behind it. */
export function EngagementTable({ rows, campaign, order }: EngagementTableProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const name = (row: ListedEngagement) => engagementName(t, language, campaign, row);
  const category = (row: ListedEngagement) => categoryWord(t, language, campaign, row);
  const stage = (row: ListedEngagement) => {
    const at = stageOf(row);
    return <Mark tone={TONES[at]} sign={t(`engagements.sign.${at}`)} word={t(`engagements.stage.${at}`)} />;
  };
  const openedOn = ({ createdAt }: ListedEngagement) => dayOf(createdAt, campaign.zone);
  const together = ({ countsWith }: ListedEngagement) => countsWith && t("engagements.countsWithOne", { name: countsWith });
  const counted = ({ counted: own, groupCounted }: ListedEngagement) =>
    own === groupCounted ? `${own}` : t("engagements.countsTogether", { own, n: groupCounted });
  const tier = ({ hasOwnTable, tier: reached }: ListedEngagement) => {
    if (hasOwnTable) return t("engagements.tier.own");
    return reached === null ? null : tierEffect(t, language, reached);
  };
  const next = ({ next: further }: ListedEngagement) =>
    further && t("engagements.tier.next", { n: further.moreUnits, tier: tierEffect(t, language, further.tier) });
  const person = ({ keyPerson }: ListedEngagement) =>
    keyPerson && dotted([keyPerson.name ?? t("engagements.erased"), keyPerson.post], language);
  const dim = <span className="dim">{NOTHING}</span>;

  const columns: Column<ListedEngagement>[] = [
    {
      id: "name",
      header: t("engagements.name"),
      cell: (row) => (
        <>
          <b>{name(row)}</b>
          {together(row) && <span className={styles.together}>{together(row)}</span>}
        </>
      ),
    },
    { id: "category", header: t("engagements.category"), cell: (row) => <span className="nowrap">{category(row)}</span> },
    {
      id: "signed",
      header: t("engagements.signed"),
      align: "right",
      sort: "signed",
      cell: (row) =>
        row.signed === 0 ? (
          0
        ) : (
          <Link
            href={paths.deals(tenant, campaign.id, { engagement: row.id })}
            aria-label={t("engagements.dealsOf", { name: name(row), n: row.signed })}
          >
            {row.signed}
          </Link>
        ),
    },
    {
      id: "counted",
      header: t("engagements.counted"),
      align: "right",
      cell: (row) => <span className="nowrap">{counted(row)}</span>,
    },
    { id: "tier", header: t("engagements.tier.head"), cell: (row) => tier(row) ?? dim },
    { id: "next", header: t("engagements.tier.nextHead"), cell: (row) => <span className="nowrap">{next(row) ?? dim}</span> },
    { id: "person", header: t("engagements.keyPerson"), cell: (row) => person(row) ?? dim },
    { id: "owed", header: t("engagements.owedYuan"), align: "right", sort: "owed", cell: ({ owedFen }) => <Money fen={owedFen} /> },
    {
      id: "opened",
      header: t("engagements.openedOn"),
      sort: "opened",
      cell: (row) => <span className="nowrap">{dotted([openedOn(row), row.openedByName], language)}</span>,
    },
    { id: "stage", header: t("engagements.stageHead"), cell: stage },
  ];
  return (
    <DataTable
      label={t("engagements.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={({ id }) => paths.engagement(tenant, campaign.id, id)}
      order={order}
      cardsBelow="narrow"
      card={(row) => ({
        title: name(row),
        mark: stage(row),
        amount: { label: t("engagements.owed"), value: <Money fen={row.owedFen} alone /> },
        lines: [
          dotted([category(row), t("engagements.units", { signed: row.signed, counted: counted(row) })], language),
          together(row),
          dotted([tier(row), next(row)], language),
          person(row),
        ].filter(Boolean),
      })}
    />
  );
}
