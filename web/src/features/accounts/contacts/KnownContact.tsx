import { Button, Input } from "@mantine/core";
import { type FormEvent, useId, useState } from "react";
import type { NewContact } from "../../../api/accounts";
import { findPeople, type Person } from "../../../api/people";
import { ApiProblem } from "../../../api/problem";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { problemWords } from "../../../ui/problemWords";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { EmptyState } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { numberProblems } from "../../people/numberProblems";
import styles from "../accounts.module.css";
import { KnownContactForm } from "./KnownContactForm";

interface KnownContactProps {
  onAdd: (contact: NewContact) => Promise<unknown>;
  /** The number belongs to nobody who is known: it is taken along to somebody new. */
  onUnknown: (phone: string) => void;
  onClose: () => void;
}

/** Finds a person by their whole phone number, never by a part of one, and takes them as a contact. */
export function KnownContact({ onAdd, onUnknown, onClose }: KnownContactProps) {
  const t = useT();
  const { tenant } = useTenant();
  const field = useId();
  const [phone, setPhone] = useState("");
  const [found, setFound] = useState<Person[] | null>(null);
  const [chosen, setChosen] = useState<Person | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);

  const find = async (event: FormEvent) => {
    event.preventDefault();
    if (!phone.trim()) return setTrouble(t("accounts.contacts.phoneMissing"));
    setBusy(true);
    setTrouble(null);
    setFound(null);
    try {
      setFound(await findPeople(tenant, phone.trim()));
    } catch (refused) {
      const problem = numberProblems(t, refused);
      const ofField = problem instanceof ApiProblem ? problem.errors[0]?.detail : undefined;
      setTrouble(ofField ?? problemWords(t, problem));
    } finally {
      setBusy(false);
    }
  };
  if (chosen) return <KnownContactForm person={chosen} onAdd={onAdd} onAnother={() => setChosen(null)} onClose={onClose} />;

  return (
    <div className={styles.form}>
      <form onSubmit={find} noValidate>
        <Input.Wrapper id={field} label={t("accounts.contacts.findBy")} description={t("accounts.contacts.findByHint")} error={trouble}>
          <div className={styles.find}>
            <Input
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={phone}
              onChange={({ currentTarget }) => setPhone(currentTarget.value)}
              data-autofocus
            />
            <ReasonedButton type="submit" loading={busy}>
              {t("accounts.contacts.find")}
            </ReasonedButton>
          </div>
        </Input.Wrapper>
      </form>
      <div role="status">
        {found && found.length > 0 && <p className="dim">{t("accounts.contacts.foundPeople", { n: found.length })}</p>}
        {found?.length === 0 && (
          <EmptyState
            fact={t("accounts.contacts.nobody")}
            hint={t("accounts.contacts.nobodyHint")}
            action={<Button onClick={() => onUnknown(phone)}>{t("accounts.contacts.beginNew")}</Button>}
          />
        )}
      </div>
      {found && found.length > 0 && (
        <ul className={styles.people}>
          {found.map((person) => (
            <li key={person.id}>
              <b>{person.name}</b>
              <span className="sub nowrap">{person.phoneMasked}</span>
              <TextButton onClick={() => setChosen(person)} label={t("accounts.contacts.takeWho", { name: person.name ?? "" })}>
                {t("accounts.contacts.take")}
              </TextButton>
            </li>
          ))}
        </ul>
      )}
      {found?.length !== 0 && (
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
        </div>
      )}
    </div>
  );
}
