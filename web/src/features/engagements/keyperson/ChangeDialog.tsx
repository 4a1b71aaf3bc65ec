import { Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { changeKeyPerson, type EngagementPlace, type KeyPersonTrail } from "../../../api/engagements";
import { useT } from "../../../i18n/useT";
import { DateInput } from "../../../ui/DateInput";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { useEngagementAct } from "../queries";
import { ContactField, NOBODY } from "./ContactField";
import { currentOf } from "./reading";

interface ChangeDialogProps {
  at: EngagementPlace;
  account: string;
  trail: KeyPersonTrail;
  today: string;
  /** The day it begins with. */
  begin: string;
  onClose: () => void;
}

interface Values {
  contactId: string;
  from: string | null;
  reason: string;
}

/** Somebody else is the key person from a day on, or nobody is. Says what that does before it is done. */
export default function ChangeDialog({ at, account, trail, today, begin, onClose }: ChangeDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const current = currentOf(trail);
  const form = useForm<Values>({
    initialValues: { contactId: "", from: begin, reason: "" },
    validate: {
      contactId: (id) => (id ? null : t("engagements.change.whoMissing")),
      from: (day) => (day === null || day > today ? t("engagements.dayMissing") : null),
      reason: (reason) => (reason.trim() ? null : t("engagements.change.reasonMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["contactId", "from", "reason"]);
  const empties = form.values.contactId === NOBODY;

  const submit = form.onSubmit(async ({ contactId, from, reason }) => {
    if (from === null) return;
    const change = { contactId: contactId === NOBODY ? null : contactId, from, reason: reason.trim() };
    if (!(await send(() => act(() => changeKeyPerson(at, change))))) return;
    toast(t("engagements.change.done"));
    onClose();
  });
  return (
    <FormDialog
      title={t("engagements.change.title")}
      form={form}
      labels={{
        contactId: t("engagements.change.who"),
        from: t("engagements.change.from"),
        reason: t("engagements.change.reason"),
      }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t(empties ? "engagements.change.actEmpty" : "engagements.change.act", { day: form.values.from ?? "" })}
      reason={online ? null : t("engagements.offline")}
      onClose={onClose}
    >
      <p>
        {current
          ? t("engagements.change.now", { post: current.post, name: current.name ?? t("engagements.erased"), from: current.from })
          : t("engagements.change.nowNobody")}
      </p>
      <ContactField
        account={account}
        label={t("engagements.change.who")}
        hint={t("engagements.visit.whomHint")}
        value={form.values.contactId}
        error={form.errors.contactId}
        except={current?.personId ?? null}
        nobody={current ? t("engagements.change.nobody") : undefined}
        onChange={(contact) => form.setFieldValue("contactId", contact)}
      />
      <DateInput
        label={t("engagements.change.from")}
        hint={t("engagements.change.fromHint")}
        max={today}
        required
        {...form.getInputProps("from")}
      />
      <Textarea
        label={t("engagements.change.reason")}
        description={t("engagements.change.reasonHint")}
        autosize
        minRows={2}
        maxLength={500}
        required
        data-path="reason"
        {...form.getInputProps("reason")}
      />
    </FormDialog>
  );
}
