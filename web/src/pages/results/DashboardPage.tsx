import { useState } from "react";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { Results, Span } from "../../api/results";
import type { PageProps } from "../../app/route";
import { useCampaign } from "../../features/campaigns/queries";
import { CategoryTable } from "../../features/results/CategoryTable";
import { DayChart } from "../../features/results/DayChart";
import { KeyFigures } from "../../features/results/KeyFigures";
import { MeasureTable } from "../../features/results/MeasureTable";
import { useResults } from "../../features/results/queries";
import styles from "../../features/results/results.module.css";
import { downloadResults } from "../../features/results/workbook";
import type { Translate } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange } from "../../lib/format";
import { dayIn } from "../../lib/parse";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { DownloadIcon, PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, ErrorState, Loaded, NoMatch } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";

/** 看板: what a campaign has come to, in a few figures, day by day and by category. */
export default function DashboardPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);

  return (
    <Loaded query={campaign} what={t("results.notLoaded")}>
      {(data) => <Dashboard campaign={data} />}
    </Loaded>
  );
}

function Dashboard({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const [search, setSearch] = useSearchParams();
  const [writing, setWriting] = useState(false);
  const [unwritten, setUnwritten] = useState<unknown>(null);
  const span: Span = { from: dayIn(search.get("from")), to: dayIn(search.get("to")) };
  const results = useResults(campaign.id, span);
  const heading = dotted([campaign.projectName, campaign.name], language);
  const notYet = results.data && !results.isPlaceholderData ? null : t("common.loading");

  const set = (change: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next, { replace: true });
  };
  const download = async () => {
    if (!results.data) return;
    setWriting(true);
    setUnwritten(null);
    await downloadResults(t, heading, campaign, results.data).catch(setUnwritten);
    setWriting(false);
  };

  return (
    <>
      <PageHead
        title={t("results.title")}
        meta={[heading, dayRange(campaign.startsOn, campaign.endsOn, language)]}
        actions={
          <>
            <ReasonedButton reason={notYet} leftSection={<DownloadIcon />} onClick={download} loading={writing}>
              {t("results.xlsx")}
            </ReasonedButton>
            <ReasonedButton reason={notYet} leftSection={<PrintIcon />} onClick={() => window.print()}>
              {t("results.print")}
            </ReasonedButton>
          </>
        }
      />
      {unwritten !== null && <ErrorState what={t("results.notWritten")} error={unwritten} onRetry={download} />}
      <div className={`${styles.span} no-print`}>
        <DateInput label={t("results.from")} value={span.from} max={span.to ?? undefined} onChange={(from) => set({ from })} />
        <DateInput label={t("results.to")} value={span.to} min={span.from ?? undefined} onChange={(to) => set({ to })} />
        {(span.from || span.to) && <TextButton onClick={() => set({ from: null, to: null })}>{t("results.allDays")}</TextButton>}
      </div>
      {(span.from || span.to) && <p className={styles.printedSpan}>{spanWords(t, span)}</p>}
      <Loaded query={results} what={t("results.notLoaded")}>
        {(found) => (
          <>
            {found.isReckoning && (
              <div className={styles.remark}>
                <Finding kind="remark" announce="status">
                  {t("results.reckoning")}
                </Finding>
              </div>
            )}
            {found.more && (
              <div className={styles.remark}>
                <Finding kind="remark">{t("results.more", { n: found.days.length })}</Finding>
              </div>
            )}
            {found.days.length > 0 ? (
              <Figures
                results={found}
                campaign={campaign}
                span={span}
                wanted={search.get("measure")}
                onMeasure={(measure) => set({ measure: measure === DEFAULT_MEASURE ? null : measure })}
              />
            ) : (
              <Panel label={t("results.title")}>
                {span.from || span.to ? (
                  <NoMatch fact={t("results.noMatch")} conditions={spanWords(t, span)} onClear={() => set({ from: null, to: null })} />
                ) : (
                  <EmptyState fact={t("results.empty")} hint={t("results.emptyHint")} />
                )}
              </Panel>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}

const DEFAULT_MEASURE = "signings";

function spanWords(t: Translate, { from, to }: Span): string {
  if (from && to) return t("results.between", { from, to });
  return from ? t("results.since", { from }) : t("results.until", { to: to ?? "" });
}

interface FiguresProps {
  results: Results;
  campaign: CampaignDetail;
  span: Span;
  /** The measure of the chart, as the address names it. */
  wanted: string | null;
  onMeasure: (measure: string) => void;
}

function Figures({ results, campaign, span, wanted, onMeasure }: FiguresProps) {
  const measure = results.measures.find(({ id }) => id === (wanted ?? DEFAULT_MEASURE)) ?? results.measures[0];

  return (
    <div className={styles.page}>
      <KeyFigures results={results} />
      <div className={styles.main}>
        {measure && <DayChart results={results} measure={measure} onMeasure={onMeasure} campaign={campaign} span={span} />}
        <CategoryTable results={results} campaign={campaign} />
      </div>
      <MeasureTable results={results} />
    </div>
  );
}
