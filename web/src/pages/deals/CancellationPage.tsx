import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { cancelDeal, type DealDetail } from "../../api/deals";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { DocumentField } from "../../features/approvals/DocumentField";
import { usePaper } from "../../features/approvals/usePaper";
import { type Closing, ClosingPanel } from "../../features/deals/cancelling/ClosingPanel";
import { forfeitedOf, ownMoneyOf, refundOf } from "../../features/deals/cancelling/refund";
import { cancellationWords } from "../../features/deals/cancelling/words";
import { DealLoaded } from "../../features/deals/DealLoaded";
import { EffectPanel } from "../../features/deals/effect/EffectPanel";
import styles from "../../features/deals/effect/effect.module.css";
import { PreviewHead } from "../../features/deals/effect/PreviewHead";
import { useCancellationPreview, useDealAct } from "../../features/deals/queries";
import { lateReason, useLate } from "../../features/deals/useLate";
import { homeOf } from "../../features/deals/words";
import { useStatement } from "../../features/engagements/queries";
import { useT } from "../../i18n/useT";
import { dayInCampaign, moneyAlone } from "../../lib/format";
import { dayIn } from "../../lib/parse";
import { PageHead } from "../../ui/PageHead";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { usePhone } from "../../ui/usePhone";

/** 退房預覽: what cancelling a deal would do to everybody, before it is done. */
export default function CancellationPage({ params }: PageProps<"tenant" | "campaign" | "deal">) {
  const t = useT();
  const back = paths.deal(params.tenant, params.campaign, params.deal);
  const title = t("deals.cancelling.title");

  return (
    <DealLoaded at={params} title={title} back={back} task>
      {(campaign, deal) =>
        deal.state === "cancelled" ? (
          <>
            <PageHead title={title} back={back} task />
            <EmptyState
              fact={t("deals.cancelling.already", { home: homeOf(deal), day: deal.cancelledOn ?? "" })}
              action={
                <Button component={Link} href={back}>
                  {t("deals.cancelling.toDeal")}
                </Button>
              }
            />
          </>
        ) : (
          <Cancellation campaign={campaign} deal={deal} />
        )
      }
    </DealLoaded>
  );
}

const nothingTyped: Closing = { forfeitedFen: null, why: "", reason: "" };

function Cancellation({ campaign, deal }: { campaign: CampaignDetail; deal: DealDetail }) {
  const t = useT();
  const phone = usePhone();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const act = useDealAct(campaign.id);
  const [closing, setClosing] = useState(nothingTyped);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const late = useLate(failure);
  const paper = usePaper();
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const earliest = deal.signedOn ?? deal.subscribedOn;
  const begin = dayInCampaign(campaign, new Date());
  const cancelledOn = dayIn(search.get("on")) ?? ([begin, earliest].toSorted().at(-1) as string);
  const preview = useCancellationPreview(at, cancelledOn);
  const statement = useStatement({ tenant, campaign: campaign.id, engagement: deal.engagementId });
  const home = homeOf(deal);
  const back = paths.deal(tenant, campaign.id, deal.id);
  const ownFen = preview.data ? ownMoneyOf(preview.data) : null;
  const forfeitedFen = forfeitedOf(ownFen, closing.forfeitedFen);
  const refundFen = ownFen === null ? null : refundOf(ownFen, forfeitedFen);

  const confirm = async () => {
    if (refundFen === null || forfeitedFen === null || !paper.isReady()) return;
    setBusy(true);
    setFailure(null);
    try {
      const { why, reason } = closing;
      const cancellation = { cancelledOn, why: why.trim(), forfeitedFen, ...paper.named, ...lateReason(late.isAsked, reason) };
      await act(() => cancelDeal(at, cancellation));
      toast(t("deals.cancelling.done", { home }));
      navigate(back);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const missing =
    ownFen === null || preview.isError || preview.isPlaceholderData
      ? t("deals.cancelling.noPreview")
      : forfeitedFen === null
        ? t("deals.cancelling.fillForfeit")
        : refundFen === null
          ? t("deals.cancelling.tooMuch")
          : closing.why.trim()
            ? null
            : t("deals.cancelling.fillWhy");
  const confirmButton = (
    <ReasonedButton variant="filled" color="red" loading={busy} reason={missing} onClick={confirm}>
      {refundFen
        ? t("deals.cancelling.act", { amount: moneyAlone(refundFen) })
        : t(refundFen === 0 ? "deals.cancelling.actNothing" : "deals.cancelling.actBare")}
    </ReasonedButton>
  );
  const backButton = (
    <Button component={Link} href={back} style={phone ? { flex: "none" } : undefined}>
      {t(phone ? "common.back" : "deals.cancelling.back")}
    </Button>
  );

  return (
    <>
      <PreviewHead
        campaign={campaign}
        deal={deal}
        title={t("deals.cancelling.title")}
        days={[
          deal.signedOn === null ? t("deals.subscribedOnDay", { day: deal.subscribedOn }) : t("deals.signedOnDay", { day: deal.signedOn }),
          t("deals.cancelling.onDay", { day: cancelledOn }),
        ]}
        actions={
          phone && (
            <>
              {backButton}
              {confirmButton}
            </>
          )
        }
      />
      <div className={styles.columns}>
        <div>
          <Loaded query={preview} what={t("deals.cancelling.notReckoned")}>
            {(effect) => (
              <EffectPanel
                effect={effect}
                words={cancellationWords(t, { deal, effect, onDrop: statement.data?.onDrop ?? null, cancelledOn })}
                passing={preview.isPlaceholderData}
              />
            )}
          </Loaded>
        </div>
        <ClosingPanel
          campaign={campaign}
          deal={deal}
          effect={preview.data ?? null}
          cancelledOn={cancelledOn}
          onDay={(day) => setSearch(day ? { on: day } : {}, { replace: true })}
          closing={closing}
          onChange={(change) => setClosing((before) => ({ ...before, ...change }))}
          refundFen={refundFen}
          isLate={late.isAsked}
          failure={late.failure}
          document={
            <DocumentField
              label={t("deals.cancelling.document")}
              hint={t("deals.cancelling.documentHint")}
              agency={tenant}
              {...paper.field}
            />
          }
          buttons={
            phone ? null : (
              <>
                {confirmButton}
                {backButton}
              </>
            )
          }
        />
      </div>
    </>
  );
}
