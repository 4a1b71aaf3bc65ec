import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "../deals/deals.module.css";

interface VoidDialogProps {
  words: { act: string; say: string; reason: string; done: string };
  onVoid: (reason: string) => Promise<unknown>;
  onClose: () => void;
}

/** Takes a paper back, with the reason. */
export function VoidDialog({ words, onVoid, onClose }: VoidDialogProps) {
  const t = useT();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t("deals.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["reason"]);

  const submit = form.onSubmit(async ({ reason }) => {
    if (!(await send(() => onVoid(reason.trim())))) return;
    toast(words.done);
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={words.act}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ reason: words.reason }} failure={failure} />
        <p>{words.say}</p>
        <Textarea label={words.reason} maxLength={500} rows={2} data-autofocus {...form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button type="submit" variant="filled" color="red" loading={busy}>
            {words.act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
