import { useForm } from "@mantine/form";
import { type EngagementPlace, reportFirstVisit } from "../../../api/engagements";
import { useT } from "../../../i18n/useT";
import { DateInput } from "../../../ui/DateInput";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { useEngagementAct } from "../queries";
import { ContactField } from "./ContactField";

interface FirstVisitDialogProps {
  at: EngagementPlace;
  account: string;
  today: string;
  /** The day it begins with. */
  begin: string;
  onClose: () => void;
}

/** Reports the first visit with somebody in a listed post; somebody else confirms it. */
export default function FirstVisitDialog({ at, account, today, begin, onClose }: FirstVisitDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const form = useForm<{ contactId: string; visitedOn: string | null }>({
    initialValues: { contactId: "", visitedOn: begin },
    validate: {
      contactId: (id) => (id ? null : t("engagements.visit.contactMissing")),
      visitedOn: (day) => (day === null || day > today ? t("engagements.dayMissing") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["contactId", "visitedOn"]);

  const submit = form.onSubmit(async ({ contactId, visitedOn }) => {
    if (visitedOn === null || !(await send(() => act(() => reportFirstVisit(at, { contactId, visitedOn }))))) return;
    toast(t("engagements.visit.reported"));
    onClose();
  });
  return (
    <FormDialog
      title={t("engagements.visit.report")}
      form={form}
      labels={{ contactId: t("engagements.visit.whom"), visitedOn: t("engagements.visit.day") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("engagements.visit.reportAct")}
      reason={online ? null : t("engagements.offline")}
      onClose={onClose}
    >
      <ContactField
        account={account}
        label={t("engagements.visit.whom")}
        hint={t("engagements.visit.whomHint")}
        value={form.values.contactId}
        error={form.errors.contactId}
        onChange={(contact) => form.setFieldValue("contactId", contact)}
      />
      <DateInput
        label={t("engagements.visit.day")}
        hint={t("engagements.visit.dayHint")}
        max={today}
        required
        {...form.getInputProps("visitedOn")}
      />
    </FormDialog>
  );
}
