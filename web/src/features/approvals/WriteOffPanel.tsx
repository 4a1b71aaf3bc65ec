import type { WriteOffToDecide } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { Panel } from "../../ui/Panel";
import styles from "./approvals.module.css";

/** Which recovery is to be given up, of whom, and what is open of it now. */
export function WriteOffPanel({ writeOff }: { writeOff: WriteOffToDecide }) {
  const t = useT();
  const { amountFen, openFen, state } = writeOff;
  const facts = [
    [t("approvals.writeOff.person"), writeOff.personName ?? t("approvals.writeOff.erased")],
    [t("approvals.writeOff.home"), `${writeOff.building} ${writeOff.unitNumber}`],
    [t("approvals.writeOff.recovered"), `${moneyAlone(writeOff.recoveredFen)} (${writeOff.recoveredOn})`],
    [t("approvals.writeOff.amount"), moneyAlone(amountFen)],
    ...(state === "pending" ? [[t("approvals.writeOff.open"), moneyAlone(openFen)]] : []),
  ];

  return (
    <Panel title={t("approvals.writeOff.title")}>
      <dl className={styles.facts}>
        {facts.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {state === "pending" && openFen < amountFen && <Finding kind="remark">{t("approvals.writeOff.netted")}</Finding>}
    </Panel>
  );
}
