import { useT } from "../../i18n/useT";
import { Mark } from "../../ui/Mark";
import styles from "./statement.module.css";

/** 虛、實、雙: what the line under an amount says; and the mark of money that finance has not confirmed, where there is some. */
export function Legend({ unconfirmed }: { unconfirmed: boolean }) {
  const t = useT();
  return (
    <p className={styles.legend}>
      <span>
        <span className="provisional">{t("statement.legend.dashed")}</span> {t("statement.legend.provisional")}
      </span>
      <span>
        <span className="final">{t("statement.legend.solid")}</span> {t("statement.legend.final")}
      </span>
      <span>
        <span className="fulfilled">{t("statement.legend.double")}</span> {t("statement.legend.fulfilled")}
      </span>
      {unconfirmed && <Mark tone="wait" sign={t("statement.sign.unconfirmed")} word={t("statement.legend.unconfirmed")} />}
      <span>{t("statement.legend.apart")}</span>
    </p>
  );
}
