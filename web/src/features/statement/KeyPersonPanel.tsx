import { Link } from "wouter";
import type { EngagementPlace } from "../../api/engagements";
import type { Statement } from "../../api/statement";
import { paths } from "../../app/paths";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { HOUSE_ZONE } from "../../lib/zone";
import { Mark } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingSkeleton } from "../../ui/states";
import { Continuity } from "../engagements/keyperson/Continuity";
import { continuityOf, currentOf } from "../engagements/keyperson/reading";
import { useTrail } from "../engagements/queries";
import styles from "./panels.module.css";
import { isStanding, placeOf } from "./reading";

/** 關鍵人物 beside the statement: who, whether it is still the same, and what came through them. */
export function KeyPersonPanel({ at, statement }: { at: EngagementPlace; statement: Statement }) {
  const t = useT();
  const can = useCan();
  const trail = useTrail(at, can("person:read"));
  const { engagement, deals } = statement;
  const more = paths.engagement(at.tenant, at.campaign, at.engagement, "key-person");
  if (!can("person:read") || engagement.accountId === null) return null;
  const known = trail.data;
  const current = known && currentOf(known);
  const state = known && continuityOf(known);

  return (
    <Panel
      title={t("engagements.keyPerson.title")}
      actions={
        state === "same" ? (
          <Mark tone="good" sign={t("engagements.keyPerson.sign.same")} word={t("engagements.keyPerson.same")} />
        ) : state === "changed" || state === "vacant" ? (
          <Mark tone="wait" sign={t("engagements.keyPerson.sign.changed")} word={t(`engagements.keyPerson.${state}`)} />
        ) : undefined
      }
    >
      <Loaded query={trail} what={t("engagements.keyPerson.notLoaded")} skeleton={<LoadingSkeleton shape="lines" rows={4} />}>
        {({ firstVisit, recognitions }) => (
          <>
            {current ? (
              <p>
                <b>
                  {current.post} {current.name === null ? t("statement.erased") : maskedName(current.name)}
                </b>
              </p>
            ) : (
              <p className="sub">{t(firstVisit ? "engagements.keyPerson.visitWaits" : "engagements.keyPerson.none")}</p>
            )}
            <Continuity recognitions={recognitions} until={lastDay(statement)} />
            <ol className={styles.trail}>
              {firstVisit && (
                <li>
                  <span>{firstVisit.visitedOn.slice(5)}</span>
                  <div>
                    {t("engagements.keyPerson.visited", { post: firstVisit.post })}
                    <small>
                      {firstVisit.confirmedAt
                        ? t("engagements.keyPerson.confirmedBy", {
                            name: firstVisit.confirmedByName ?? "",
                            day: dayOf(firstVisit.confirmedAt, HOUSE_ZONE).slice(5),
                          })
                        : t("engagements.keyPerson.unconfirmed", { name: firstVisit.reportedByName })}
                    </small>
                  </div>
                </li>
              )}
              {recognitions.slice(1).map(({ id, from, post }) => (
                <li key={id}>
                  <span>{from.slice(5)}</span>
                  <div>{t("engagements.keyPerson.changedTo", { post })}</div>
                </li>
              ))}
              {engagement.referred > 0 && (
                <li>
                  <span />
                  <div>
                    {t("engagements.referrals.sum", {
                      n: engagement.referred,
                      signed: deals.filter((item) => isStanding(item) && item.deal.referralId !== null).length,
                    })}
                    <Alone deals={deals} />
                  </div>
                </li>
              )}
            </ol>
            <p className={styles.more}>
              <Link href={more}>{t("engagements.keyPerson.more")}</Link>
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** Who came without a recommendation counts for the tier, and earns nobody a reward. */
function Alone({ deals }: { deals: Statement["deals"] }) {
  const t = useT();
  const alone = deals.filter((item) => isStanding(item) && item.deal.referralId === null);
  if (!alone.length) return null;
  return <small>{t("engagements.referrals.alone", { places: alone.map(({ deal }) => placeOf(deal)).join("、") })}</small>;
}

/** The last day on which something happened to a home. */
function lastDay({ deals, settleFrom }: Statement): string {
  const days = deals.flatMap(({ deal }) => deal.signedOn ?? deal.subscribedOn).toSorted();
  return days.at(-1) ?? settleFrom;
}
