import type { ReactNode } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { PolicyVersionDetail } from "../../../api/policies";
import { useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import type { Editing, EditingState } from "../editing";
import { QuotePanel } from "../quote/QuotePanel";
import type { LiveQuote } from "../quote/useQuote";
import { DeskProvider } from "./desk";
import { EffectiveSection } from "./EffectiveSection";
import { FloorSection } from "./FloorSection";
import { GroupSection } from "./GroupSection";
import styles from "./layout.module.css";
import { RegularSection } from "./RegularSection";
import { RewardSection } from "./RewardSection";

interface LayoutProps extends Pick<EditingState, "form" | "findings" | "phase"> {
  campaign: CampaignDetail;
  detail: PolicyVersionDetail;
  change: Editing["change"];
  editable: boolean;
  live: LiveQuote;
  /** What concerns the version as a whole; between the head and the sections. */
  over: ReactNode;
}

/** The version and its live quote, side by side; a phone has the quote in a sheet. */
export function Layout({ campaign, detail, form, findings, phase, change, editable, live, over }: LayoutProps) {
  const t = useT();
  return (
    <DeskProvider
      change={change}
      catalogue={campaign.catalogue}
      project={campaign.projectId}
      editable={editable}
      findings={findings}
      phase={phase}
    >
      {over}
      <div className={styles.columns}>
        <div>
          <RegularSection regular={form.regular} rounding={form.rounding} />
          <GroupSection {...form} />
          <FloorSection floor={form.floor} rounding={form.rounding} />
          <RewardSection rewardRules={form.rewardRules} />
          <EffectiveSection {...form} window={campaign} />
        </div>
        <aside className={`on-desktop ${styles.aside}`}>
          <Panel
            title={t("policies.quote.title")}
            note={t(editable ? "policies.quote.ofDraft" : "policies.quote.ofVersion", { n: detail.number })}
          >
            <QuotePanel catalogue={campaign.catalogue} live={live} unsaved={phase.name !== "saved"} />
          </Panel>
        </aside>
      </div>
    </DeskProvider>
  );
}
