import type { Deal } from "../../api/deals";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import { PersonMenu } from "../people/PersonMenu";
import styles from "./deals.module.css";
import { shareWords } from "./subscribing/shares";

/** Who buys, in the order of the contract, each with a share, and what may be done about them as persons, at an account or not. */
export function BuyersPanel({ deal }: { deal: Deal }) {
  const t = useT();

  return (
    <Panel title={t("deals.buyers.title")}>
      <ul className={styles.buyers}>
        {deal.parties.map(({ personId, name, shareBps }) => (
          <li key={personId} className={styles.line}>
            <span>{name ?? t("deals.erasedBuyer")}</span>
            <span className={styles.buyer}>
              <span className="nowrap">{shareWords(shareBps)}</span>
              <PersonMenu person={{ id: personId, name }} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
