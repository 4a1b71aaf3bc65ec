import type { ReactNode } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail } from "../../../api/deals";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { Finding } from "../../../ui/Finding";
import { Chip } from "../../../ui/Mark";
import { PageHead } from "../../../ui/PageHead";
import { buyersWords, homeOf } from "../words";
import { NotYet } from "./NotYet";

interface PreviewHeadProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  title: string;
  /** The days that matter, between the account and the policy's version. */
  days: string[];
  actions: ReactNode;
}

/** Over what a change of a deal would do: whose home it is, and that nothing is confirmed yet. */
export function PreviewHead({ campaign, deal, title, days, actions }: PreviewHeadProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const home = homeOf(deal);
  const back = paths.deal(tenant, campaign.id, deal.id);

  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { label: t("deals.title"), href: paths.deals(tenant, campaign.id) },
          { label: home, href: back },
        ]}
        back={back}
        task
        chip={<Chip tone="wait">{t("deals.cancelling.notConfirmed")}</Chip>}
        meta={[
          dotted([home, buyersWords(t, deal)], language),
          deal.accountName ?? t("deals.channel"),
          ...days,
          t("deals.versionNumber", { n: deal.policyNumber }),
        ]}
        actions={actions}
      />
      <NotYet />
      {deal.isSettling && <Finding kind="remark">{t("deals.settling")}</Finding>}
    </>
  );
}
