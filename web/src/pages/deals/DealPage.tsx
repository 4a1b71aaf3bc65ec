import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { type DealDetail, unconfirmSigning } from "../../api/deals";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { ExtensionPanel } from "../../features/asking/ExtensionPanel";
import { DealBenefitsPanel } from "../../features/benefits/DealBenefitsPanel";
import { AttributionPanel } from "../../features/deals/attributing/AttributionPanel";
import { BuyersPanel } from "../../features/deals/BuyersPanel";
import { DealLoaded } from "../../features/deals/DealLoaded";
import styles from "../../features/deals/deals.module.css";
import { FactsPanel } from "../../features/deals/FactsPanel";
import { LinkButton } from "../../features/deals/LinkButton";
import { LedgerPanel } from "../../features/deals/ledger/LedgerPanel";
import { UnconfirmDialog } from "../../features/deals/ledger/UnconfirmDialog";
import { waitingOf } from "../../features/deals/ledger/waiting";
import { PricePanel } from "../../features/deals/PricePanel";
import { ProofsPanel } from "../../features/deals/proofs/ProofsPanel";
import { type useDeal, useDealAct, useLedger } from "../../features/deals/queries";
import { OverdueNote } from "../../features/deals/supplementing/OverdueNote";
import { SupplementsPanel } from "../../features/deals/supplementing/SupplementsPanel";
import { buyersWords, homeOf, STATE_TONES } from "../../features/deals/words";
import { useStatement } from "../../features/engagements/queries";
import { SpecialsPanel } from "../../features/specials/SpecialsPanel";
import { useT } from "../../i18n/useT";
import { moneyAlone, tableTime } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { lazyDialog } from "../../ui/lazyDialog";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";

const CompletionDialog = lazyDialog(() => import("../../features/deals/CompletionDialog"));
const SigningDialog = lazyDialog(() => import("../../features/deals/SigningDialog"));
const UnsignDialog = lazyDialog(() => import("../../features/deals/UnsignDialog"));
const ConfirmingDialog = lazyDialog(() => import("../../features/deals/ledger/ConfirmingDialog"));

/** One deal: what it costs and why, whose it is, what was paid, what proves it. */
export default function DealPage({ params }: PageProps<"tenant" | "campaign" | "deal">) {
  const t = useT();

  return (
    <DealLoaded at={params} title={t("deals.title")} back={paths.deals(params.tenant, params.campaign)} shape="form">
      {(campaign, deal, query) => <DealFile campaign={campaign} deal={deal} query={query} />}
    </DealLoaded>
  );
}

interface DealFileProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  query: ReturnType<typeof useDeal>;
}

function DealFile({ campaign, deal, query }: DealFileProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const [asked] = useSearchParams();
  const [doing, setDoing] = useState<"signing" | "unsigning" | "confirming" | "unconfirming" | "completing" | null>(
    asked.get("act") === "sign" && can("deal:record") && deal.state === "subscribed" ? "signing" : null,
  );
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const act = useDealAct(campaign.id);
  const statement = useStatement({ tenant, campaign: campaign.id, engagement: deal.engagementId });
  const ledger = useLedger(at);
  const item = statement.data?.deals.find(({ deal: { id } }) => id === deal.id) ?? null;
  const waiting = waitingOf(deal, ledger.data ?? []);
  const waits = waiting.entries.length + (waiting.signing ? 1 : 0);
  const isFinance = can("deal:confirm") && campaign.decider === "agency";
  const back =
    deal.state !== "signed"
      ? null
      : waiting.signing
        ? can("deal:record") &&
          (deal.isSignedByCaller || can("deal:cancel")) && (
            <ReasonedButton sends size="xs" onClick={() => setDoing("unsigning")}>
              {t("deals.unsigning.short")}
            </ReasonedButton>
          )
        : isFinance && (
            <ReasonedButton sends size="xs" onClick={() => setDoing("unconfirming")}>
              {t("desk.unconfirming.short")}
            </ReasonedButton>
          );

  return (
    <>
      <PageHead
        title={homeOf(deal)}
        crumbs={[{ label: t("deals.title"), href: paths.deals(tenant, campaign.id) }]}
        back={paths.deals(tenant, campaign.id)}
        chip={<Chip tone={STATE_TONES[deal.state]}>{t(`deals.state.${deal.state}`)}</Chip>}
        meta={[
          buyersWords(t, deal),
          <Link key="account" href={paths.engagement(tenant, campaign.id, deal.engagementId)} className={styles.inText}>
            {deal.accountName ?? t("deals.channel")}
          </Link>,
          t("deals.versionNumber", { n: deal.policyNumber }),
        ]}
        actions={
          <>
            {can("deal:cancel") && deal.state !== "cancelled" && (
              <LinkButton href={paths.dealCancellation(tenant, campaign.id, deal.id)}>
                {t("deals.cancel", { home: homeOf(deal) })}
              </LinkButton>
            )}
            {can("deal:record") && deal.state === "subscribed" && (
              <ReasonedButton sends variant="filled" onClick={() => setDoing("signing")}>
                {t("deals.sign")}
              </ReasonedButton>
            )}
            {can("deal:record") && deal.state === "signed" && item?.balanceFen === 0 && !deal.isSettling && (
              <ReasonedButton sends onClick={() => setDoing("completing")}>
                {t("deals.complete", { home: homeOf(deal) })}
              </ReasonedButton>
            )}
            {isFinance && waits > 0 && (
              <ReasonedButton sends variant="filled" onClick={() => setDoing("confirming")}>
                {t("deals.confirming.act", { n: waits })}
              </ReasonedButton>
            )}
          </>
        }
      />
      {deal.isSettling && (
        <div className={styles.note}>
          <Finding kind="remark" announce="status">
            {t("deals.settling")}
          </Finding>
        </div>
      )}
      {deal.state === "subscribed" && deal.signingRefusedAt !== null && (
        <div className={styles.note}>
          <Finding kind="remark">
            {t("deals.refused.note", {
              name: deal.signingRefusedByName ?? "",
              time: tableTime(deal.signingRefusedAt, campaign.zone),
              why: deal.signingRefusedWhy ?? "",
            })}
          </Finding>
        </div>
      )}
      {item?.overdue && <OverdueNote campaign={campaign} deal={deal} overdue={item.overdue} />}
      <Loaded query={query}>
        {() => (
          <div className={styles.columns}>
            <div>
              <PricePanel
                campaign={campaign}
                deal={deal}
                item={item}
                all={statement.data?.deals ?? []}
                counted={statement.data?.countedUnits ?? null}
              />
              <LedgerPanel campaign={campaign} deal={deal} item={item} ledger={ledger} waits={waits} />
              <SpecialsPanel
                campaign={campaign}
                about={{ kind: "deal", dealId: deal.id }}
                name={homeOf(deal)}
                isSigned={deal.signedOn !== null}
                signBy={item?.signBy}
                isClosed={deal.state === "cancelled" || campaign.status === "archived"}
              />
              <ProofsPanel campaign={campaign} deal={deal} />
              {deal.state !== "subscribed" && <SupplementsPanel campaign={campaign} deal={deal} />}
            </div>
            <div>
              <BuyersPanel deal={deal} />
              <DealBenefitsPanel at={at} policyNumber={deal.policyNumber} />
              <FactsPanel campaign={campaign} deal={deal} signBy={item?.signBy ?? null} actions={back} />
              <ExtensionPanel
                campaign={campaign}
                deal={deal}
                signBy={item?.signBy ?? null}
                isClosed={statement.data?.engagement.settledOn !== null}
              />
              <AttributionPanel campaign={campaign.id} deal={deal} />
            </div>
          </div>
        )}
      </Loaded>
      {doing === "signing" && (
        <SigningDialog
          campaign={campaign}
          deal={deal}
          counted={statement.data?.countedUnits ?? null}
          signBy={item?.signBy ?? null}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === "unsigning" && <UnsignDialog deal={deal} onClose={() => setDoing(null)} />}
      {doing === "unconfirming" && (
        <UnconfirmDialog
          home={homeOf(deal)}
          amount={moneyAlone(deal.contractPriceFen ?? 0)}
          onConfirm={async (reason) => {
            await act(() => unconfirmSigning(at, reason));
            toast(t("desk.unconfirming.done", { home: homeOf(deal) }));
          }}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === "completing" && <CompletionDialog campaign={campaign} deal={deal} waits={waits} onClose={() => setDoing(null)} />}
      {doing === "confirming" && <ConfirmingDialog deal={deal} waiting={waiting} onClose={() => setDoing(null)} />}
    </>
  );
}
