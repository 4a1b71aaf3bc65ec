import { type ReactNode, useState } from "react";
import type { EngagementPlace } from "../../api/engagements";
import type { Recipient, Rewards } from "../../api/rewards";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { moneyAlone, NOTHING } from "../../lib/format";
import { lazyDialog } from "../../ui/lazyDialog";
import { Mark, type Tone } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import { DocumentLink } from "../approvals/DocumentLink";
import styles from "./rewards.module.css";
import { claimableOf, gateOf } from "./words";

const ClaimDialog = lazyDialog(() => import("./ClaimDialog"));
const DescribeDialog = lazyDialog(async () => ({ default: (await import("./RecipientDialogs")).DescribeDialog }));
const DecideDialog = lazyDialog(async () => ({ default: (await import("./RecipientDialogs")).DecideDialog }));

const GATE_TONES: Record<ReturnType<typeof gateOf>, Tone> = {
  unknown: "mute",
  allowed: "good",
  held: "bad",
  open: "good",
  waits: "wait",
  consent: "wait",
};

/** Who may be paid: each key person with what compliance knows, and the ways to claim. */
export function Recipients({ at, rewards }: { at: EngagementPlace; rewards: Rewards }) {
  const t = useT();
  return (
    <Panel title={t("rewards.recipients")}>
      {rewards.recipients.length === 0 && <EmptyState fact={t("rewards.nobody")} hint={t("rewards.nobodyHint")} />}
      {rewards.recipients.map((recipient) => (
        <Person key={recipient.personId} at={at} rewards={rewards} recipient={recipient} />
      ))}
    </Panel>
  );
}

function Person({ at, rewards, recipient }: { at: EngagementPlace; rewards: Rewards; recipient: Recipient }) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const [open, setOpen] = useState<"claim" | "describe" | "decide" | null>(null);
  const { status, consentDocument, decision, reason, decidedByName, yearlyLimitFen, mayBePaid } = recipient;
  const gate = gateOf(recipient);
  const amountFen = claimableOf(rewards.entries, recipient.personId);
  const offline = online ? null : t("rewards.offline");
  const close = () => setOpen(null);
  const obstacle =
    rewards.hold !== null ? t("rewards.cannot.held") : mayBePaid ? null : t(`rewards.cannot.${gate === "held" ? "decided" : "gate"}`);
  const consent = consentDocument ? <DocumentLink agency={at.tenant} file={consentDocument} /> : t("rewards.consent.none");
  const facts: [string, ReactNode][] = [
    [t("rewards.status"), status === null ? t("rewards.status.unknown") : t(`rewards.status.${status}`)],
    [t("rewards.consent"), consent],
    [
      t("rewards.decision"),
      decision === null
        ? t("rewards.decision.none")
        : t("rewards.decision.by", { decision: t(`rewards.decision.${decision}`), name: decidedByName ?? "" }),
    ],
    ...(reason === null ? [] : [[t("rewards.reason"), reason] satisfies [string, ReactNode]]),
    [t("rewards.limit"), yearlyLimitFen === null ? NOTHING : moneyAlone(yearlyLimitFen)],
  ];

  return (
    <div className={styles.person}>
      <div className={styles.personHead}>
        <b>{recipient.personName ?? t("rewards.erased")}</b>
        <Mark tone={GATE_TONES[gate]} sign={t(`rewards.gateSign.${gate}`)} word={t(`rewards.gate.${gate}`)} />
      </div>
      <dl className={styles.facts}>
        {facts.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.acts}>
        {can("reward:claim") && (
          <ReasonedButton sends onClick={() => setOpen("describe")}>
            {t("rewards.describe.open")}
          </ReasonedButton>
        )}
        {can("reward:comply") && (
          <ReasonedButton reason={status === null ? t("rewards.decide.statusFirst") : offline} onClick={() => setOpen("decide")}>
            {t("rewards.decide.open")}
          </ReasonedButton>
        )}
        {can("reward:claim") && amountFen > 0 && (
          <ReasonedButton variant="filled" reason={obstacle ?? offline} onClick={() => setOpen("claim")}>
            {t("rewards.claim.open", { amount: moneyAlone(amountFen) })}
          </ReasonedButton>
        )}
      </div>
      {open === "claim" && <ClaimDialog at={at} recipient={recipient} amountFen={amountFen} onClose={close} />}
      {open === "describe" && <DescribeDialog campaign={at.campaign} recipient={recipient} onClose={close} />}
      {open === "decide" && <DecideDialog campaign={at.campaign} recipient={recipient} onClose={close} />}
    </div>
  );
}
