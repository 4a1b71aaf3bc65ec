import type { Claim } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { tableTime } from "../../lib/format";
import { Panel } from "../../ui/Panel";
import styles from "./rewards.module.css";

/** 申領 → 核准 → 付款: who did each and when; dashed is what is still to come. Where it was sent back, whose hands it did go through. */
export function Hands({ claim, zone, payer, yours }: { claim: Claim; zone: string; payer: string; yours: "approve" | "pay" | null }) {
  const t = useT();
  const { claimedByName, claimedAt, approvedByName, approvedAt, paidByName, paidOn, returned } = claim;
  const isReturned = claim.state === "returned";
  const toCome = t("rewards.hand.waits");
  const approve = {
    key: "approve",
    name: approvedByName ?? t("rewards.hand.manager"),
    when: approvedAt ? tableTime(approvedAt, zone) : toCome,
    done: approvedAt !== null,
  } as const;
  const hands = [
    { key: "claim", name: claimedByName, when: tableTime(claimedAt, zone), done: true } as const,
    ...(isReturned && !approve.done ? [] : [approve]),
    isReturned
      ? ({
          key: "return",
          name: returned?.byName ?? t("rewards.hand.manager"),
          when: returned ? tableTime(returned.at, zone) : "",
          done: true,
        } as const)
      : ({ key: "pay", name: paidByName ?? payer, when: paidOn ?? toCome, done: paidOn !== null } as const),
  ];
  return (
    <Panel title={t(isReturned ? "rewards.handsReturned" : "rewards.hands")} note={!isReturned && t("rewards.handsNote")}>
      <ol className={styles.hands}>
        {hands.map(({ key, name, when, done }) => (
          <li key={key} className={`${styles.hand} ${done ? "" : styles.toCome} ${yours === key ? styles.yours : ""}`}>
            <span className="sub">{t(`rewards.hand.${key}`)}</span>
            <b>{name}</b>
            <small>{yours === key ? t("rewards.hand.yours") : when}</small>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
