import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { askReopening } from "../../api/asking";
import type { EngagementPlace } from "../../api/engagements";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useSameKey } from "../deals/useSameKey";
import styles from "./asking.module.css";
import { useAskingAct } from "./queries";

interface ReopeningDialogProps {
  at: EngagementPlace;
  name: string;
  settledOn: string;
  onClose: () => void;
}

/** Asks to open a settlement again; says what stays and what can then be recorded. */
export default function ReopeningDialog({ at, name, settledOn, onClose }: ReopeningDialogProps) {
  const t = useT();
  const act = useAskingAct(at.campaign);
  const keyOf = useSameKey();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t("asking.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["reason"]);

  const submit = form.onSubmit(async ({ reason }) => {
    const asked = { reason: reason.trim() };
    if (!(await send(() => act(() => askReopening(at, asked, keyOf(asked)))))) return;
    toast(t("asking.reopening.asked", { name }));
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("asking.reopening.dialog", { name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ reason: t("asking.reason") }} failure={failure} />
        <p>{t("asking.reopening.say", { day: settledOn })}</p>
        <Textarea
          label={t("asking.reason")}
          description={t("asking.reopening.reasonHint")}
          maxLength={1000}
          rows={3}
          {...form.getInputProps("reason")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("asking.reopening.ask")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
