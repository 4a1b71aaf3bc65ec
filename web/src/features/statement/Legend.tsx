import { useT } from "../../i18n/useT";
import styles from "./statement.module.css";

/** 虛、實、雙: what the line under an amount says. */
export function Legend() {
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
      <span>{t("statement.legend.apart")}</span>
    </p>
  );
}
