import { Textarea } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { type EngagementPlace, withdrawReferral } from "../../../api/engagements";
import { useT } from "../../../i18n/useT";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { useEngagementAct } from "../queries";

interface WithdrawReferralDialogProps {
  at: EngagementPlace;
  referral: string;
  name: string;
  onClose: () => void;
}

/** Takes back a recommendation that was recorded by mistake. */
export default function WithdrawReferralDialog({ at, referral, name, onClose }: WithdrawReferralDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const form = useForm({ initialValues: { reason: "" }, validate: { reason: isNotEmpty(t("engagements.visit.reasonMissing")) } });
  const { busy, failure, send } = useSubmit(form, ["reason"]);
  const submit = form.onSubmit(async ({ reason }) => {
    if (!(await send(() => act(() => withdrawReferral(at, referral, reason.trim()))))) return;
    toast(t("engagements.referrals.withdrawnDone", { name }));
    onClose();
  });

  return (
    <FormDialog
      title={t("engagements.referrals.withdrawAct", { name })}
      form={form}
      labels={{ reason: t("engagements.visit.reason") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("engagements.referrals.withdrawAct", { name })}
      reason={online ? null : t("engagements.offline")}
      danger
      onClose={onClose}
    >
      <p>{t("engagements.referrals.withdrawSay")}</p>
      <Textarea
        label={t("engagements.visit.reason")}
        maxLength={500}
        rows={2}
        required
        data-autofocus
        data-path="reason"
        {...form.getInputProps("reason")}
      />
    </FormDialog>
  );
}
