import { useState } from "react";
import { Link } from "wouter";
import type { DueLead, LeadDay } from "../../api/leads";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCurrentCampaign } from "../../app/shell/useCurrentCampaign";
import { DueRow } from "../../features/leads/day/DueRow";
import styles from "../../features/leads/day/day.module.css";
import { DayActs, NextCall } from "../../features/leads/day/NextCall";
import { useDay } from "../../features/leads/queries";
import { leadName } from "../../features/leads/words";
import { OutboxStrip } from "../../features/outbox/OutboxStrip";
import { useLanguage, useT } from "../../i18n/useT";
import { agendaDay } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";
import { usePhone } from "../../ui/usePhone";

const ContactSheet = lazyDialog(() => import("../../features/leads/contact/ContactSheet"));

/** 今日: whom one meant to call or meet until today, in all campaigns; one after another. */
export default function DayPage({ params }: PageProps<"tenant">) {
  const t = useT();
  const day = useDay();
  if (!day.data)
    return (
      <PageNotYet
        title={t("leads.day.title")}
        back={paths.more(params.tenant)}
        what={t("leads.day.notLoaded")}
        queries={[day]}
        shape="lines"
      />
    );
  return <Loaded query={day}>{(data) => <DayOf day={data} />}</Loaded>;
}

function DayOf({ day }: { day: LeadDay }) {
  const t = useT();
  const language = useLanguage();
  const membership = useTenant();
  const campaign = useCurrentCampaign(membership, null);
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [recording, setRecording] = useState<DueLead | null>(null);
  // Whom one has passed over comes back at the end, the first passed first.
  const due = [...day.due.filter(({ id }) => !passed.has(id)), ...day.due.filter(({ id }) => passed.has(id))];
  const [first, ...rest] = due;
  const several = new Set(day.due.map(({ campaignId }) => campaignId)).size > 1;
  const phone = usePhone();
  const late = day.due.filter(({ next }) => next && next.on < day.today).length;

  return (
    <>
      <PageHead
        title={agendaDay(day.today, language)}
        meta={[
          t(day.isCut ? "leads.day.dueMany" : "leads.day.due", { n: day.due.length }),
          ...(late > 0 ? [t("leads.day.late", { n: late })] : []),
        ]}
        actions={first && phone ? <DayActs key={first.id} lead={first} onRecord={() => setRecording(first)} /> : undefined}
      />
      <div className={styles.columns}>
        <div>
          <OutboxStrip />
          {first ? (
            <>
              <NextCall
                key={first.id}
                lead={first}
                today={day.today}
                several={several}
                onRecord={() => setRecording(first)}
                onPass={rest.length > 0 ? () => setPassed(new Set([...[...passed].filter((id) => id !== first.id), first.id])) : null}
              />
              {rest.length > 0 && (
                <Panel title={t("leads.day.after")} flush>
                  <ul>
                    {rest.map((lead) => (
                      <DueRow key={lead.id} lead={lead} today={day.today} several={several} onRecord={() => setRecording(lead)} />
                    ))}
                  </ul>
                </Panel>
              )}
            </>
          ) : (
            <Panel label={t("leads.day.title")}>
              <EmptyState
                fact={t("leads.day.empty")}
                hint={t("leads.day.emptyHint")}
                action={
                  campaign && <Link href={paths.leads(membership.tenant, campaign.id, { view: "mine" })}>{t("leads.day.toMine")}</Link>
                }
              />
            </Panel>
          )}
        </div>
        <Calls calls={day.calls} of={day.callsPerDay} />
      </div>
      {recording && (
        <ContactSheet
          lead={{ id: recording.id, campaignId: recording.campaignId, name: leadName(t, recording), next: recording.next }}
          zone={HOUSE_ZONE}
          onClose={() => setRecording(null)}
        />
      )}
    </>
  );
}

/** How many calls were made of those of a day. */
function Calls({ calls, of }: { calls: number; of: number }) {
  const t = useT();
  return (
    <Panel label={t("leads.day.calls")}>
      <div className={styles.calls}>
        <span>{t("leads.day.calls")}</span>
        <b>{t("leads.day.callsOf", { n: calls, of })}</b>
        <progress value={Math.min(calls, of)} max={of} aria-label={t("leads.day.calls")} />
        <small className="dim">{calls >= of ? t("leads.day.callsDone") : t("leads.day.callsLeft", { n: of - calls })}</small>
      </div>
    </Panel>
  );
}
