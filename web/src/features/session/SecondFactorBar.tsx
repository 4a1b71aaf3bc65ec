import { Link } from "wouter";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import styles from "./session.module.css";

/** Over every page of a tenant that requires a second factor, for who handles money there and has none. */
export function SecondFactorBar() {
  const t = useT();
  const { needsSecondFactor } = useTenant();
  if (!needsSecondFactor) return null;
  return (
    <div className={styles.bar}>
      <Finding kind="remark">
        {t("session.secondFactor.bar")}{" "}
        <Link href={paths.me()} className="nowrap">
          {t("session.secondFactor.setUp")}
        </Link>
      </Finding>
    </div>
  );
}
