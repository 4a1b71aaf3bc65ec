import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { EngagementPlace } from "../../api/engagements";
import { approveSettlement, type Statement } from "../../api/statement";
import { paths } from "../../app/paths";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { PrintIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { usePhone } from "../../ui/usePhone";
import { useEngagementAct } from "../engagements/queries";
import { placeOf, waiting } from "./reading";
import styles from "./statement.module.css";

const SettleDialog = lazyDialog(() => import("./SettleDialog"));

interface StatementActionsProps {
  at: EngagementPlace;
  name: string;
  statement: Statement;
  campaign: CampaignDetail;
  today: string;
}

/** What comes next in a statement, for whoever looks at it: sign the last one missing, settle, approve. */
function useNext({ statement: { engagement, deals, settleFrom }, campaign, today }: Omit<StatementActionsProps, "at" | "name">) {
  const can = useCan();
  const phone = usePhone();
  const open = engagement.settledOn === null;
  const [soon] = open && can("deal:record") ? waiting(deals) : [];
  const isOver = today >= settleFrom;
  const settles = open && deals.length > 0 && can("settlement:settle") && (!soon || isOver);
  const subscribes = open && campaign.status === "running" && can("deal:record");
  const approves = !open && engagement.approvedAt === null && campaign.decider === "agency" && can("deal:confirm");
  const acts = [soon, settles, approves].filter(Boolean).length;

  // A phone's acting bar holds two: beside two others printing stands under the homes.
  return { soon, isOver, subscribes, settles, approves, acts, phone, printsBelow: phone && acts > 1 };
}

/** One more home, and printing, where the phone's acting bar has no room for them. */
export function ActsBelow({ at, ...props }: Omit<StatementActionsProps, "name">) {
  const { subscribes, printsBelow, phone } = useNext(props);
  const subscribesBelow = phone && subscribes && props.statement.deals.length > 0;
  return (
    (subscribesBelow || printsBelow) && (
      <div className={styles.print}>
        {subscribesBelow && <SubscribeButton at={at} fullWidth />}
        {printsBelow && <PrintButton isSettling={props.statement.isSettling} fullWidth />}
      </div>
    )
  );
}

function SubscribeButton({ at, ...look }: { at: EngagementPlace; variant?: "filled" | "default"; fullWidth?: boolean }) {
  const t = useT();
  return (
    <Button component={Link} href={paths.newDeal(at.tenant, at.campaign, { engagement: at.engagement })} {...look}>
      {t("statement.subscribe")}
    </Button>
  );
}

function PrintButton({ isSettling, ...look }: { isSettling: boolean; variant?: "filled" | "default"; fullWidth?: boolean }) {
  const t = useT();
  return (
    <ReasonedButton
      {...look}
      leftSection={<PrintIcon size={14} />}
      reason={isSettling ? t("statement.settling.title") : null}
      onClick={() => window.print()}
    >
      {t("statement.print")}
    </ReasonedButton>
  );
}

/** The acts of a statement's page: print, and whichever comes next. */
export function StatementActions({ at, name, ...shown }: StatementActionsProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const [doing, setDoing] = useState<"settle" | "approve" | null>(null);
  const { statement, today } = shown;
  const { engagement, deals, totals, isSettling, settleFrom } = statement;
  const busy = online ? (isSettling ? t("statement.settling.title") : null) : t("statement.offline");
  const { soon, isOver, subscribes, settles, approves, acts, phone, printsBelow } = useNext(shown);
  const amount = moneyAlone(Math.max(0, -totals.provisionalFen));

  return (
    <>
      {deals.length > 0 && !printsBelow && <PrintButton isSettling={isSettling} variant={phone && acts === 0 ? "filled" : "default"} />}
      {subscribes && !(phone && deals.length > 0) && <SubscribeButton at={at} variant={acts === 0 ? "filled" : "default"} />}
      {settles && (
        <ReasonedButton
          variant={soon ? "default" : "filled"}
          reason={isOver ? busy : t("statement.settle.from", { day: settleFrom.slice(5) })}
          onClick={() => setDoing("settle")}
        >
          {t("statement.settle.open")}
        </ReasonedButton>
      )}
      {soon && (
        <Button component={Link} href={paths.dealSigning(at.tenant, at.campaign, soon.deal.id)} variant="filled">
          {t("statement.toSign", { place: placeOf(soon.deal) })}
        </Button>
      )}
      {approves && (
        <ReasonedButton variant="filled" reason={busy} onClick={() => setDoing("approve")}>
          {t("statement.approve.open")}
        </ReasonedButton>
      )}
      {doing === "settle" && <SettleDialog at={at} name={name} statement={statement} today={today} onClose={() => setDoing(null)} />}
      <ConfirmDialog
        opened={doing === "approve"}
        onClose={() => setDoing(null)}
        title={t("statement.approve.title", { name })}
        act={t("statement.approve.act", { name, amount })}
        onConfirm={async () => {
          await act(() => approveSettlement(at));
          toast(t("statement.approve.done", { name }));
        }}
      >
        <p>{t("statement.approve.what", { day: engagement.settledOn ?? "", n: totals.signed, amount })}</p>
      </ConfirmDialog>
    </>
  );
}
