import { Link } from "wouter";
import { isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import styles from "./asking.module.css";

/** Where a fact is refused because it is settled: the way to ask that the settlement be opened again. */
export function SettledRemedy({ failure, campaign, engagement }: { failure: unknown; campaign: string; engagement: string }) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  if (!isProblem(failure, "engagement-settled")) return null;

  return (
    <Link href={`${paths.engagement(tenant, campaign, engagement)}?ask=reopening`} className={styles.name}>
      {t(can("settlement:settle") ? "asking.reopening.way" : "asking.reopening.see")}
    </Link>
  );
}
