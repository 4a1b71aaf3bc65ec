import { useState } from "react";
import { Link } from "wouter";
import type { LeadDetail, Lookalike } from "../../../api/leads";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Panel } from "../../../ui/Panel";
import { TextButton } from "../../../ui/TextButton";
import { LeadMark } from "../LeadMark";
import { useLookalikes } from "../queries";
import { leadName } from "../words";
import styles from "./page.module.css";

const MergeDialog = lazyDialog(() => import("./MergeDialog"));

/** 可能是同一人: who has the same ends of the number, for who may merge; none, no panel. */
export function Lookalikes({ lead }: { lead: LeadDetail }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const alike = useLookalikes({ tenant, campaign: lead.campaignId, lead: lead.id }, lead.mergedInto === null && !lead.isGone);
  const [merging, setMerging] = useState<Lookalike | null>(null);
  if (!alike.data || alike.data.length === 0) return null;
  return (
    <Panel title={t("leads.alike.title")} flush>
      <ul className={styles.rows}>
        {alike.data.map((other) => (
          <li key={other.id}>
            <span>
              <Link href={paths.lead(tenant, lead.campaignId, other.id)}>{leadName(t, other)}</Link>{" "}
              <span className="sub">{dotted([other.phoneMasked, other.ownerName, t(`leads.alike.${other.alike}`)], language)}</span>
            </span>
            <LeadMark state={other.state} />
            <TextButton sends label={t("leads.merge.of", { name: leadName(t, other) })} onClick={() => setMerging(other)}>
              {t("leads.merge.compare")}
            </TextButton>
          </li>
        ))}
      </ul>
      {merging && <MergeDialog lead={lead} other={merging} onClose={() => setMerging(null)} />}
    </Panel>
  );
}
