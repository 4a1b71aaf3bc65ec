import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Benefits } from "../../api/benefits";
import type { CampaignDetail } from "../../api/campaigns";
import type { EngagementPlace } from "../../api/engagements";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { LateReason } from "../deals/LateReason";
import { lateReason, useLate } from "../deals/useLate";
import { earlier } from "../deals/words";
import { useBenefitActs } from "./queries";

interface ConfirmDialogProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  paper: Benefits;
  onClose: () => void;
}

/** The day on which the buyer signed the paper, and the number that it is filed under. */
export default function ConfirmDialog({ at, campaign, paper, onClose }: ConfirmDialogProps) {
  const t = useT();
  const online = useOnline();
  const acts = useBenefitActs(at);
  const today = dayOf(new Date(), campaign.zone);
  const form = useForm({
    initialValues: { confirmedOn: (today <= paper.expiresOn ? today : paper.issuedOn) as string | null, documentNumber: "", reason: "" },
    validate: {
      confirmedOn: (day) => (day ? null : t("benefits.missing")),
      documentNumber: (number) => (number.trim() ? null : t("benefits.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["confirmedOn", "documentNumber", "reason"]);
  const late = useLate(failure);
  const words = { n: paper.number };

  const submit = form.onSubmit(async ({ confirmedOn, documentNumber, reason }) => {
    if (!confirmedOn) return;
    const signed = { confirmedOn, documentNumber: documentNumber.trim(), ...lateReason(late.isAsked, reason) };
    if (!(await send(() => acts.confirm(paper.id, signed)))) return;
    toast(t("benefits.confirm.done", words));
    onClose();
  });

  return (
    <FormDialog
      title={t("benefits.confirm.act", words)}
      form={form}
      labels={{
        confirmedOn: t("benefits.field.confirmedOn"),
        documentNumber: t("benefits.field.documentNumber"),
        reason: t("deals.late.reason"),
      }}
      failure={late.failure}
      onSubmit={submit}
      busy={busy}
      act={t("benefits.confirm.act", words)}
      reason={online ? null : t("benefits.offline")}
      onClose={onClose}
    >
      <p>{t("benefits.confirm.say")}</p>
      <DateInput
        label={t("benefits.field.confirmedOn")}
        min={paper.issuedOn}
        max={earlier(paper.expiresOn, today)}
        {...form.getInputProps("confirmedOn")}
      />
      <TextInput label={t("benefits.field.documentNumber")} autoComplete="off" maxLength={60} {...form.getInputProps("documentNumber")} />
      <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
    </FormDialog>
  );
}
