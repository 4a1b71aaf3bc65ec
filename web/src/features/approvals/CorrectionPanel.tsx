import type { CorrectionToDecide } from "../../api/engagements";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import styles from "./approvals.module.css";

/** Who had been named as key person and who was meant, for which days, and what goes along. */
export function CorrectionPanel({ correction }: { correction: CorrectionToDecide }) {
  const t = useT();
  const { was, is, from, until, recordedOn, recordedByName, referrals } = correction;
  const named = ({ post, name }: typeof was) => `${post} ${name ?? t("approvals.writeOff.erased")}`;
  const facts = [
    [t("approvals.correction.was"), named(was)],
    [t("approvals.correction.is"), named(is)],
    [
      t("approvals.correction.days"),
      until === null ? t("approvals.correction.since", { from }) : t("approvals.correction.fromTo", { from, until }),
    ],
    [t("approvals.correction.recorded"), t("approvals.correction.recordedBy", { day: recordedOn, name: recordedByName })],
    [t("approvals.correction.referrals"), t("approvals.correction.referralsOf", { n: referrals })],
  ];

  return (
    <Panel title={t("approvals.correction.title")}>
      <dl className={styles.facts}>
        {facts.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
