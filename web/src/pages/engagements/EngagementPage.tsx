import { Button } from "@mantine/core";
import { Fragment, useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement, EngagementPlace } from "../../api/engagements";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import accountStyles from "../../features/accounts/accounts.module.css";
import { ReopeningPanel } from "../../features/asking/ReopeningPanel";
import { BenefitsPanel } from "../../features/benefits/BenefitsPanel";
import { useCampaign } from "../../features/campaigns/queries";
import { DemandPanel } from "../../features/engagements/demands/DemandPanel";
import { KeyPersonActions } from "../../features/engagements/keyperson/KeyPersonActions";
import { KeyPersonTab } from "../../features/engagements/keyperson/KeyPersonTab";
import { useEngagement, useStatement } from "../../features/engagements/queries";
import { ReferralActions } from "../../features/engagements/referrals/ReferralActions";
import { ReferralsTab } from "../../features/engagements/referrals/ReferralsTab";
import { categoryWord, engagementName, stageOf } from "../../features/engagements/words";
import { SpecialsPanel } from "../../features/specials/SpecialsPanel";
import { PrintSheet } from "../../features/statement/PrintSheet";
import { ActsBelow, StatementActions } from "../../features/statement/StatementActions";
import { StatementTab } from "../../features/statement/StatementTab";
import { useLanguage, useT } from "../../i18n/useT";
import { dayInCampaign, dayOf } from "../../lib/format";
import { lazyDialog } from "../../ui/lazyDialog";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Loaded } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";
import { TextButton } from "../../ui/TextButton";

const CategoryDialog = lazyDialog(() => import("../../features/engagements/CategoryDialog"));

type Tab = "statement" | "key-person" | "referrals";

/** One engagement: its statement, its key person, whom they recommended. */
export default function EngagementPage({ params }: PageProps<"tenant" | "campaign" | "engagement">) {
  const t = useT();
  const at: EngagementPlace = params;
  const campaign = useCampaign(params.campaign);
  const engagement = useEngagement(at);
  if (campaign.data && engagement.data) {
    return <EngagementOf key={engagement.data.id} at={at} campaign={campaign.data} engagement={engagement.data} />;
  }
  return (
    <PageNotYet
      title={t("engagements.title")}
      back={paths.engagements(params.tenant, params.campaign)}
      what={t("engagements.oneNotLoaded")}
      queries={[engagement, campaign]}
    />
  );
}

interface EngagementOfProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  engagement: Engagement;
}

function EngagementOf({ at, campaign, engagement }: EngagementOfProps) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const [parameters] = useSearchParams();
  const [recategorising, setRecategorising] = useState(false);
  const tabs: Tab[] = engagement.accountId !== null && can("person:read") ? ["statement", "key-person", "referrals"] : ["statement"];
  const tab = tabs.find((each) => each === parameters.get("tab")) ?? "statement";
  const name = engagementName(t, language, campaign, engagement);
  const today = dayOf(new Date(), campaign.zone);
  const statement = useStatement(at);
  const stage = stageOf(engagement);
  const shown = statement.data;
  const isOpen = engagement.settledOn === null && campaign.status !== "archived";
  const mayRecategorise = engagement.accountId !== null && isOpen && can("key-person:decide");

  return (
    <>
      <PageHead
        title={name}
        crumbs={[
          { label: t("engagements.title"), href: paths.engagements(at.tenant, at.campaign) },
          { label: categoryWord(t, language, campaign, engagement) },
        ]}
        back={paths.engagements(at.tenant, at.campaign)}
        chip={stage === "open" ? undefined : <Chip tone={stage === "approved" ? "good" : "wait"}>{t(`engagements.stage.${stage}`)}</Chip>}
        meta={[
          <Fragment key="category">
            {categoryWord(t, language, campaign, engagement)}
            {mayRecategorise && <TextButton onClick={() => setRecategorising(true)}>{t("engagements.recategorise.open")}</TextButton>}
          </Fragment>,
          ...(engagement.accountId !== null && can("account:read")
            ? [
                <Link key="account" href={paths.account(at.tenant, engagement.accountId)} className={accountStyles.inText}>
                  {t("engagements.toAccount")}
                </Link>,
              ]
            : []),
          ...(engagement.countsWith ? [t("engagements.countsWithOne", { name: engagement.countsWith })] : []),
          ...(tab !== "key-person" && engagement.accountId !== null && can("reward:read")
            ? [
                <Link key="rewards" href={paths.engagementRewards(at.tenant, at.campaign, engagement.id)} className={accountStyles.inText}>
                  {t("engagements.rewards")}
                </Link>,
              ]
            : []),
          ...(shown?.deals.length ? [t("engagements.policy", { n: Math.max(...shown.deals.map(({ deal }) => deal.policyNumber)) })] : []),
        ]}
        screenOnly
        actions={
          <>
            {tab === "key-person" && can("reward:read") && (
              <Button component={Link} href={paths.engagementRewards(at.tenant, at.campaign, engagement.id)} variant="default">
                {t("engagements.rewards")}
              </Button>
            )}
            {tab === "statement" ? (
              shown && <StatementActions at={at} name={name} statement={shown} campaign={campaign} today={today} />
            ) : tab === "key-person" ? (
              <KeyPersonActions at={at} engagement={engagement} campaign={campaign} today={today} />
            ) : (
              <ReferralActions at={at} campaign={campaign} today={today} />
            )}
          </>
        }
      />
      {recategorising && <CategoryDialog at={at} engagement={engagement} campaign={campaign} onClose={() => setRecategorising(false)} />}
      <Tabs label={name} parameter="tab" current={tab} items={tabs.map((value) => ({ value, label: t(`engagements.tab.${value}`) }))} />
      {tab === "statement" && (
        <Loaded query={statement} what={t("statement.notLoaded")}>
          {(data) => (
            <>
              <StatementTab
                at={at}
                statement={data}
                today={today}
                begin={dayInCampaign(campaign, new Date(), engagement.approvedAt && dayOf(engagement.approvedAt, campaign.zone))}
                readAt={statement.dataUpdatedAt}
              >
                <ActsBelow at={at} statement={data} campaign={campaign} today={today} />
                <ReopeningPanel at={at} campaign={campaign} engagement={engagement} name={name} />
                <SpecialsPanel
                  campaign={campaign}
                  about={{ kind: "engagement", engagementId: engagement.id }}
                  name={name}
                  isClosed={!isOpen}
                />
                {can("deal:read") && <BenefitsPanel at={at} campaign={campaign} engagement={engagement} />}
                <DemandPanel at={at} campaign={campaign} engagement={engagement} today={today} />
              </StatementTab>
              <PrintSheet name={name} campaign={campaign} statement={data} today={today} />
            </>
          )}
        </Loaded>
      )}
      {tab === "key-person" && (
        <KeyPersonTab
          at={at}
          account={engagement.accountId}
          campaign={campaign}
          today={today}
          action={<KeyPersonActions at={at} engagement={engagement} campaign={campaign} today={today} />}
        />
      )}
      {tab === "referrals" && (
        <ReferralsTab
          at={at}
          statement={shown}
          isArchived={campaign.status === "archived"}
          action={<ReferralActions at={at} campaign={campaign} today={today} variant="default" />}
        />
      )}
    </>
  );
}
