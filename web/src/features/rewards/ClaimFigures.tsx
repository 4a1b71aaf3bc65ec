import type { Claim } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { Money } from "../../ui/Money";
import styles from "./rewards.module.css";

/** Gross, tax, set off and what was handed over, as they stand; of one that was sent back, only what had been claimed. */
export function ClaimFigures({ claim: { grossFen, taxFen, offsetFen, cashFen, state } }: { claim: Claim }) {
  const t = useT();
  if (state === "returned") {
    return (
      <div className={styles.sum}>
        <div>
          <span>{t("rewards.returnedGross")}</span>
          <Money fen={grossFen} alone />
        </div>
      </div>
    );
  }
  return (
    <>
      <div className={styles.sum}>
        <div>
          <span>{t("rewards.gross")}</span>
          <Money fen={grossFen} />
        </div>
        {taxFen !== null && (
          <div>
            <span>{t("rewards.tax")}</span>
            <Money fen={taxFen === 0 ? 0 : -taxFen} />
          </div>
        )}
        {offsetFen !== null && offsetFen > 0 && (
          <div>
            <span>{t("rewards.offset")}</span>
            <Money fen={-offsetFen} />
          </div>
        )}
      </div>
      <div className={styles.net}>
        <b>{t(cashFen === null ? "rewards.toPay" : "rewards.pay.cash")}</b>
        <Money fen={cashFen ?? grossFen} alone size="hero" />
      </div>
    </>
  );
}
