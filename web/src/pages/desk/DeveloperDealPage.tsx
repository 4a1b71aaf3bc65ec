import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { DeskPlace, HandedDeal, SharedCampaign } from "../../api/desk";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { STATE_TONES } from "../../features/deals/words";
import styles from "../../features/desk/desk.module.css";
import { ContractPaper } from "../../features/desk/papers/ContractPaper";
import { EntriesPaper } from "../../features/desk/papers/EntriesPaper";
import { LinesPaper } from "../../features/desk/papers/LinesPaper";
import { SupplementsPaper } from "../../features/desk/papers/SupplementsPaper";
import { useHandedDeal, useSharedCampaigns } from "../../features/desk/queries";
import { useLinks } from "../../features/organisations/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** 單據 of a deal as the developer's finance may see them: contract, price lines, money, supplements, cancellation. */
export default function DeveloperDealPage({ params: { deal, ...place } }: PageProps<"tenant" | "agency" | "campaign" | "deal">) {
  const t = useT();
  const at: DeskPlace = { kind: "developer", ...place };
  const found = useHandedDeal(at, deal);
  const campaigns = useSharedCampaigns(at.agency);
  const campaign = campaigns.data?.find(({ id }) => id === at.campaign);
  if (found.data && campaign) return <PapersOf at={at} deal={found.data} campaign={campaign} />;
  return (
    <>
      <PageHead title={t("desk.papers.title")} back={paths.developerDeskAt(at.tenant, at.agency, at.campaign)} />
      <Loaded query={found} what={t("desk.papers.notLoaded")} skeleton={<LoadingSkeleton shape="lines" />}>
        {() => (
          <Loaded query={campaigns} what={t("desk.papers.notLoaded")}>
            {() => null}
          </Loaded>
        )}
      </Loaded>
    </>
  );
}

function PapersOf({ at, deal, campaign }: { at: DeskPlace; deal: HandedDeal; campaign: SharedCampaign }) {
  const t = useT();
  const language = useLanguage();
  const agency = useLinks().data?.find(({ agencyId }) => agencyId === at.agency)?.agencyName ?? at.agency;
  const desk = (part?: string) => paths.developerDeskAt(at.tenant, at.agency, at.campaign, part);
  const buyer = deal.buyerName ?? t("rewards.erased");
  const hasFinal = deal.lines.some(({ kind, state }) => kind === "adjustment" && (state === "final" || state === "fulfilled"));

  return (
    <>
      <PageHead
        title={`${deal.building} ${deal.unitNumber}`}
        crumbs={[{ label: t("desk.title"), href: desk() }, { label: t("desk.papers.title") }]}
        chip={<Chip tone={STATE_TONES[deal.state]}>{t(`deals.state.${deal.state}`)}</Chip>}
        meta={[
          deal.accountName ?? t("rewards.channel"),
          deal.buyers > 1 ? t("desk.weigh.buyers", { name: buyer, n: deal.buyers }) : buyer,
          dotted([agency, campaign.name], language),
        ]}
        back={desk()}
        actions={
          hasFinal && (
            <Button component={Link} href={desk("differences")}>
              {t("desk.papers.toDifferences")}
            </Button>
          )
        }
      />
      <div className={styles.papers}>
        <div>
          <LinesPaper deal={deal} />
          <EntriesPaper at={at} entries={deal.entries} />
        </div>
        <div>
          <ContractPaper at={at} deal={deal} zone={campaign.zone} />
          <SupplementsPaper at={at} supplements={deal.supplements} />
        </div>
      </div>
    </>
  );
}
