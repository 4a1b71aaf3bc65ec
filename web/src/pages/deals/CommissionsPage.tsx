import { Button } from "@mantine/core";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { CommissionLine } from "../../api/deals";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import {
  accountWords,
  bySigning,
  commissionColumns,
  confirmedWords,
  type Days,
  groupWords,
  homesIn,
  linesIn,
  personWords,
} from "../../features/deals/attributing/commissions";
import styles from "../../features/deals/deals.module.css";
import { useCommissionLines } from "../../features/deals/queries";
import { shareWords } from "../../features/deals/subscribing/shares";
import { homeOf, STATE_TONES } from "../../features/deals/words";
import { ExportMenu } from "../../features/export/ExportMenu";
import { useGroups } from "../../features/organisations/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { NOTHING } from "../../lib/format";
import { dayIn } from "../../lib/parse";
import { type Column, DataTable } from "../../ui/DataTable";
import { DateInput } from "../../ui/DateInput";
import { PrintIcon } from "../../ui/icons";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded, NoMatch } from "../../ui/states";

/** 佣金明細: every share of every deal, what the agency's commissions are computed from. */
export default function CommissionsPage({ params: { tenant, campaign } }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const language = useLanguage();
  const asked = useCampaign(campaign);
  const deals = paths.deals(tenant, campaign);

  return (
    <>
      <PageHead
        title={t("deals.commissions.title")}
        crumbs={[{ label: t("deals.title"), href: deals }]}
        back={deals}
        meta={asked.data && [dotted([asked.data.projectName, asked.data.name], language)]}
      />
      <Loaded query={asked} what={t("deals.commissions.notLoaded")}>
        {(data) => <Lines campaign={data} />}
      </Loaded>
    </>
  );
}

function Lines({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const lines = useCommissionLines(campaign.id);
  const days: Days = { from: dayIn(search.get("from")), to: dayIn(search.get("to")) };
  const choose = (change: Partial<Days>) => {
    const next = { ...days, ...change };
    setSearch({ ...(next.from && { from: next.from }), ...(next.to && { to: next.to }) }, { replace: true });
  };

  return (
    <Loaded query={lines} what={t("deals.commissions.notLoaded")}>
      {(all) => {
        const shown = bySigning(linesIn(all, days));
        return (
          <>
            {all.length > 0 && <Bar campaign={campaign} days={days} onDays={choose} lines={shown} />}
            {shown.length > 0 ? (
              <LineTable campaign={campaign.id} lines={shown} />
            ) : (
              <Panel label={t("deals.commissions.title")}>
                {all.length === 0 ? (
                  <EmptyState fact={t("deals.commissions.empty")} hint={t("deals.commissions.emptyHint")} />
                ) : (
                  <NoMatch
                    fact={t("deals.commissions.noMatch")}
                    conditions={daysWords(days)}
                    onClear={() => choose({ from: null, to: null })}
                  />
                )}
              </Panel>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

const daysWords = ({ from, to }: Days): string => `${from ?? ""} – ${to ?? ""}`;

interface BarProps {
  campaign: CampaignDetail;
  days: Days;
  onDays: (change: Partial<Days>) => void;
  lines: CommissionLine[];
}

/** The days, and what is shown as a file or on paper. */
function Bar({ campaign, days, onDays, lines }: BarProps) {
  const t = useT();
  const language = useLanguage();
  const groupName = useGroupName();
  const title = t("deals.commissions.title");
  const period = days.from || days.to ? daysWords(days) : null;

  return (
    <>
      <div className={`${styles.bar} no-print`}>
        <DateInput label={t("deals.commissions.from")} max={days.to ?? undefined} value={days.from} onChange={(from) => onDays({ from })} />
        <DateInput label={t("deals.commissions.to")} min={days.from ?? undefined} value={days.to} onChange={(to) => onDays({ to })} />
        <div className={styles.tools}>
          <ExportMenu
            list={{
              title,
              of: [campaign.projectName, campaign.name],
              zone: campaign.zone,
              conditions: period ? [period] : [],
              ask: async () => ({ items: lines, next: null }),
              columns: () => commissionColumns(t, groupName),
            }}
          />
          <Button leftSection={<PrintIcon />} onClick={() => window.print()}>
            {t("deals.commissions.print")}
          </Button>
        </div>
      </div>
      <p className={`${styles.note} dim`} role="status">
        {dotted(
          [
            period,
            period && t("deals.commissions.why"),
            t("deals.commissions.sum", { homes: homesIn(lines), n: lines.length }),
            t("deals.commissions.order"),
          ],
          language,
        )}
      </p>
    </>
  );
}

function LineTable({ campaign, lines }: { campaign: string; lines: CommissionLine[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const groupName = useGroupName();
  const mark = ({ state }: CommissionLine) => (
    <Mark tone={STATE_TONES[state]} sign={t(`deals.sign.${state}`)} word={t(`deals.state.${state}`)} />
  );
  const columns: Column<CommissionLine>[] = [
    { id: "home", header: t("deals.home"), cell: (line) => <span className="nowrap">{homeOf(line)}</span>, sortBy: homeOf },
    { id: "account", header: t("deals.account"), cell: (line) => accountWords(t, line), sortBy: (line) => accountWords(t, line) },
    { id: "state", header: t("deals.stateHead"), cell: mark, sortBy: ({ state }) => state },
    {
      id: "signed",
      header: t("deals.signedOn"),
      cell: ({ signedOn }) => <span className="nowrap">{signedOn ?? NOTHING}</span>,
      sortBy: ({ signedOn }) => signedOn ?? "",
    },
    {
      id: "cancelled",
      header: t("deals.cancelledOn"),
      cell: ({ cancelledOn }) => <span className="nowrap">{cancelledOn ?? NOTHING}</span>,
      sortBy: ({ cancelledOn }) => cancelledOn ?? "",
    },
    { id: "confirmed", header: t("deals.facts.confirmation"), cell: (line) => confirmedWords(t, line) ?? NOTHING },
    {
      id: "contract",
      header: t("deals.contractPriceYuan"),
      cell: ({ contractPriceFen }) => <Money fen={contractPriceFen} />,
      align: "right",
      sortBy: ({ contractPriceFen }) => contractPriceFen ?? 0,
    },
    {
      id: "payable",
      header: t("deals.payableYuan"),
      cell: ({ payableFen }) => <Money fen={payableFen} />,
      align: "right",
      sortBy: ({ payableFen }) => payableFen ?? 0,
    },
    { id: "person", header: t("deals.commissions.person"), cell: (line) => personWords(t, line), sortBy: (line) => personWords(t, line) },
    { id: "group", header: t("deals.commissions.group"), cell: (line) => groupWords(line, groupName) ?? NOTHING },
    {
      id: "share",
      header: t("deals.subscribing.share"),
      cell: ({ shareBps }) => shareWords(shareBps),
      align: "right",
      sortBy: ({ shareBps }) => shareBps,
    },
  ];

  return (
    <DataTable
      label={t("deals.commissions.title")}
      columns={columns}
      rows={lines}
      rowId={({ id }) => id}
      href={({ dealId }) => paths.deal(tenant, campaign, dealId)}
      card={(line) => ({
        title: homeOf(line),
        mark: mark(line),
        amount: {
          label: dotted([personWords(t, line), shareWords(line.shareBps)], language),
          value: <Money fen={line.payableFen} alone />,
        },
        lines: [
          accountWords(t, line),
          dotted([line.signedOn === null ? null : t("deals.signedOnDay", { day: line.signedOn }), groupWords(line, groupName)], language),
          line.cancelledOn === null ? confirmedWords(t, line) : t("deals.cancelledOnDay", { day: line.cancelledOn }),
        ],
      })}
    />
  );
}

function useGroupName(): (id: string | null) => string | null {
  const groups = useGroups();
  return (id) => groups.data?.find((group) => group.id === id)?.name ?? null;
}
