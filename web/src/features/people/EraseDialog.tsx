import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { erasePerson, type Person } from "../../api/people";
import { isProblem } from "../../api/problem";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { isTheName } from "./correcting";
import styles from "./people.module.css";

interface EraseDialogProps {
  person: Person & { name: string };
  /** Runs the edit and asks again for what it touched. */
  edit: <Answer>(act: () => Promise<Answer>) => Promise<Answer>;
  onClose: () => void;
}

/** Erases a person for ever: says what goes and what stays, and asks for the name to be typed. */
export default function EraseDialog({ person, edit, onClose }: EraseDialogProps) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { name } = person;
  const act = t("accounts.erase.act", { name });
  const reason = online ? (isTheName(typed, name) ? null : t("accounts.erase.typeFirst")) : t("accounts.offline");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reason) return;
    setBusy(true);
    setFailure(null);
    try {
      await edit(() => erasePerson(tenant, person));
      toast(t("accounts.erase.done"));
      onClose();
    } catch (refused) {
      setFailure(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={act}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <dl className={styles.consequences}>
          <div>
            <dt>{t("accounts.erase.goes")}</dt>
            <dd>{t("accounts.erase.goesWhat")}</dd>
            <dd>{t("accounts.erase.goesPapers")}</dd>
            <dd>{t("accounts.erase.goesShared")}</dd>
          </div>
          <div>
            <dt>{t("accounts.erase.stays")}</dt>
            <dd>{t("accounts.erase.staysWhat")}</dd>
            <dd>{t("accounts.erase.staysPapers")}</dd>
          </div>
        </dl>
        <Finding kind="remark">{t("accounts.erase.forEver")}</Finding>
        {failure !== null && (
          <Finding kind={isProblem(failure, "stale") ? "conflict" : "error"} announce="alert">
            {isProblem(failure, "stale") ? t("accounts.overtaken") : problemWords(t, failure)}
          </Finding>
        )}
        <TextInput
          label={t("accounts.erase.type", { name })}
          autoComplete="off"
          maxLength={80}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          data-autofocus
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" color="red" loading={busy} reason={reason}>
            {act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
