import { Button } from "@mantine/core";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { type LeadDetail, pickLead, planNext, undoMerge } from "../../api/leads";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { EarnestPanel } from "../../features/earnest/EarnestPanel";
import { LeadMark } from "../../features/leads/LeadMark";
import { ActsMenu } from "../../features/leads/page/ActsMenu";
import { BookingsPanel } from "../../features/leads/page/BookingsPanel";
import { CallButton } from "../../features/leads/page/CallButton";
import { ClocksPanel } from "../../features/leads/page/ClocksPanel";
import { FactsPanel } from "../../features/leads/page/FactsPanel";
import { Lookalikes } from "../../features/leads/page/Lookalikes";
import { NextPanel } from "../../features/leads/page/NextPanel";
import styles from "../../features/leads/page/page.module.css";
import { Timeline } from "../../features/leads/page/Timeline";
import { useLeadMoves } from "../../features/leads/page/useLeadMoves";
import { useLead } from "../../features/leads/queries";
import { leadName } from "../../features/leads/words";
import { OutboxStrip } from "../../features/outbox/OutboxStrip";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { Finding } from "../../ui/Finding";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";

const ContactSheet = lazyDialog(() => import("../../features/leads/contact/ContactSheet"));
const LeadDialogs = lazyDialog(() => import("../../features/leads/page/LeadDialogs"));
const VisitsDialog = lazyDialog(() => import("../../features/leads/VisitsDialog"));

/** One registered customer: whose they are and for how long, what comes next, and all that happened. */
export default function LeadPage({ params }: PageProps<"tenant" | "campaign" | "lead">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const lead = useLead(params);
  const back = paths.leads(params.tenant, params.campaign);
  if (!campaign.data || !lead.data)
    return <PageNotYet title={t("leads.title")} back={back} what={t("leads.oneNotLoaded")} queries={[campaign, lead]} shape="lines" />;
  return <Loaded query={lead}>{(data) => <LeadOf key={data.id} campaign={campaign.data} lead={data} back={back} />}</Loaded>;
}

function LeadOf({ campaign, lead, back }: { campaign: CampaignDetail; lead: LeadDetail; back: string }) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const moves = useLeadMoves(lead);
  const today = dayOf(new Date(useNow()), campaign.zone);
  const name = (lead.isGone ? null : lead.person.name) ?? leadName(t, lead);
  const isHere = lead.mergedInto === null && !lead.isGone;
  const assigns = can("lead:assign");
  const waits = assigns && lead.contactList.some(({ visit }) => visit === "waiting");
  const mayEdit = isHere && (lead.may.contact || assigns);
  const { at } = moves;

  const standing =
    lead.standing === "mine"
      ? t("leads.standing.mine")
      : lead.standing === "free"
        ? lead.groupName
          ? t("leads.freeOf", { group: lead.groupName })
          : t("leads.free")
        : (lead.ownerName && t("leads.ownedBy", { name: lead.ownerName })) || t(`leads.standing.${lead.standing}`);
  const pick = isHere && lead.may.pick && (
    <ReasonedButton
      sends
      variant="filled"
      loading={moves.busy}
      onClick={() =>
        moves.now(
          () => pickLead(at),
          () => toast(t("leads.picked", { name })),
        )
      }
    >
      {t("leads.pick")}
    </ReasonedButton>
  );
  const actions = (
    <>
      {isHere && <ActsMenu lead={lead} onAct={moves.open} />}
      {isHere && lead.may.contact && (
        <CallButton person={lead.person} reason={lead.isNumberMasked || lead.phoneMasked === null ? t("leads.completeFirst") : null} />
      )}
      {isHere && lead.may.contact && (
        <Button variant={pick ? "default" : "filled"} onClick={() => moves.open("contact")}>
          {t("leads.contact.act")}
        </Button>
      )}
      {isHere && !lead.may.contact && can("lead:report") && lead.standing === "protected" && (
        <Button onClick={() => moves.open("visit")}>{t("leads.contact.visitAct")}</Button>
      )}
      {pick}
    </>
  );

  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: t("leads.title"), href: back }]}
        back={back}
        chip={<LeadMark state={lead.state} />}
        meta={[standing, ...(lead.state === "lost" && lead.lostBecause ? [t(`leads.lost.${lead.lostBecause}`)] : [])]}
        actions={actions}
      />
      <div className={styles.findings}>
        <OutboxStrip />
        {moves.failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, moves.failure)}
          </Finding>
        )}
        {lead.mergedInto !== null && (
          <Finding
            kind="remark"
            remedies={<Link href={paths.lead(tenant, lead.campaignId, lead.mergedInto)}>{t("leads.merge.toKept")}</Link>}
          >
            {t("leads.merge.isMerged")}
          </Finding>
        )}
        {lead.isGone && <Finding kind="remark">{t("leads.goneSay")}</Finding>}
        {isHere && lead.isNumberMasked && lead.may.complete && (
          <Finding
            kind="remark"
            remedies={
              <Button size="xs" onClick={() => moves.open("complete")}>
                {t("leads.act.complete")}
              </Button>
            }
          >
            {t("leads.complete.remind", { masked: lead.maskedPhone ?? "" })}
          </Finding>
        )}
        {waits && (
          <Finding
            kind="remark"
            remedies={
              <Button size="xs" onClick={() => moves.open("visits")}>
                {t("leads.visits.look")}
              </Button>
            }
          >
            {t("leads.visits.waitsHere")}
          </Finding>
        )}
      </div>
      <div className={styles.columns}>
        <div>
          <ClocksPanel lead={lead} zone={campaign.zone} />
          {(mayEdit || lead.next) && (
            <NextPanel
              lead={lead}
              today={today}
              acts={
                mayEdit
                  ? {
                      onDone: () =>
                        lead.may.contact
                          ? moves.open("contact")
                          : moves.now(
                              () => planNext(at, lead.version, null),
                              () => toast(t("leads.step.cleared")),
                            ),
                      onPlan: () => moves.open("plan"),
                    }
                  : null
              }
            />
          )}
          <Timeline
            lead={lead}
            zone={campaign.zone}
            onUndo={(merge) =>
              moves.now(
                () => undoMerge(at, merge),
                () => toast(t("leads.merge.undoneNow")),
              )
            }
          />
        </div>
        <div>
          <FactsPanel lead={lead} zone={campaign.zone} onEdit={mayEdit ? () => moves.open("edit") : null} />
          <BookingsPanel lead={lead} zone={campaign.zone} />
          {(lead.deposits.length > 0 || lead.may.contact || assigns) && <EarnestPanel campaign={campaign} lead={lead} name={name} />}
          {assigns && <Lookalikes lead={lead} />}
        </div>
      </div>
      {(moves.doing === "contact" || moves.doing === "visit") && (
        <ContactSheet
          lead={{ id: lead.id, campaignId: lead.campaignId, name, next: lead.next }}
          zone={campaign.zone}
          visitOnly={moves.doing === "visit"}
          onClose={moves.close}
        />
      )}
      {moves.doing === "visits" && <VisitsDialog campaign={lead.campaignId} lead={lead.id} onClose={moves.close} />}
      {moves.doing !== null && moves.doing !== "contact" && moves.doing !== "visit" && moves.doing !== "visits" && (
        <LeadDialogs campaign={campaign} lead={lead} name={name} moves={moves} onClose={moves.close} />
      )}
    </>
  );
}
