import { Button } from "@mantine/core";
import { type DeskPlace, type HandedClaim, payFromDesk, type SharedCampaign } from "../../api/desk";
import { fileDoorOf } from "../../api/files";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { DocumentLink } from "../../features/approvals/DocumentLink";
import { useDeskAct, useHandedClaim, useSharedCampaigns, useWaiting } from "../../features/desk/queries";
import { useLinks } from "../../features/organisations/queries";
import { ClaimFigures } from "../../features/rewards/ClaimFigures";
import { ClaimLines } from "../../features/rewards/ClaimLines";
import { Hands } from "../../features/rewards/Hands";
import { PayForm } from "../../features/rewards/PayForm";
import { Receipt } from "../../features/rewards/Receipt";
import styles from "../../features/rewards/rewards.module.css";
import { CLAIM_TONES, homeOf } from "../../features/rewards/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayInCampaign, dayOf, moneyAlone, tableTime } from "../../lib/format";
import { PrintIcon } from "../../ui/icons";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingSkeleton } from "../../ui/states";
import { toast } from "../../ui/toast";

/** 領獎 as the developer's finance looks it up: home by home, through whose hands, and the receipt to be signed. */
export default function DeveloperClaimPage({ params: { claim, ...place } }: PageProps<"tenant" | "agency" | "campaign" | "claim">) {
  const t = useT();
  const at: DeskPlace = { kind: "developer", ...place };
  const found = useHandedClaim(at, claim);
  const campaigns = useSharedCampaigns(at.agency);
  const campaign = campaigns.data?.find(({ id }) => id === at.campaign);
  if (found.data && campaign) return <ClaimOf at={at} claim={found.data} campaign={campaign} />;
  return (
    <>
      <PageHead title={t("rewards.claimTitle")} back={deskOf(at)} />
      <Loaded query={found} what={t("rewards.claimNotLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
        {() => (
          <Loaded query={campaigns} what={t("rewards.claimNotLoaded")}>
            {() => null}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

const deskOf = ({ tenant, agency, campaign }: DeskPlace) =>
  `${paths.developerDesk(tenant)}?${new URLSearchParams({ agency, campaign }).toString()}`;

function ClaimOf({ at, claim, campaign }: { at: DeskPlace; claim: HandedClaim; campaign: SharedCampaign }) {
  const t = useT();
  const language = useLanguage();
  const { name: developer } = useTenant();
  const agency = useLinks().data?.find(({ agencyId }) => agencyId === at.agency)?.agencyName ?? at.agency;
  const can = useCan();
  const isPaid = claim.state === "paid";
  const mayPay = !isPaid && can("reward:pay");
  const receiptOf = dotted([developer, agency, campaign.name], language);
  const offsetHome = claim.offsetHome && homeOf(claim.offsetHome);

  return (
    <>
      <PageHead
        title={t("rewards.claimOf", { name: claim.accountName ?? t("rewards.channel") })}
        crumbs={[{ label: t("desk.title"), href: deskOf(at) }, { label: t("rewards.claimTitle") }]}
        chip={
          <Mark
            tone={CLAIM_TONES[claim.state]}
            sign={t(`rewards.claimSign.${claim.state}`)}
            word={t(`rewards.claimState.${claim.state}`)}
          />
        }
        meta={[
          claim.personName ?? t("rewards.erased"),
          dotted([agency, campaign.name], language),
          t("rewards.claimedAt", { time: tableTime(claim.claimedAt, campaign.zone) }),
        ]}
        back={deskOf(at)}
        actions={
          isPaid && (
            <Button leftSection={<PrintIcon />} onClick={() => window.print()}>
              {t("rewards.receipt.print")}
            </Button>
          )
        }
        screenOnly
      />
      <div className={`${styles.grid} ${styles.screen}`}>
        <div>
          <Hands
            claim={claim}
            zone={campaign.zone}
            payer={t("rewards.hand.developer", { name: developer })}
            yours={mayPay ? "pay" : null}
          />
          <div className={styles.gap} />
          <ClaimLines entries={claim.entries} />
        </div>
        <div className={styles.aside}>
          <Panel title={t("rewards.thisTime")}>
            {mayPay ? <Paying at={at} claim={claim} campaign={campaign} receiptOf={receiptOf} /> : <ClaimFigures claim={claim} />}
            {claim.receiptNumber !== null && <p className="sub">{t("rewards.receipt.number", { number: claim.receiptNumber })}</p>}
            {claim.document && <DocumentLink {...fileDoorOf(at)} file={claim.document} what={t("rewards.receipt.signed")} />}
            {offsetHome && <p className="sub">{t("desk.paid.offsetHome", { home: offsetHome })}</p>}
          </Panel>
        </div>
      </div>
      {isPaid && <Receipt claim={claim} heading={receiptOf} offsetHome={offsetHome} />}
    </>
  );
}

interface PayingProps {
  at: DeskPlace;
  claim: HandedClaim;
  campaign: SharedCampaign;
  receiptOf: string;
}

/** The payment, where the claim is looked at; what it may be set off against stands with what waits at the desk. */
function Paying({ at, claim, campaign, receiptOf }: PayingProps) {
  const t = useT();
  const act = useDeskAct(at);
  const waiting = useWaiting(at);
  return (
    <Loaded query={waiting} what={t("rewards.pay.ownNotLoaded")}>
      {({ claims }) => (
        <PayForm
          door={fileDoorOf(at)}
          receiptOf={receiptOf}
          claim={claim}
          today={dayOf(new Date(), campaign.zone)}
          begin={dayInCampaign(campaign, new Date(), claim.approvedAt && dayOf(claim.approvedAt, campaign.zone))}
          ownDeals={claims.find(({ id }) => id === claim.id)?.ownDeals.map(({ dealId, ...home }) => ({ id: dealId, ...home })) ?? []}
          onPay={async (payment, key) => {
            await act(() => payFromDesk(at, claim.id, payment, key));
            toast(t("rewards.pay.done", { name: claim.personName ?? "", amount: moneyAlone(claim.grossFen) }));
          }}
        />
      )}
    </Loaded>
  );
}
