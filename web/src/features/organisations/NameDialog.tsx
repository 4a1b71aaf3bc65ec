import { Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { isProblem } from "../../api/problem";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./organisations.module.css";

interface NameDialogProps {
  title: string;
  label: string;
  hint?: string;
  name?: string;
  act: string;
  /** Does it and says so; what the API finds wrong is shown here. */
  onName: (name: string) => Promise<unknown>;
  onClose: () => void;
}

/** Gives something its name, or another one. */
export default function NameDialog({ title, label, hint, name = "", act, onName, onClose }: NameDialogProps) {
  const t = useT();
  const form = useForm({ initialValues: { name }, validate: { name: isNotEmpty(t("settings.nameMissing")) } });
  const { busy, failure, send } = useSubmit(form, ["name"]);
  const overtaken = isProblem(failure, "stale");
  const submit = form.onSubmit(
    async (values) => {
      const done = await send(() => onName(values.name.trim()));
      if (done) onClose();
    },
    () => form.getInputNode("name")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate className={styles.dialog}>
        <FormErrorSummary form={form} labels={{ name: label }} failure={overtaken ? null : failure} />
        {overtaken && (
          <Finding kind="conflict" announce="alert">
            {t("settings.overtaken", { now: name })}
          </Finding>
        )}
        <TextInput label={label} description={hint} maxLength={80} data-autofocus {...form.getInputProps("name")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {act}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
