import { Button, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { findPeople, type Person } from "../../../api/people";
import { ApiProblem } from "../../../api/problem";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { problemWords } from "../../../ui/problemWords";
import { TextButton } from "../../../ui/TextButton";
import { numberProblems } from "../../people/numberProblems";
import styles from "../deals.module.css";
import type { KnownBuyer } from "./buyers";

interface PersonChoiceProps {
  /** Somebody known; null while somebody new is typed. */
  known: KnownBuyer | null;
  phone: string;
  /** The props of a field of the new person. */
  field: (name: "name" | "phone" | "identity") => ReturnType<UseFormReturnType<object>["getInputProps"]>;
  onKnown: (person: KnownBuyer | null) => void;
}

/** A person: somebody new by name and numbers, or one found by their whole phone number. */
export function PersonChoice({ known, onKnown, ...typed }: PersonChoiceProps) {
  const t = useT();
  if (known === null) return <NewPerson onKnown={onKnown} {...typed} />;
  return (
    <div className={styles.known}>
      <span>
        <b>{known.name}</b> <span className="sub nowrap">{known.phoneMasked}</span>
      </span>
      <TextButton onClick={() => onKnown(null)}>{t("deals.subscribing.another")}</TextButton>
    </div>
  );
}

function NewPerson({ phone: typed, field, onKnown }: Omit<PersonChoiceProps, "known">) {
  const t = useT();
  const { tenant } = useTenant();
  const [found, setFound] = useState<Person[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const phone = typed.trim();
  const phoneField = field("phone");

  const find = async () => {
    setBusy(true);
    setTrouble(null);
    setFound(null);
    try {
      setFound(await findPeople(tenant, phone));
    } catch (refused) {
      const problem = numberProblems(t, refused);
      setTrouble((problem instanceof ApiProblem ? problem.errors[0]?.detail : undefined) ?? problemWords(t, problem));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <TextInput label={t("deals.subscribing.name")} autoComplete="off" maxLength={80} {...field("name")} />
      <div className={styles.two}>
        <TextInput
          label={t("deals.subscribing.phone")}
          type="tel"
          autoComplete="off"
          maxLength={40}
          {...phoneField}
          error={trouble ?? phoneField.error}
        />
        <TextInput label={t("deals.subscribing.identity")} autoComplete="off" maxLength={40} {...field("identity")} />
      </div>
      {phone !== "" && (
        <div className={styles.known}>
          <Button size="xs" loading={busy} onClick={find}>
            {t("deals.subscribing.findKnown")}
          </Button>
        </div>
      )}
      <div role="status">
        {found?.length === 0 && <p className={styles.why}>{t("deals.subscribing.nobody")}</p>}
        {found?.map((person) => (
          <p key={person.id} className={styles.known}>
            <span>
              <b>{person.name}</b> <span className="sub nowrap">{person.phoneMasked}</span>
            </span>
            <TextButton onClick={() => onKnown(person)} label={t("deals.subscribing.takeWho", { name: person.name ?? "" })}>
              {t("deals.subscribing.take")}
            </TextButton>
          </p>
        ))}
      </div>
    </>
  );
}
