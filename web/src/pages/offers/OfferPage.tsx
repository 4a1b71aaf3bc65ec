import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import type { Offer } from "../../api/offers";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { useDeal } from "../../features/deals/queries";
import { homeOf } from "../../features/deals/words";
import { useStatement } from "../../features/engagements/queries";
import { OfferSheet } from "../../features/offers/OfferSheet";
import styles from "../../features/offers/offers.module.css";
import { useOfferActs, useOffers } from "../../features/offers/queries";
import { STATE_TONES } from "../../features/offers/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { PrintIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState } from "../../ui/states";

const DayDialog = lazyDialog(() => import("../../features/offers/DayDialog"));
const VoidDialog = lazyDialog(async () => ({ default: (await import("../../features/papers/VoidDialog")).VoidDialog }));

/** 優惠告知書 of a deal: issued, printed, signed by the buyer, or taken back. */
export default function OfferPage({ params }: PageProps<"tenant" | "campaign" | "deal">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const deal = useDeal(params);
  const offers = useOffers(params);
  if (!campaign.data || !deal.data || !offers.data) {
    return (
      <PageNotYet
        title={t("offers.title")}
        back={paths.deal(params.tenant, params.campaign, params.deal)}
        what={t("offers.notLoaded")}
        queries={[campaign, deal, offers]}
        shape="form"
      />
    );
  }
  return <OffersOf campaign={campaign.data} deal={deal.data} offers={offers.data} />;
}

function OffersOf({ campaign, deal, offers }: { campaign: CampaignDetail; deal: DealDetail; offers: Offer[] }) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const acts = useOfferActs({ tenant, campaign: campaign.id, deal: deal.id });
  const [search] = useSearchParams();
  const [asked, setAsked] = useState<"issue" | "confirm" | "void" | null>(null);
  const home = homeOf(deal);
  const back = paths.deal(tenant, campaign.id, deal.id);
  const offer = offers.find(({ number }) => String(number) === search.get("no")) ?? offers[0] ?? null;
  const live = offers.some(({ state }) => state === "issued" || state === "confirmed");
  const mayIssue = can("deal:record") && deal.state === "subscribed";
  const statement = useStatement({ tenant, campaign: campaign.id, engagement: deal.engagementId });
  const signBy = statement.data?.deals.find(({ deal: { id } }) => id === deal.id)?.signBy ?? null;
  const waits = deal.isSettling ? t("offers.settling") : null;
  const shared = { campaign, deal, tenant, onClose: () => setAsked(null) };

  return (
    <>
      <PageHead
        title={t("offers.title")}
        crumbs={[
          { label: t("deals.title"), href: paths.deals(tenant, campaign.id) },
          { label: home, href: back },
          { label: t("offers.title") },
        ]}
        chip={offer && <Chip tone={STATE_TONES[offer.state]}>{t(`offers.state.${offer.state}`)}</Chip>}
        meta={[home]}
        back={back}
        screenOnly
        actions={
          offer && (
            <>
              {mayIssue && (offer.state === "issued" || offer.state === "confirmed") && (
                <ReasonedButton sends onClick={() => setAsked("void")}>
                  {t("offers.void", { n: offer.number })}
                </ReasonedButton>
              )}
              {mayIssue && (
                <ReasonedButton reason={waits} onClick={() => setAsked("issue")}>
                  {t("offers.issueAgain")}
                </ReasonedButton>
              )}
              {can("deal:record") && offer.state === "issued" && (
                <ReasonedButton sends onClick={() => setAsked("confirm")}>
                  {t("offers.confirm")}
                </ReasonedButton>
              )}
              <ReasonedButton reason={waits} variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
                {t("offers.print")}
              </ReasonedButton>
            </>
          )
        }
      />
      {offer ? (
        <div className={styles.columns}>
          <OfferSheet campaign={campaign} deal={deal} offer={offer} />
          <Papers offers={offers} shown={offer} place={paths.offer(tenant, campaign.id, deal.id)} />
        </div>
      ) : (
        <Panel label={t("offers.title")}>
          <EmptyState
            fact={t("offers.none")}
            hint={t(deal.state === "subscribed" ? "offers.noneHint" : "offers.noneSigned")}
            action={
              mayIssue && (
                <ReasonedButton reason={waits} variant="filled" onClick={() => setAsked("issue")}>
                  {t("offers.issue.act", { home })}
                </ReasonedButton>
              )
            }
          />
        </Panel>
      )}
      {asked === "issue" && <DayDialog {...shared} offer={null} live={live} signBy={signBy} />}
      {asked === "confirm" && offer && <DayDialog {...shared} offer={offer} live={false} signBy={offer.signBy} />}
      {asked === "void" && offer && (
        <VoidDialog
          words={{
            act: t("offers.void.act", { n: offer.number }),
            say: t("offers.void.say"),
            reason: t("offers.void.reason"),
            done: t("offers.void.done", { n: offer.number }),
          }}
          onVoid={(reason) => acts.void(offer.id, reason)}
          onClose={shared.onClose}
        />
      )}
    </>
  );
}

/** Every paper of the deal, and what became of it. */
function Papers({ offers, shown, place }: { offers: Offer[]; shown: Offer; place: string }) {
  const t = useT();
  const language = useLanguage();

  return (
    <Panel title={t("offers.all")}>
      <ul className={styles.all}>
        {offers.map((offer) => (
          <li key={offer.id}>
            <span>
              <Link href={`${place}?no=${offer.number}`} aria-current={offer === shown ? "page" : undefined}>
                {t("offers.numbered", { n: offer.number })}
              </Link>{" "}
              <Chip tone={STATE_TONES[offer.state]}>{t(`offers.state.${offer.state}`)}</Chip>
            </span>
            <small>
              {dotted(
                [
                  t("offers.issuedBy", { name: offer.issuedByName, day: offer.issuedOn }),
                  offer.confirmedOn !== null && t("offers.confirmedOn", { day: offer.confirmedOn }),
                  offer.voidReason !== null && t("offers.voidedFor", { name: offer.voidedByName ?? "", reason: offer.voidReason }),
                ],
                language,
              )}
            </small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
