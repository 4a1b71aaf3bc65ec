import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { approveClaim, type Claim, payClaim, returnClaim } from "../../api/rewards";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { DocumentLink } from "../../features/approvals/DocumentLink";
import { useCampaign } from "../../features/campaigns/queries";
import { Checklist } from "../../features/rewards/Checklist";
import { ClaimFigures } from "../../features/rewards/ClaimFigures";
import { ClaimLines } from "../../features/rewards/ClaimLines";
import { Hands } from "../../features/rewards/Hands";
import { PayForm } from "../../features/rewards/PayForm";
import { useClaim, useOwnDeals, useRewardAct, useRewards } from "../../features/rewards/queries";
import { ReasonDialog } from "../../features/rewards/ReasonDialog";
import { Receipt } from "../../features/rewards/Receipt";
import styles from "../../features/rewards/rewards.module.css";
import { CLAIM_TONES } from "../../features/rewards/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayInCampaign, dayOf, moneyAlone, tableTime } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Finding } from "../../ui/Finding";
import { PrintIcon } from "../../ui/icons";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";

/** One claim: through whose hands it goes, what was checked, what is paid. */
export default function ClaimPage({ params: at }: PageProps<"tenant" | "campaign" | "claim">) {
  const t = useT();
  const claim = useClaim(at);
  const campaign = useCampaign(at.campaign);
  if (claim.data && campaign.data) return <ClaimOf claim={claim.data} campaign={campaign.data} />;
  return (
    <PageNotYet
      title={t("rewards.claimTitle")}
      back={paths.rewards(at.tenant, at.campaign)}
      what={t("rewards.claimNotLoaded")}
      queries={[claim, campaign]}
      shape="lines"
    />
  );
}

function ClaimOf({ claim, campaign }: { claim: Claim; campaign: CampaignDetail }) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const online = useOnline();
  const { tenant, name: agency } = useTenant();
  const act = useRewardAct(campaign.id);
  const [asking, setAsking] = useState<"approve" | "return" | null>(null);
  const at = { tenant, campaign: campaign.id, claim: claim.id };
  const name = claim.personName ?? t("rewards.erased");
  const amount = moneyAlone(claim.grossFen);
  const isLinked = campaign.decider === "developer";
  const mayPay = claim.state === "approved" && can("reward:pay") && !isLinked;
  const mayApprove = claim.state === "claimed" && can("reward:approve");
  const mayReturn = (claim.state === "claimed" || claim.state === "approved") && can("reward:approve");
  const rewards = useRewards({ tenant, campaign: campaign.id, engagement: claim.engagementId });
  const own = useOwnDeals(tenant, claim, mayPay);
  const receiptOf = dotted([campaign.projectName, agency], language);
  const offline = online ? null : t("rewards.offline");

  return (
    <>
      <PageHead
        title={t("rewards.claimOf", { name: claim.accountName ?? t("rewards.channel") })}
        crumbs={[{ label: t("rewards.title"), href: paths.rewards(tenant, campaign.id) }, { label: t("rewards.claimTitle") }]}
        chip={
          <Mark
            tone={CLAIM_TONES[claim.state]}
            sign={t(`rewards.claimSign.${claim.state}`)}
            word={t(`rewards.claimState.${claim.state}`)}
          />
        }
        meta={[name, t("rewards.claimedAt", { time: tableTime(claim.claimedAt, campaign.zone) })]}
        back={paths.rewards(tenant, campaign.id)}
        task={mayApprove || mayReturn}
        actions={
          <>
            {mayReturn && (
              <ReasonedButton reason={offline} onClick={() => setAsking("return")}>
                {t("rewards.return.open")}
              </ReasonedButton>
            )}
            {mayApprove && (
              <ReasonedButton variant="filled" reason={offline} onClick={() => setAsking("approve")}>
                {t("rewards.approve.act", { amount })}
              </ReasonedButton>
            )}
            {claim.state === "paid" && (
              <Button leftSection={<PrintIcon />} onClick={() => window.print()}>
                {t("rewards.receipt.print")}
              </Button>
            )}
          </>
        }
        screenOnly
      />
      <div className={`${styles.grid} ${styles.screen}`}>
        <div>
          <Hands
            claim={claim}
            zone={campaign.zone}
            payer={t(isLinked ? "rewards.hand.developer" : "rewards.hand.finance", { name: campaign.developerName })}
            yours={mayPay ? "pay" : mayApprove ? "approve" : null}
          />
          {claim.state !== "returned" && (
            <Loaded query={rewards} what={t("rewards.notLoaded")}>
              {(data) => (
                <>
                  <div style={{ height: 14 }} />
                  <Checklist claim={claim} rewards={data} />
                  <ClaimLines entries={data.entries.filter(({ claimId }) => claimId === claim.id)} />
                </>
              )}
            </Loaded>
          )}
        </div>
        <div className={styles.aside}>
          <Panel title={t("rewards.thisTime")}>
            {mayPay ? (
              <Loaded query={own} what={t("rewards.pay.ownNotLoaded")}>
                {(deals) => (
                  <PayForm
                    claim={claim}
                    today={dayOf(new Date(), campaign.zone)}
                    begin={dayInCampaign(campaign, new Date(), claim.approvedAt && dayOf(claim.approvedAt, campaign.zone))}
                    ownDeals={deals}
                    door={{ agency: tenant }}
                    receiptOf={receiptOf}
                    onPay={async ({ documentId = "", ...payment }, key) => {
                      await act(() => payClaim(at, { ...payment, documentId }, key));
                      toast(t("rewards.pay.done", { name, amount }));
                    }}
                  />
                )}
              </Loaded>
            ) : (
              <ClaimFigures claim={claim} />
            )}
            {claim.state === "approved" && !mayPay && (
              <p className="sub">{t(isLinked ? "rewards.pay.byDeveloper" : "rewards.pay.byFinance", { name: campaign.developerName })}</p>
            )}
            {claim.receiptNumber !== null && <p className="sub">{t("rewards.receipt.number", { number: claim.receiptNumber })}</p>}
            {claim.document && <DocumentLink agency={tenant} file={claim.document} what={t("rewards.receipt.signed")} />}
            {claim.state === "returned" && (
              <>
                <div className={styles.after}>
                  <Finding kind="remark">{t("rewards.returnedBecause", { reason: claim.remark ?? "" })}</Finding>
                </div>
                <p className={styles.rule}>{t("rewards.returnedNext")}</p>
                <p className={styles.acts}>
                  <Button component={Link} href={paths.engagementRewards(tenant, campaign.id, claim.engagementId)} variant="default">
                    {t("rewards.of", { name: claim.accountName ?? t("rewards.channel") })}
                  </Button>
                </p>
              </>
            )}
          </Panel>
        </div>
      </div>
      {claim.state === "paid" && <Receipt claim={claim} heading={receiptOf} />}
      <ConfirmDialog
        opened={asking === "approve"}
        onClose={() => setAsking(null)}
        title={t("rewards.approve.title", { name })}
        act={t("rewards.approve.act", { amount })}
        onConfirm={async () => {
          await act(() => approveClaim(at));
          toast(t("rewards.approve.done", { name, amount }));
        }}
      >
        <p>{t("rewards.approve.say", { name, amount })}</p>
      </ConfirmDialog>
      {asking === "return" && (
        <ReasonDialog
          title={t("rewards.return.title", { name })}
          say={t("rewards.return.say")}
          act={t("rewards.return.act", { amount })}
          onSend={(reason) => act(() => returnClaim(at, reason))}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
