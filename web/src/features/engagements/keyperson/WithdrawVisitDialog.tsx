import { Textarea } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { type EngagementPlace, withdrawFirstVisit } from "../../../api/engagements";
import { useT } from "../../../i18n/useT";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { useEngagementAct } from "../queries";

/** Takes back a first visit that nobody has confirmed: mistyped, or not as it was. */
export default function WithdrawVisitDialog({ at, named, onClose }: { at: EngagementPlace; named: string; onClose: () => void }) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const form = useForm({ initialValues: { reason: "" }, validate: { reason: isNotEmpty(t("engagements.visit.reasonMissing")) } });
  const { busy, failure, send } = useSubmit(form, ["reason"]);
  const submit = form.onSubmit(async ({ reason }) => {
    const done = await send(() => act(() => withdrawFirstVisit(at, reason.trim())));
    if (!done) return;
    toast(t("engagements.visit.withdrawn"));
    onClose();
  });

  return (
    <FormDialog
      title={t("engagements.visit.withdraw")}
      form={form}
      labels={{ reason: t("engagements.visit.reason") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("engagements.visit.withdrawAct", { named })}
      reason={online ? null : t("engagements.offline")}
      danger
      onClose={onClose}
    >
      <p>{t("engagements.visit.withdrawSay")}</p>
      <Textarea label={t("engagements.visit.reason")} maxLength={500} rows={2} data-path="reason" {...form.getInputProps("reason")} />
    </FormDialog>
  );
}
