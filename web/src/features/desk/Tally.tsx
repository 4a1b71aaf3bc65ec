import type { SharedCampaign } from "../../api/desk";
import { useT } from "../../i18n/useT";
import { countUpTo } from "../../lib/format";
import styles from "./desk.module.css";
import { TO_DO, waits } from "./waitingWords";

/** Where on the desk each kind stands. */
const PARTS = {
  signings: "signings",
  receipts: "entries",
  refunds: "entries",
  settlements: "settlements",
  claims: "claims",
  earnest: "earnest",
  differences: "differences",
} as const satisfies Record<keyof SharedCampaign["waiting"], string>;

/** How much waits in a campaign, kind by kind; each leads to its part of the desk. */
export function Tally({ waiting }: { waiting: SharedCampaign["waiting"] }) {
  const t = useT();
  const kinds = ([...TO_DO, "differences"] as const).filter((kind) => waiting[kind] > 0);
  return (
    <nav className={`${styles.tally} no-print`} aria-label={t("desk.tally.title")}>
      {waits(waiting) ? (
        kinds.map((kind) => (
          <a key={kind} href={`#${PARTS[kind]}`}>
            {t(`desk.tally.${kind}`)} <b>{countUpTo(waiting[kind])}</b>
          </a>
        ))
      ) : (
        <p className="sub">{t("desk.tally.nothing")}</p>
      )}
    </nav>
  );
}
