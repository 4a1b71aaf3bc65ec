import { useState } from "react";
import { useSearchParams } from "wouter";
import { withdrawReopening } from "../../api/asking";
import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement, EngagementPlace } from "../../api/engagements";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { AskedList } from "./AskedList";
import styles from "./asking.module.css";
import { useAskingAct, useReopenings } from "./queries";

const ReopeningDialog = lazyDialog(() => import("./ReopeningDialog"));

interface ReopeningPanelProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  engagement: Engagement;
  name: string;
}

/** 重開結算: of a settled engagement the way to open it again, and all that was asked. `?ask=reopening` asks at once. */
export function ReopeningPanel({ at, campaign, engagement, name }: ReopeningPanelProps) {
  const t = useT();
  const can = useCan();
  const { data: items } = useReopenings(at);
  const act = useAskingAct(at.campaign);
  const [parameters, setParameters] = useSearchParams();
  const [isOpened, setIsOpened] = useState(false);
  const { settledOn } = engagement;
  const isWaiting = items?.some(({ state }) => state === "pending") ?? true;
  const asks = can("settlement:settle") && settledOn !== null && campaign.status !== "archived" && !isWaiting;
  const isAsking = asks && (isOpened || parameters.get("ask") === "reopening");
  if (!items || (settledOn === null && items.length === 0)) return null;

  const close = () => {
    setIsOpened(false);
    setParameters(
      (now) => {
        now.delete("ask");
        return now;
      },
      { replace: true },
    );
  };
  return (
    <Panel
      title={t("asking.reopening.title")}
      flush
      actions={
        asks && (
          <ReasonedButton sends size="xs" onClick={() => setIsOpened(true)}>
            {t("asking.reopening.ask")}
          </ReasonedButton>
        )
      }
    >
      <p className={styles.fact}>
        {settledOn === null ? t("asking.reopening.open") : t("asking.reopening.settled", { day: settledOn })}
        {settledOn !== null && <small>{t("asking.reopening.settledHint")}</small>}
      </p>
      {items.length > 0 && (
        <AskedList
          items={items}
          zone={campaign.zone}
          wordsOf={({ subject: { settledOn: day = "" } }) => t("asking.reopening.item", { day })}
          onWithdraw={can("settlement:settle") ? ({ id }) => act(() => withdrawReopening(at, id)) : null}
        />
      )}
      {isAsking && <ReopeningDialog at={at} name={name} settledOn={settledOn ?? ""} onClose={close} />}
    </Panel>
  );
}
