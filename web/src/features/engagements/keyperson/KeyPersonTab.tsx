import type { ReactNode } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { EngagementPlace, KeyPersonTrail } from "../../../api/engagements";
import type { Earnings } from "../../../api/rewards";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf } from "../../../lib/format";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Loaded } from "../../../ui/states";
import { PersonMenu } from "../../people/PersonMenu";
import { ContinuityRule, ReferredDeals } from "../../rewards/Outcomes";
import { useRewards } from "../../rewards/queries";
import { useTrail } from "../queries";
import { Continuity } from "./Continuity";
import { Correctable, Corrections } from "./Corrections";
import styles from "./keyperson.module.css";
import { continuityOf, currentOf } from "./reading";

interface KeyPersonTabProps {
  at: EngagementPlace;
  /** The engagement's account, of whose contacts one was meant. */
  account: string | null;
  campaign: CampaignDetail;
  today: string;
  /** What comes next, for those who may. */
  action: ReactNode;
}

/** 關鍵人物 on one page: who it is and was, day by day, and what proves it. */
export function KeyPersonTab({ at, account, campaign, today, action }: KeyPersonTabProps) {
  const t = useT();
  const can = useCan();
  const trail = useTrail(at);
  const seesRewards = can("reward:read");
  const rewards = useRewards(at, seesRewards);
  return (
    <Loaded query={trail} what={t("engagements.keyPerson.notLoaded")}>
      {(known) =>
        known.firstVisit === null ? (
          <Panel label={t("engagements.keyPerson.title")}>
            <EmptyState fact={t("engagements.visit.empty")} hint={t("engagements.visit.emptyHint")} action={action} />
          </Panel>
        ) : (
          <>
            <Sentence trail={known} />
            <div className={styles.columns}>
              <Panel title={t("engagements.keyPerson.daysTitle")}>
                {known.recognitions.length === 0 ? (
                  <p className="sub">{t("engagements.keyPerson.notYet")}</p>
                ) : (
                  <Days
                    at={at}
                    account={account}
                    trail={known}
                    until={today < campaign.endsOn ? today : campaign.endsOn}
                    earnings={rewards.data}
                  />
                )}
              </Panel>
              <div>
                <Panel title={t("engagements.keyPerson.proof")}>
                  <Proof trail={known} campaign={campaign} />
                </Panel>
                {known.corrections.length > 0 && (
                  <Panel title={t("engagements.correct.heading")} note={t("engagements.correct.note")}>
                    <Corrections at={at} trail={known} />
                  </Panel>
                )}
              </div>
            </div>
            {seesRewards && (
              <div className={styles.deals}>
                <Loaded query={rewards} what={t("rewards.notLoaded")}>
                  {({ deals }) => (
                    <ReferredDeals
                      at={at}
                      deals={deals}
                      nameOf={(id) => known.recognitions.find(({ personId }) => personId === id)?.name ?? t("engagements.erased")}
                    />
                  )}
                </Loaded>
              </div>
            )}
          </>
        )
      }
    </Loaded>
  );
}

/** The finding: who, since when, and whether it has been the same all along. */
function Sentence({ trail }: { trail: KeyPersonTrail }) {
  const t = useT();
  const current = currentOf(trail);
  const state = continuityOf(trail);
  const visit = trail.firstVisit;
  const name = current?.name ?? t("engagements.erased");
  const last = trail.recognitions.at(-1);
  return (
    <p className={styles.sentence}>
      {state === null && visit && t("engagements.keyPerson.sayWaiting", { day: visit.visitedOn, by: visit.reportedByName })}
      {state === "same" && current && t("engagements.keyPerson.saySame", { post: current.post, name, day: current.from })}
      {state === "changed" && current && t("engagements.keyPerson.sayChanged", { post: current.post, name, day: current.from })}
      {state === "vacant" && last && t("engagements.keyPerson.sayVacant", { day: last.until ?? "" })}
    </p>
  );
}

/** The bar, and under it each stretch by name. */
interface DaysProps {
  at: EngagementPlace;
  account: string | null;
  trail: KeyPersonTrail;
  until: string;
  earnings: Earnings | undefined;
}

function Days({ at, account, trail: { recognitions }, until, earnings }: DaysProps) {
  const t = useT();
  return (
    <>
      <Continuity recognitions={recognitions} until={until} />
      <ul className={styles.people}>
        {recognitions.map((recognition, index) => {
          const { id, personId, post, name, from, until: end } = recognition;
          return (
            <li key={id}>
              <b>
                {post} {name ?? t("engagements.erased")}
              </b>
              <span className="sub">
                {end === null ? t("engagements.keyPerson.since", { from }) : t("engagements.keyPerson.fromTo", { from, until: end })}
              </span>
              <PersonMenu person={{ id: personId, name }} />
              {account !== null && (
                <Correctable at={at} account={account} recognition={recognition} isLast={index === recognitions.length - 1} />
              )}
            </li>
          );
        })}
      </ul>
      {earnings && <ContinuityRule rule={earnings.rule} />}
      <p className={styles.note}>{t("engagements.keyPerson.rule")}</p>
    </>
  );
}

/** Each thing that happened, with its day, who recorded it and why. */
function Proof({ trail: { firstVisit, recognitions }, campaign }: { trail: KeyPersonTrail; campaign: CampaignDetail }) {
  const t = useT();
  const [first, ...later] = recognitions;
  const last = recognitions.at(-1);
  if (!firstVisit) return null;
  const named = `${firstVisit.post} ${firstVisit.name ?? t("engagements.erased")}`;
  return (
    <ol className={styles.trail}>
      <Event day={firstVisit.visitedOn} what={t("engagements.keyPerson.visitedWhom", { named })}>
        {t("engagements.keyPerson.reportedBy", { name: firstVisit.reportedByName })}
      </Event>
      {firstVisit.confirmedAt ? (
        <Event
          day={dayOf(firstVisit.confirmedAt, campaign.zone)}
          what={t("engagements.keyPerson.confirmed")}
          mark={<Mark tone="good" sign={t("engagements.keyPerson.sign.confirmed")} word={t("engagements.keyPerson.byAnother")} />}
        >
          {t("engagements.keyPerson.confirmedByName", {
            name: firstVisit.confirmedByName ?? "",
            from: first?.from ?? firstVisit.visitedOn,
          })}
        </Event>
      ) : (
        <Event
          day={null}
          what={t("engagements.keyPerson.waits")}
          mark={<Mark tone="wait" sign={t("engagements.keyPerson.sign.waits")} word={t("engagements.keyPerson.waitsWord")} />}
        >
          {t("engagements.keyPerson.waitsHint", { name: firstVisit.reportedByName })}
        </Event>
      )}
      {later.map(({ id, from, post, name, reason, recordedByName }) => (
        <Event key={id} day={from} what={t("engagements.keyPerson.changedWhom", { named: `${post} ${name ?? t("engagements.erased")}` })}>
          {reason && <span className={styles.reason}>{reason}</span>}
          {t("engagements.keyPerson.recordedBy", { name: recordedByName })}
        </Event>
      ))}
      {last?.until && <Event day={last.until} what={t("engagements.keyPerson.vacated")} />}
    </ol>
  );
}

function Event({ day, what, mark, children }: { day: string | null; what: string; mark?: ReactNode; children?: ReactNode }) {
  const t = useT();
  return (
    <li>
      <span className="dim nowrap">{day ?? t("engagements.keyPerson.toCome")}</span>
      <div>
        <span className={styles.what}>
          {what} {mark}
        </span>
        {children && <small>{children}</small>}
      </div>
    </li>
  );
}
