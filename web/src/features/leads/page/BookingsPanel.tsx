import type { LeadDetail } from "../../../api/leads";
import { useLanguage, useT } from "../../../i18n/useT";
import { agendaTime, timeOfDay } from "../../../lib/format";
import { Chip } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import styles from "./page.module.css";

const TONES = { booked: "info", came: "good", missed: "bad", cancelled: "mute" } as const;

/** The visits that somebody booked with a form; none, no panel. */
export function BookingsPanel({ lead, zone }: { lead: LeadDetail; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const bookings = lead.touchList.flatMap((touch) => touch.bookings).sort((one, other) => (one.startsAt < other.startsAt ? 1 : -1));
  if (bookings.length === 0) return null;
  return (
    <Panel title={t("leads.bookings")} flush>
      <ul className={styles.rows}>
        {bookings.map(({ id, startsAt, endsAt, state }) => (
          <li key={id}>
            <span>{t("leads.bookingAt", { from: agendaTime(startsAt, zone, language), to: timeOfDay(endsAt, zone) })}</span>
            <Chip tone={TONES[state]}>{t(`leads.booking.${state}`)}</Chip>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
