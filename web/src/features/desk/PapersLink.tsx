import { Link } from "wouter";
import type { DeskPlace } from "../../api/desk";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import styles from "./desk.module.css";

/** 看單據: what a developer's finance may see of a deal. */
export function PapersLink({ at, dealId, home }: { at: DeskPlace; dealId: string; home: string }) {
  const t = useT();
  return (
    <Link
      href={paths.developerDeal(at.tenant, at.agency, at.campaign, dealId)}
      className={styles.link}
      aria-label={t("desk.papers.of", { home })}
    >
      {t("desk.papers.see")}
    </Link>
  );
}
