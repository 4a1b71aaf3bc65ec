import { useState } from "react";
import { withdrawExtension } from "../../api/asking";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { AskedList } from "./AskedList";
import styles from "./asking.module.css";
import { useAskingAct, useExtensions } from "./queries";

const ExtensionDialog = lazyDialog(() => import("./ExtensionDialog"));

interface ExtensionPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  /** The last day to sign; null once it is signed or cancelled. */
  signBy: string | null;
  /** Nothing is asked any more: its engagement is settled. */
  isClosed: boolean;
}

/** 簽約期限: until when a home must be signed to count, what more was asked for and what came of it. Not there where it never mattered. */
export function ExtensionPanel({ campaign, deal, signBy, isClosed }: ExtensionPanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const { data: items = [] } = useExtensions(at);
  const act = useAskingAct(campaign.id);
  const [isAsking, setIsAsking] = useState(false);
  const isLate = deal.state !== "cancelled" && deal.price?.why === "signed-late";
  const asks =
    can("deal:record") &&
    (deal.state === "subscribed" || isLate) &&
    !isClosed &&
    campaign.status !== "archived" &&
    !items.some(({ state }) => state === "pending");
  const approved = items.findLast(({ state }) => state === "approved");
  if (signBy === null && !isLate && items.length === 0) return null;

  return (
    <Panel
      title={t("asking.extension.title")}
      flush
      actions={
        asks && (
          <ReasonedButton sends size="xs" onClick={() => setIsAsking(true)}>
            {t("asking.extension.ask")}
          </ReasonedButton>
        )
      }
    >
      <p className={styles.fact}>
        {deal.extendedTo !== null
          ? t("asking.extension.extended", { day: deal.extendedTo, name: approved?.deciderName ?? "" })
          : signBy !== null
            ? t("asking.extension.signBy", { day: signBy })
            : t(isLate ? "asking.extension.late" : "asking.extension.notExtended", { day: deal.signedOn ?? "" })}
        {deal.extendedTo !== null && isLate && <small>{t("asking.extension.stillLate", { day: deal.signedOn ?? "" })}</small>}
      </p>
      {items.length > 0 && (
        <AskedList
          items={items}
          zone={campaign.zone}
          wordsOf={({ subject: { signBy: from = "", extendTo = "" } }) => `${from} → ${extendTo}`}
          onWithdraw={can("deal:record") ? ({ id }) => act(() => withdrawExtension(at, id)) : null}
        />
      )}
      {isAsking && <ExtensionDialog campaign={campaign} deal={deal} signBy={signBy} onClose={() => setIsAsking(false)} />}
    </Panel>
  );
}
