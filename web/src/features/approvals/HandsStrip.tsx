import type { ApprovalDetail } from "../../api/approvals";
import { useSession } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import styles from "./approvals.module.css";
import { handOf } from "./lines";

/** Who asked and who decides, with the time of each; dashed is what is still to come. */
export function HandsStrip({ approval }: { approval: ApprovalDetail }) {
  const t = useT();
  const language = useLanguage();
  const { user } = useSession();
  const { subject, makerId, makerName, submittedAt, state, decidedAt, deciderName, acts } = approval;
  const yours = acts.includes("decide");
  const hand = handOf(approval);
  const role = state === "withdrawn" ? "withdraw" : hand === "agency" ? "record" : "decide";
  const awaited = t(`approvals.hand.${hand === "agency" ? "finance" : hand}`);
  const time = decidedAt && tableTime(decidedAt, HOUSE_ZONE);

  return (
    <ol className={styles.hands}>
      <li className={styles.hand}>
        <span className="sub">{dotted([t("approvals.hand.submit"), subject.agencyName], language)}</span>
        <b>{makerId === user.id ? t("approvals.hand.you", { name: makerName }) : makerName}</b>
        <small>{tableTime(submittedAt, HOUSE_ZONE)}</small>
      </li>
      <li className={`${styles.hand} ${state === "pending" ? styles.toCome : ""} ${yours ? styles.yours : ""}`}>
        <span className="sub">{dotted([t(`approvals.hand.${role}`), role === "record" && subject.agencyName], language)}</span>
        <b>{yours ? t("approvals.hand.you", { name: user.name }) : (deciderName ?? awaited)}</b>
        <small>
          {state === "pending"
            ? t(yours ? "approvals.hand.yourTurn" : "approvals.hand.waits")
            : t(`approvals.hand.${state}`, { time: time ?? "" })}
        </small>
      </li>
    </ol>
  );
}
