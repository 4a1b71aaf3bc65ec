import type { ReactNode } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { PolicyVersionDetail, PolicyVersionItem } from "../../../api/policies";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { timeOfDay } from "../../../lib/format";
import { Chip } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { PageHead } from "../../../ui/PageHead";
import { usePhone } from "../../../ui/usePhone";
import type { Phase } from "../editing";
import type { LiveQuote } from "../quote/useQuote";
import { STATUS_TONES } from "../versions";
import styles from "./layout.module.css";

interface VersionHeadProps {
  campaign: CampaignDetail;
  detail: PolicyVersionDetail;
  versions: PolicyVersionItem[];
  /** The day on the page, which may not be saved yet. */
  effectiveFrom: string | null;
  /** How the draft is being saved; null where it is only read. */
  phase: Phase | null;
  actions: ReactNode;
}

export function VersionHead({ campaign, detail, versions, effectiveFrom, phase, actions }: VersionHeadProps) {
  const t = useT();
  const { tenant } = useTenant();
  const phone = usePhone();
  const list = paths.policies(tenant, campaign.id);
  const base = versions.find(({ id }) => id === detail.basedOn);

  return (
    <PageHead
      title={t("policies.versionTitle", { n: detail.number })}
      crumbs={[{ label: t("policies.title"), href: list }, { label: t("policies.version", { n: detail.number }) }]}
      chip={<Chip tone={STATUS_TONES[detail.status]}>{t(`policies.status.${detail.status}`)}</Chip>}
      meta={[
        effectiveFrom && (!phone || !phase) && t("policies.effectiveMeta", { day: effectiveFrom }),
        base && !phone && t("policies.basedOn", { n: base.number }),
        phase && <SavingWords phase={phase} updatedAt={detail.updatedAt} zone={campaign.zone} />,
      ].filter(Boolean)}
      back={list}
      task
      actions={actions}
    />
  );
}

/** 草稿 14:03 已保存, and everything else that can be said instead. */
function SavingWords({ phase, updatedAt, zone }: { phase: Phase; updatedAt: string; zone: string }) {
  const t = useT();
  switch (phase.name) {
    case "saved":
      return t("policies.saving.saved", { time: timeOfDay(updatedAt, zone) });
    case "incomplete":
      return t("policies.saving.incomplete", { n: phase.missing.length });
    case "refused":
      return t("policies.saving.refused");
    case "unreachable":
      return t("policies.saving.unreachable");
    case "conflict":
      return t("policies.saving.conflict");
    case "failed":
      return t("policies.saving.failed");
    default:
      return t("policies.saving.saving");
  }
}

/** The phone's way to the live quote: what is paid, in the acting bar. */
export function AmountButton({ live: { query, asking }, onOpen }: { live: LiveQuote; onOpen: () => void }) {
  const t = useT();
  return (
    <button type="button" className={styles.amount} onClick={onOpen} aria-haspopup="dialog">
      <small>{t("policies.quote.payableOf", { n: asking.countedUnits ?? 0 })}</small>
      {query.data && !query.isError ? (
        <Money fen={query.data.payableFen} size="large" alone />
      ) : (
        <span className="dim">{t("policies.quote.open")}</span>
      )}
    </button>
  );
}
