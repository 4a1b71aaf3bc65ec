import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { Mark } from "../../ui/Mark";
import { type Clock, leftParts } from "./clocks";
import styles from "./leads.module.css";

/** A clock of 報備: what is left and a bar of it, amber once it is time; done with; or run out. */
export function ClockFace({ clock }: { clock: Clock }) {
  const t = useT();
  if (clock.kind === "none") return <span className="dim">{NOTHING}</span>;
  if (clock.kind === "done") return <span className="sub">{t("leads.clock.done")}</span>;
  if (clock.kind === "settled") return <span className="sub">{t("leads.standing.settled")}</span>;
  if (clock.kind === "over") return <Mark tone="bad" sign={t("leads.clock.overSign")} word={t("leads.clock.over")} />;

  const left = leftParts(clock.leftMs);
  return (
    <span className={`${styles.clock} ${clock.isDue ? styles.due : ""}`}>
      <span>
        {"days" in left ? t("leads.clock.days", { n: left.days }) : t("leads.clock.hours", { hours: left.hours, minutes: left.minutes })}
      </span>
      <i aria-hidden="true" style={{ "--share": `${Math.round(clock.share * 100)}%` } as React.CSSProperties} />
    </span>
  );
}
