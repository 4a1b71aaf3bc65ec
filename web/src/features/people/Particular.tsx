import type { Particular as ParticularName, Person } from "../../api/people";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { TextButton } from "../../ui/TextButton";
import { useOnline } from "../../ui/useOnline";
import styles from "./people.module.css";
import { phoneParts } from "./phone";
import { useRevelation } from "./useRevelation";

interface ParticularProps {
  person: Person;
  particular: ParticularName;
  /** Called once a look was recorded. */
  onRecorded: () => unknown;
}

/** A phone or identity number by its ends; whole for half a minute to whoever may look, and each look is recorded. */
export function Particular({ person, particular, onRecorded }: ParticularProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const { shown, busy, error, reveal, hide } = useRevelation(person.id, particular, onRecorded);
  const masked = particular === "phone" ? person.phoneMasked : person.identityMasked;
  if (masked === null) return <span className="dim">{NOTHING}</span>;

  const name = person.name ?? "";
  const label = t(`accounts.reveal.${shown === null ? "show" : "hide"}.${particular}`, { name });
  return (
    <span className={styles.particular}>
      <span className="nowrap" aria-live="polite">
        {shown === null ? masked : particular === "phone" ? <Phone phone={shown} /> : shown}
      </span>
      {can("person:reveal") && (online || shown !== null) && (
        <TextButton label={label} onClick={shown === null ? () => !busy && reveal() : hide}>
          {t(shown === null ? "accounts.reveal.show" : "accounts.reveal.hide")}
        </TextButton>
      )}
      {can("person:reveal") && !online && shown === null && <span className="dim">{t("accounts.offline")}</span>}
      {error !== null && (
        <Finding kind="error" announce="alert">
          {problemWords(t, error)}
        </Finding>
      )}
    </span>
  );
}

function Phone({ phone }: { phone: string }) {
  const t = useT();
  const { number, extension, href } = phoneParts(phone);
  return <a href={href}>{extension ? t("accounts.person.extension", { number, extension }) : number}</a>;
}
