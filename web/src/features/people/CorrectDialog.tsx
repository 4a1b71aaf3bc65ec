import { Button, Checkbox, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { correctPerson, type Person } from "../../api/people";
import { isProblem } from "../../api/problem";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { type Correction, personEdit } from "./correcting";
import { numberProblems } from "./numberProblems";
import styles from "./people.module.css";

interface CorrectDialogProps {
  person: Person & { name: string };
  /** Runs the edit and asks again for what it touched. */
  edit: <Answer>(act: () => Promise<Answer>) => Promise<Answer>;
  onClose: () => void;
}

/** Corrects a person's name and numbers. What is known is not shown whole: a number left blank stays. */
export default function CorrectDialog({ person, edit, onClose }: CorrectDialogProps) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();
  const form = useForm<Correction>({
    initialValues: { name: person.name, phone: "", identity: "", dropPhone: false, dropIdentity: false },
    validate: { name: isNotEmpty(t("accounts.person.nameMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "phone", "identity"]);
  const overtaken = isProblem(failure, "stale");
  const labels = { name: t("accounts.person.name"), phone: t("accounts.person.phone"), identity: t("accounts.person.identity") };
  const change = personEdit(person, form.values);
  const reason = online ? (Object.keys(change).length ? null : t("accounts.nothingChanged")) : t("accounts.offline");

  const submit = form.onSubmit(
    async (typed) => {
      const correct = () => edit(() => correctPerson(tenant, person, personEdit(person, typed)));
      const done = await send(() => correct().catch((error) => Promise.reject(numberProblems(t, error))));
      if (!done) return;
      toast(t("accounts.person.corrected", { name: typed.name.trim() }));
      onClose();
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  const now = (masked: string | null) => (masked ? t("accounts.person.keepNumber", { masked }) : t("accounts.person.noNumber"));

  return (
    <Dialog opened onClose={onClose} title={t("accounts.person.correct", { name: person.name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={overtaken ? null : failure} />
        {overtaken && (
          <Finding kind="conflict" announce="alert">
            {t("accounts.overtaken")}
          </Finding>
        )}
        <TextInput label={labels.name} maxLength={80} autoComplete="off" data-autofocus {...form.getInputProps("name")} />
        <div className={styles.field}>
          <TextInput
            label={labels.phone}
            description={now(person.phoneMasked)}
            type="tel"
            autoComplete="off"
            maxLength={40}
            disabled={form.values.dropPhone}
            {...form.getInputProps("phone")}
          />
          {person.phoneMasked && (
            <Checkbox label={t("accounts.person.dropPhone")} {...form.getInputProps("dropPhone", { type: "checkbox" })} />
          )}
        </div>
        <div className={styles.field}>
          <TextInput
            label={labels.identity}
            description={now(person.identityMasked)}
            autoComplete="off"
            maxLength={40}
            disabled={form.values.dropIdentity}
            {...form.getInputProps("identity")}
          />
          {person.identityMasked && (
            <Checkbox label={t("accounts.person.dropIdentity")} {...form.getInputProps("dropIdentity", { type: "checkbox" })} />
          )}
        </div>
        <p className="dim">{t("accounts.person.recorded")}</p>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={reason}>
            {t("accounts.person.correctAct")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
