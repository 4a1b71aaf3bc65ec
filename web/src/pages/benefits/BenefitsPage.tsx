import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { Benefits, BenefitsPlace } from "../../api/benefits";
import type { CampaignDetail } from "../../api/campaigns";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { BenefitsSheet } from "../../features/benefits/BenefitsSheet";
import styles from "../../features/benefits/benefits.module.css";
import { useBenefitActs, useBenefits } from "../../features/benefits/queries";
import { groupWords, isOutdated, STATE_TONES } from "../../features/benefits/words";
import { useCampaign } from "../../features/campaigns/queries";
import { homeOf } from "../../features/deals/words";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import { PrintIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useOnline } from "../../ui/useOnline";

const ConfirmDialog = lazyDialog(() => import("../../features/benefits/ConfirmDialog"));
const VoidDialog = lazyDialog(async () => ({ default: (await import("../../features/papers/VoidDialog")).VoidDialog }));

/** One 優惠確認書: printed, signed by the buyer, or taken back. */
export default function BenefitsPage({ params }: PageProps<"tenant" | "campaign" | "engagement" | "benefits">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const paper = useBenefits(params);
  if (!campaign.data || !paper.data) {
    return (
      <PageNotYet
        title={t("benefits.short")}
        back={paths.engagement(params.tenant, params.campaign, params.engagement)}
        what={t("benefits.notLoaded")}
        queries={[campaign, paper]}
        shape="form"
      />
    );
  }
  return <PaperOf at={params} campaign={campaign.data} paper={paper.data} />;
}

function PaperOf({ at, campaign, paper }: { at: BenefitsPlace; campaign: CampaignDetail; paper: Benefits }) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const acts = useBenefitActs(at);
  const [asked, setAsked] = useState<"confirm" | "void" | null>(null);
  const back = paths.engagement(at.tenant, at.campaign, at.engagement);
  const words = { n: paper.number };
  const group = groupWords(t, paper);
  const may = (act: Benefits["acts"][number]) => can("deal:record") && campaign.status !== "archived" && paper.acts.includes(act);
  const waits = online ? null : t("benefits.offline");
  const close = () => setAsked(null);

  return (
    <>
      <PageHead
        title={t("benefits.short")}
        crumbs={[
          { label: t("engagements.title"), href: paths.engagements(at.tenant, at.campaign) },
          { label: group, href: back },
          { label: t("benefits.numbered", words) },
        ]}
        chip={<Chip tone={STATE_TONES[paper.state]}>{t(`benefits.state.${paper.state}`)}</Chip>}
        meta={[
          t("benefits.numbered", words),
          group,
          ...(paper.confirmedOn === null
            ? []
            : [t("benefits.confirmedBy", { day: paper.confirmedOn, number: paper.documentNumber ?? "" })]),
          ...(paper.deal === null
            ? []
            : [
                <Link key="deal" href={paths.deal(at.tenant, at.campaign, paper.deal.id)}>
                  {t("benefits.usedBy", { home: homeOf(paper.deal) })}
                </Link>,
              ]),
          ...(paper.voidReason === null ? [] : [t("benefits.voidedFor", { name: paper.voidedByName ?? "", reason: paper.voidReason })]),
        ]}
        back={back}
        screenOnly
        actions={
          <>
            {may("void") && (
              <ReasonedButton reason={waits} onClick={() => setAsked("void")}>
                {t("benefits.void", { n: paper.number })}
              </ReasonedButton>
            )}
            {may("confirm") && (
              <ReasonedButton reason={waits} onClick={() => setAsked("confirm")}>
                {t("benefits.confirm")}
              </ReasonedButton>
            )}
            <Button variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
              {t("benefits.print")}
            </Button>
          </>
        }
      />
      {isOutdated(paper) && (
        <div className={`${styles.note} no-print`}>
          <Finding kind="remark">
            <p>{t("benefits.outdated", { paper: paper.policyNumber, now: paper.policyInForce ?? 0 })}</p>
            <p>{t("benefits.outdatedHint")}</p>
          </Finding>
        </div>
      )}
      <BenefitsSheet paper={paper} />
      {asked === "confirm" && <ConfirmDialog at={at} campaign={campaign} paper={paper} onClose={close} />}
      {asked === "void" && (
        <VoidDialog
          words={{
            act: t("benefits.void.act", words),
            say: t("benefits.void.say"),
            reason: t("benefits.field.reason"),
            done: t("benefits.void.done", words),
          }}
          onVoid={(reason) => acts.void(paper.id, reason)}
          onClose={close}
        />
      )}
    </>
  );
}
