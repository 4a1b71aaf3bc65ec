import { useState } from "react";
import { Link } from "wouter";
import type { EngagementPlace } from "../../../api/engagements";
import { type RewardEntry, type Rewards, type WriteOff, withdrawWriteOff } from "../../../api/rewards";
import { paths } from "../../../app/paths";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { moneyAlone, tableTime } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark, type Tone } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useRewardAct } from "../queries";
import styles from "../rewards.module.css";
import { homeOf } from "../words";

const WriteOffDialog = lazyDialog(() => import("./WriteOffDialog"));

const TONES: Record<WriteOff["state"], Tone> = { pending: "wait", approved: "done", returned: "bad", withdrawn: "open" };

/** 追回與核銷: what nothing has netted yet, and what was asked to be given up. Nothing where neither is. */
export function WriteOffsPanel({ at, rewards }: { at: EngagementPlace; rewards: Rewards }) {
  const t = useT();
  const [asking, setAsking] = useState<RewardEntry | null>(null);
  const open = rewards.entries.filter(({ openFen }) => openFen !== null && openFen > 0);
  if (open.length === 0 && rewards.writeOffs.length === 0) return null;

  return (
    <Panel title={t("rewards.writeOff.heading")} note={t("rewards.writeOff.note")}>
      {open.map((recovery) => (
        <OpenRecovery
          key={recovery.id}
          recovery={recovery}
          reason={
            rewards.isSettling
              ? t("rewards.writeOff.settling")
              : rewards.writeOffs.some(({ recoveryId, state }) => recoveryId === recovery.id && state === "pending")
                ? t("rewards.writeOff.waits")
                : null
          }
          onAsk={() => setAsking(recovery)}
        />
      ))}
      {rewards.writeOffs.map((writeOff) => (
        <Asked key={writeOff.id} at={at} writeOff={writeOff} />
      ))}
      {asking && <WriteOffDialog at={at} recovery={asking} openFen={asking.openFen ?? 0} onClose={() => setAsking(null)} />}
    </Panel>
  );
}

interface OpenRecoveryProps {
  recovery: RewardEntry;
  /** Why it can't be asked now. */
  reason: string | null;
  onAsk: () => void;
}

function OpenRecovery({ recovery, reason, onAsk }: OpenRecoveryProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const amount = moneyAlone(recovery.openFen ?? 0);

  return (
    <div className={styles.person}>
      <div className={styles.personHead}>
        <b>{t("rewards.writeOff.open", { name: recovery.personName ?? t("rewards.erased"), amount })}</b>
        <span className="sub">
          {t("rewards.writeOff.recovered", { home: homeOf(recovery), day: recovery.postedOn, amount: moneyAlone(-recovery.amountFen) })}
        </span>
      </div>
      {can("reward:write-off") && (
        <div className={styles.acts}>
          <ReasonedButton reason={reason ?? (online ? null : t("rewards.offline"))} onClick={onAsk}>
            {t("rewards.writeOff.ask", { amount })}
          </ReasonedButton>
        </div>
      )}
    </div>
  );
}

function Asked({ at, writeOff }: { at: EngagementPlace; writeOff: WriteOff }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const act = useRewardAct(at.campaign);
  const [isTakingBack, setIsTakingBack] = useState(false);
  const { number, state, reason, approval, askedByName, askedAt } = writeOff;
  const amount = moneyAlone(writeOff.amountFen);

  return (
    <div className={styles.person}>
      <div className={styles.personHead}>
        <b>{t("rewards.writeOff.name", { number, amount })}</b>
        <Mark tone={TONES[state]} sign={t(`rewards.writeOff.sign.${state}`)} word={t(`rewards.writeOff.state.${state}`)} />
      </div>
      <p>{dotted([writeOff.personName ?? t("rewards.erased"), homeOf(writeOff)], language)}</p>
      <p className="sub">{reason}</p>
      {approval.remark && <p>{t("rewards.writeOff.remark", { name: approval.deciderName ?? "", remark: approval.remark })}</p>}
      <p className="sub">
        {t("rewards.writeOff.askedBy", { name: askedByName, time: tableTime(askedAt, HOUSE_ZONE) })}{" "}
        {can("approval:read") && <Link href={paths.approval(at.tenant, approval.id)}>{t("rewards.writeOff.see")}</Link>}
      </p>
      {state === "pending" && can("reward:write-off") && (
        <TextButton sends onClick={() => setIsTakingBack(true)}>
          {t("rewards.writeOff.withdraw")}
        </TextButton>
      )}
      <ConfirmDialog
        opened={isTakingBack}
        onClose={() => setIsTakingBack(false)}
        title={t("rewards.writeOff.withdraw.title", { number })}
        act={t("rewards.writeOff.withdraw.act", { number, amount })}
        onConfirm={async () => {
          await act(() => withdrawWriteOff(at.tenant, at.campaign, writeOff.id));
          toast(t("rewards.writeOff.withdraw.done", { number }));
        }}
      >
        <p>{t("rewards.writeOff.withdraw.say")}</p>
      </ConfirmDialog>
    </div>
  );
}
