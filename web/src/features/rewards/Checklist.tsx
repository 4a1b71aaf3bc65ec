import type { Claim, Rewards } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { MarkSign } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import styles from "./rewards.module.css";
import { gateOf } from "./words";

/** What stands before a claim is paid: earned, due, one and the same person, compliance, what was seen. */
export function Checklist({ claim, rewards }: { claim: Claim; rewards: Rewards }) {
  const t = useT();
  const lines = rewards.entries.filter(({ claimId }) => claimId === claim.id);
  const recipient = rewards.recipients.find(({ personId }) => personId === claim.personId);
  const latest = lines
    .flatMap(({ claimableFrom }) => claimableFrom ?? [])
    .toSorted()
    .at(-1);
  const checks = [
    {
      key: "success",
      ok: true,
      words: t("rewards.check.successWords"),
      title: t("rewards.check.success", { n: new Set(lines.map(({ dealId }) => dealId)).size }),
    },
    {
      key: "due",
      ok: true,
      words: latest ? t("rewards.check.dueWords", { day: latest }) : t("rewards.check.dueNone"),
      title: t("rewards.check.due"),
    },
    {
      key: "gate",
      ok: recipient?.mayBePaid ?? false,
      words: recipient ? t(`rewards.gate.${gateOf(recipient)}`) : t("rewards.gate.unknown"),
      title: t("rewards.check.gate"),
    },
    { key: "hold", ok: rewards.hold === null, words: rewards.hold?.reason ?? t("rewards.check.holdNone"), title: t("rewards.check.hold") },
    { key: "papers", ok: true, words: t("rewards.check.papersWords", { name: claim.claimedByName }), title: t("rewards.check.papers") },
    { key: "witness", ok: true, words: claim.witnessName, title: t("rewards.check.witness") },
  ];
  return (
    <Panel title={t("rewards.checklist")} note={t("rewards.checked", { n: checks.filter(({ ok }) => ok).length, all: checks.length })}>
      <ul className={styles.checks}>
        {checks.map(({ key, ok, words, title }) => (
          <li key={key} className={styles.check}>
            <MarkSign tone={ok ? "good" : "bad"} sign={ok ? "✓" : "✕"} />
            <span>
              <b>
                {title}
                <span className="unseen">{t(ok ? "rewards.check.ok" : "rewards.check.notOk")}</span>
              </b>
              <small>{words}</small>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
