import { useState } from "react";
import { Link, useLocation } from "wouter";
import type { Benefits } from "../../api/benefits";
import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement, EngagementPlace } from "../../api/engagements";
import { paths } from "../../app/paths";
import { useCan } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { maskedName } from "../../lib/masked";
import entries from "../../ui/entries.module.css";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { Chip } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, LoadedPages } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import { homeOf } from "../deals/words";
import styles from "./benefits.module.css";
import { useBenefitsList } from "./queries";
import { isOutdated, STATE_TONES, standardWords } from "./words";

const IssueDialog = lazyDialog(() => import("./IssueDialog"));

interface BenefitsPanelProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  engagement: Engagement;
}

/** 優惠確認書 of an engagement: what its persons were promised before they chose a home, and what became of each. */
export function BenefitsPanel({ at, campaign, engagement }: BenefitsPanelProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const [, go] = useLocation();
  const [issuing, setIssuing] = useState(false);
  const query = useBenefitsList(at);
  const mayIssue = can("deal:record") && campaign.status !== "archived";
  const settled = engagement.settledOn !== null;
  const place = ({ id }: Benefits) => paths.benefits(at.tenant, at.campaign, at.engagement, id);

  return (
    <>
      <Panel
        title={t("benefits.short")}
        flush
        actions={
          mayIssue && (
            <ReasonedButton
              size="xs"
              reason={settled ? t("benefits.closed") : online ? null : t("benefits.offline")}
              onClick={() => setIssuing(true)}
            >
              {t("benefits.issue")}
            </ReasonedButton>
          )
        }
      >
        <LoadedPages query={query} what={t("benefits.notLoaded")}>
          {(papers) =>
            papers.length === 0 ? (
              <EmptyState fact={t("benefits.none")} hint={t("benefits.noneHint")} />
            ) : (
              <>
                <ul className={entries.list}>
                  {papers.map((paper) => (
                    <li key={paper.id}>
                      <Paper paper={paper} place={place(paper)} />
                    </li>
                  ))}
                </ul>
                {query.hasNextPage && (
                  <div className={styles.more}>
                    <LoadMore query={query} shown={papers.length} />
                  </div>
                )}
              </>
            )
          }
        </LoadedPages>
      </Panel>
      {issuing && (
        <IssueDialog
          at={at}
          campaign={campaign}
          engagement={engagement}
          onIssued={(paper) => go(place(paper))}
          onClose={() => setIssuing(false)}
        />
      )}
    </>
  );
}

function Paper({ paper, place }: { paper: Benefits; place: string }) {
  const t = useT();
  const language = useLanguage();
  const { number, personName, state, expiresOn, issuedOn, issuedByName, confirmedOn, documentNumber, deal, voidReason } = paper;

  return (
    <>
      <span className={entries.head}>
        <Link href={place} className={styles.link}>
          {t("benefits.numberedOf", { n: number, name: personName === null ? t("benefits.erased") : maskedName(personName) })}
        </Link>
        <Chip tone={STATE_TONES[state]}>{t(`benefits.state.${state}`)}</Chip>
      </span>
      <span className={entries.words}>
        {dotted([standardWords(t, paper, language), t("benefits.until", { day: expiresOn })], language)}
      </span>
      <span className={entries.words}>
        {dotted(
          [
            t("benefits.issuedBy", { name: issuedByName, day: issuedOn }),
            confirmedOn !== null && t("benefits.confirmedBy", { day: confirmedOn, number: documentNumber ?? "" }),
            deal !== null && t("benefits.usedBy", { home: homeOf(deal) }),
            voidReason !== null && t("benefits.voidedFor", { name: paper.voidedByName ?? "", reason: voidReason }),
          ],
          language,
        )}
      </span>
      {isOutdated(paper) && (
        <span className={`${entries.words} ${styles.warning}`}>
          {t("benefits.outdated", { paper: paper.policyNumber, now: paper.policyInForce ?? 0 })}
        </span>
      )}
    </>
  );
}
