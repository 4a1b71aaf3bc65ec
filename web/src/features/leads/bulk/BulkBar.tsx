import { Button } from "@mantine/core";
import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import { useT } from "../../../i18n/useT";
import { lazyDialog } from "../../../ui/lazyDialog";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import styles from "../leads.module.css";
import type { Selection } from "../list/useSelection";
import { AT_ONCE } from "../list/useSelection";
import type { BulkKind } from "./acts";

const BulkDialog = lazyDialog(() => import("./BulkDialog"));

/** What can be done with everybody who is picked; there while somebody is. */
export function BulkBar({ campaign, selection }: { campaign: CampaignDetail; selection: Selection }) {
  const t = useT();
  const [doing, setDoing] = useState<BulkKind | null>(null);
  const n = selection.picked.length;
  if (n === 0 && !selection.isOn) return null;
  const none = n === 0 ? t("leads.bulk.none") : null;

  return (
    <section className={`${styles.bulk} no-print`} aria-label={t("leads.bulk.bar")}>
      <b role="status">{t(n === AT_ONCE ? "leads.bulk.full" : "leads.bulk.picked", { n })}</b>
      {(["assign", "next-step", "tag", "lose"] as const).map((kind) => (
        <ReasonedButton key={kind} sends reason={none} onClick={() => setDoing(kind)}>
          {t(`leads.bulk.act.${kind}`)}
        </ReasonedButton>
      ))}
      <Button variant="subtle" onClick={selection.clear}>
        {t("leads.bulk.clear")}
      </Button>
      {doing && <BulkDialog kind={doing} campaign={campaign} selection={selection} onClose={() => setDoing(null)} />}
    </section>
  );
}
