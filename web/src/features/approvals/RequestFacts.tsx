import type { ReactNode } from "react";
import type { ApprovalDetail } from "../../api/approvals";
import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { Panel } from "../../ui/Panel";
import { ExtensionEffect } from "../asking/ExtensionEffect";
import styles from "../deals/deals.module.css";

interface ExtensionFactsProps {
  extension: NonNullable<ApprovalDetail["extension"]>;
  home: string;
}

/** What more days to sign are asked for: the home, its buyer masked, from which day to which, and what a yes does. */
export function ExtensionFacts({ extension, home }: ExtensionFactsProps) {
  const t = useT();
  const { buyer, buyers, subscribedOn, signedOn, signBy, extendTo, effect } = extension;
  const who = buyer ?? NOTHING;

  return (
    <>
      <Panel title={t("approvals.extension.title")}>
        <Facts
          rows={[
            [t("approvals.extension.home"), home],
            [t("approvals.extension.buyer"), buyers > 1 ? t("approvals.extension.buyers", { name: who, n: buyers }) : who],
            [t("approvals.extension.subscribedOn"), subscribedOn],
            [t("approvals.extension.signedOn"), signedOn ?? t("approvals.extension.notSigned")],
            [t("approvals.extension.days"), <b key="days">{`${signBy} → ${extendTo}`}</b>],
          ]}
        />
        <p className="sub">
          {signedOn === null ? t("approvals.extension.effect") : t("approvals.extension.effectLate", { day: signedOn })}
        </p>
      </Panel>
      {effect && <ExtensionEffect effect={effect} signedOn={signedOn} title={t("asking.extension.effectsAsked")} />}
    </>
  );
}

interface ReopeningFactsProps {
  reopening: NonNullable<ApprovalDetail["reopening"]>;
  state: ApprovalDetail["state"];
}

/** Which settlement is to be opened again, how far it has gone, and what stays. */
export function ReopeningFacts({ reopening: { settledOn, isFinal, fulfilled }, state }: ReopeningFactsProps) {
  const t = useT();
  const stage: [string, ReactNode][] =
    state === "pending" ? [[t("approvals.reopening.stage"), t(isFinal ? "approvals.reopening.final" : "approvals.reopening.settled")]] : [];

  return (
    <Panel title={t("approvals.reopening.title")}>
      <Facts
        rows={[
          [t("approvals.reopening.settledOn"), settledOn],
          ...stage,
          [t("approvals.reopening.fulfilled"), t("approvals.reopening.lines", { n: fulfilled })],
        ]}
      />
      <p className="sub">{t("approvals.reopening.effect")}</p>
    </Panel>
  );
}

function Facts({ rows }: { rows: [string, ReactNode][] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([label, words]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
