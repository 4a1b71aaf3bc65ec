import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useT } from "../../i18n/useT";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";

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
    <FormDialog
      title={words.act}
      form={form}
      labels={{ reason: words.reason }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={words.act}
      danger
      onClose={onClose}
    >
      <p>{words.say}</p>
      <Textarea label={words.reason} maxLength={500} rows={2} data-autofocus {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
