import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { type LeadCounts, listLeads } from "../../api/leads";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useShortcuts, useShortcutsOn } from "../../features/approvals/useShortcuts";
import { useCampaign } from "../../features/campaigns/queries";
import { useEveryEngagement } from "../../features/deals/subscribing/queries";
import { ExportMenu } from "../../features/export/ExportMenu";
import { BulkBar } from "../../features/leads/bulk/BulkBar";
import styles from "../../features/leads/leads.module.css";
import { askedIn, CLEARED, conditionsOf } from "../../features/leads/list/conditions";
import { LeadFilters } from "../../features/leads/list/LeadFilters";
import { LeadList } from "../../features/leads/list/LeadList";
import { LeadTable } from "../../features/leads/list/LeadTable";
import { ShortcutLine } from "../../features/leads/list/ShortcutLine";
import { soughtBy } from "../../features/leads/list/searching";
import { useSelection } from "../../features/leads/list/useSelection";
import { useFoundLeads, useLeadCounts, useLeads, useVisits } from "../../features/leads/queries";
import { useStaff } from "../../features/organisations/queries";
import type { UnsentEntry } from "../../features/outbox/entries";
import { OutboxStrip } from "../../features/outbox/OutboxStrip";
import { useLanguage, useT } from "../../i18n/useT";
import { useConditions } from "../../lib/conditions";
import { count, dayOf, listed, percent } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { Finding } from "../../ui/Finding";
import { PlusIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { SearchBox } from "../../ui/SearchBox";
import { EmptyState, Loaded, NoMatch } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { usePhone } from "../../ui/usePhone";

const ReportDialog = lazyDialog(() => import("../../features/leads/report/ReportDialog"));
const VisitsDialog = lazyDialog(() => import("../../features/leads/VisitsDialog"));

/** 登記客戶 of a campaign: whose each is and for how long, and who may be picked. */
export default function LeadsPage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  if (campaign.data) return <LeadsOf key={campaign.data.id} campaign={campaign.data} />;
  return <PageNotYet title={t("leads.title")} back="" what={t("leads.notLoaded")} queries={[campaign]} />;
}

function LeadsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const can = useCan();
  const phone = usePhone();
  const language = useLanguage();
  const { tenant } = useTenant();
  const at = { tenant, campaign: campaign.id };
  const today = dayOf(new Date(useNow()), campaign.zone);
  const [search, change] = useConditions();
  const asked = askedIn(search);
  const [text, setText] = useState("");
  const sought = soughtBy(text);
  const counts = useLeadCounts(at);
  const leads = useLeads(at, conditionsOf(asked), sought.kind === "nothing");
  const found = useFoundLeads(at, sought.kind === "ask" ? sought.asked : null);
  const assigns = can("lead:assign");
  const visits = useVisits(at, assigns);
  const selection = useSelection();
  const [reporting, setReporting] = useState<{ mends: UnsentEntry | null } | null>(null);
  const [deciding, setDeciding] = useState(false);
  const keys = useKeys(selection.toggle, () => found.data?.items ?? leads.data?.pages.flatMap(({ items }) => items) ?? []);
  const place = { tenant, campaign: campaign.id, today, selection: assigns ? selection : null };
  const waiting = visits.data?.pages.flatMap(({ items }) => items).length ?? 0;

  const reason = campaign.status === "running" ? null : t("leads.notRunning");
  const report = (variant: "filled" | "default") =>
    can("lead:report") && (
      <ReasonedButton variant={variant} leftSection={<PlusIcon size={14} />} reason={reason} onClick={() => setReporting({ mends: null })}>
        {t("leads.report.title")}
      </ReasonedButton>
    );
  const conditions = useConditionWords(campaign, asked);
  const exported = sought.kind === "nothing" && (
    <ExportMenu
      alone={phone}
      list={{
        title: t("leads.title"),
        of: [campaign.projectName, campaign.name],
        zone: campaign.zone,
        conditions,
        ask: (after, asking) => listLeads(at, conditionsOf(asked), after, asking),
        columns: async () => (await import("../../features/leads/list/exporting")).leadColumns(t),
      }}
    />
  );
  const empty =
    conditions.length > 0 ? (
      <NoMatch fact={t("leads.noMatch")} conditions={listed(conditions, language)} onClear={() => change(CLEARED)} />
    ) : (
      <EmptyState fact={t("leads.empty")} hint={t(can("lead:report") ? "leads.emptyHint" : "leads.emptyRead")} action={report("default")} />
    );

  return (
    <>
      <PageHead
        title={t("leads.title")}
        meta={useSentence(counts.data)}
        actions={
          <>
            {!phone && exported}
            {report("filled")}
          </>
        }
      />
      <div className={styles.strip}>
        <OutboxStrip onMend={(mends) => setReporting({ mends })} />
        {waiting > 0 && (
          <Finding
            kind="remark"
            remedies={
              <Button size="xs" onClick={() => setDeciding(true)}>
                {t("leads.visits.look")}
              </Button>
            }
          >
            {t("leads.visits.waiting", { n: visits.hasNextPage ? `${waiting}+` : waiting })}
          </Finding>
        )}
      </div>
      <search className="no-print">
        <div className={styles.searchRow}>
          <div className={styles.search} ref={keys.search}>
            <SearchBox label={t("leads.search")} value={text} onSearch={setText} />
          </div>
          {can("lead:report") && <span className="dim on-desktop">{t("leads.check.tells")}</span>}
        </div>
        {sought.kind === "nothing" && (
          <div className={styles.asked}>
            <LeadFilters campaign={campaign} asked={asked} counts={counts.data} onChange={change} />
          </div>
        )}
      </search>
      {phone && assigns && !selection.isOn && (
        <div className={styles.selecting}>
          <TextButton onClick={() => selection.turn(true)}>{t("leads.bulk.begin")}</TextButton>
        </div>
      )}
      <div ref={keys.list}>
        {sought.kind === "nothing" && (
          <LeadList query={leads} empty={empty}>
            {(rows) => <LeadTable rows={rows} {...place} />}
          </LeadList>
        )}
        {sought.kind === "more" && (
          <p className="dim" role="status">
            {t("leads.searchMore")}
          </p>
        )}
        {sought.kind === "ask" && (
          <Loaded query={found} what={t("leads.notLoaded")}>
            {({ items, isCut }) => (
              <>
                <p className={`dim ${styles.found}`} role="status">
                  {t(isCut ? "leads.foundCut" : "leads.found", { n: items.length })}
                </p>
                {items.length === 0 ? (
                  <Panel label={t("leads.title")}>
                    <NoMatch fact={t("leads.noMatch")} conditions={text} onClear={() => setText("")} />
                  </Panel>
                ) : (
                  <LeadTable rows={items} {...place} />
                )}
              </>
            )}
          </Loaded>
        )}
      </div>
      {phone && exported}
      <p className={`${styles.rules} no-print`}>
        <Link href={paths.leadRules(tenant, campaign.id)}>{t("leads.rules")}</Link>
      </p>
      <ShortcutLine on={keys.on} turn={keys.turn} picks={assigns} />
      {assigns && <BulkBar campaign={campaign} selection={selection} />}
      {reporting && <ReportDialog campaign={campaign} mends={reporting.mends} onClose={() => setReporting(null)} />}
      {deciding && <VisitsDialog campaign={campaign.id} onClose={() => setDeciding(false)} />}
    </>
  );
}

/** The page's finding: how many came by other channels, and how many of these are sincere. */
function useSentence(counts: LeadCounts | undefined): string[] {
  const t = useT();
  const phone = usePhone();
  if (!counts) return [];
  const { otherChannels, sincereOfOthers, registered } = counts;
  return [
    t("leads.meta.others", { n: count(otherChannels) }),
    t("leads.meta.sincere", { n: count(sincereOfOthers), percent: percent(sincereOfOthers, otherChannels) }),
    ...(registered > otherChannels && !phone ? [t("leads.meta.all", { n: count(registered) })] : []),
  ];
}

/** What was asked for, in words; the view too. */
function useConditionWords(campaign: CampaignDetail, { view, state, source, engagement, owner }: ReturnType<typeof askedIn>): string[] {
  const t = useT();
  const engagements = useEveryEngagement(campaign.id);
  const staff = useStaff();
  return [
    view !== "all" && t(`leads.view.${view}`),
    engagement && (engagements.data?.find(({ id }) => id === engagement)?.accountName ?? t("leads.by.account")),
    owner && (owner === "none" ? t("leads.nobody") : (staff.data?.find(({ id }) => id === owner)?.name ?? t("leads.by.owner"))),
    state && t(`leads.state.${state}`),
    source && t(`leads.source.${source}`),
  ].filter((word): word is string => Boolean(word));
}

/** j and k through the list, x picks, / searches. */
function useKeys(toggle: (lead: never) => void, rows: () => { id: string }[]) {
  const [on, turn] = useShortcutsOn();
  const list = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLDivElement>(null);
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>("[data-lead]") ?? [])];
  const step = (by: 1 | -1) => {
    const all = links();
    const here = all.indexOf(document.activeElement as HTMLElement);
    all[here < 0 ? 0 : Math.min(all.length - 1, Math.max(0, here + by))]?.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    x: () => {
      const id = document.activeElement?.getAttribute("data-lead");
      const lead = rows().find((row) => row.id === id);
      if (lead) toggle(lead as never);
    },
    "/": () => search.current?.querySelector("input")?.focus(),
  };
  useShortcuts(keys, on);
  return { on, turn, list, search };
}
