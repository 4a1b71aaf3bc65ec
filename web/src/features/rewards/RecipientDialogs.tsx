import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { decideRecipient, describeRecipient, type Recipient, type RecipientStatus } from "../../api/rewards";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { MoneyInput } from "../../ui/inputs";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { DocumentField } from "../approvals/DocumentField";
import { usePaper } from "../approvals/usePaper";
import { useRewardAct } from "./queries";
import styles from "./rewards.module.css";

const STATUSES: readonly RecipientStatus[] = ["self-employed", "private-employee", "state-enterprise", "state-functionary"];

interface RecipientDialogProps {
  campaign: string;
  recipient: Recipient;
  onClose: () => void;
}

/** 身分: what somebody is, with the employer's consent where there is one. */
export function DescribeDialog({ campaign, recipient, onClose }: RecipientDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useRewardAct(campaign);
  const paper = usePaper();
  const form = useForm<{ status: RecipientStatus | "" }>({
    initialValues: { status: recipient.status ?? "" },
    validate: { status: (status) => (status === "" ? t("rewards.describe.missing") : null) },
  });
  const { busy, failure, send } = useSubmit(form, ["status"]);
  const name = recipient.personName ?? t("rewards.erased");
  const consentDocumentId = paper.file?.id ?? recipient.consentDocument?.id;
  const submit = form.onSubmit(async ({ status }) => {
    if (status === "" || !paper.isReady()) return;
    const edit = { status, ...(consentDocumentId === undefined ? {} : { consentDocumentId }) };
    if (!(await send(() => act(() => describeRecipient(tenant, recipient.personId, recipient.version, edit))))) return;
    toast(t("rewards.describe.done", { name }));
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("rewards.describe.title", { name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ status: t("rewards.status") }} failure={failure} />
        {recipient.decision !== null && <p>{t("rewards.describe.falls")}</p>}
        <NativeSelect
          label={t("rewards.status")}
          data={[
            { value: "", label: t("rewards.describe.choose") },
            ...STATUSES.map((value) => ({ value, label: t(`rewards.status.${value}`) })),
          ]}
          required
          {...form.getInputProps("status")}
        />
        <DocumentField
          label={t("rewards.consent")}
          hint={t(recipient.consentDocument === null ? "rewards.describe.consentHint" : "rewards.describe.consentKept")}
          agency={tenant}
          {...paper.field}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("rewards.describe.act", { name })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

interface Decision {
  decision: "allowed" | "held";
  reason: string;
  yearlyLimitFen: number | null;
}

/** 合規判定: whether somebody may be given money, why, and how much in a year. */
export function DecideDialog({ campaign, recipient, onClose }: RecipientDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useRewardAct(campaign);
  const form = useForm<Decision>({
    initialValues: { decision: recipient.decision ?? "held", reason: "", yearlyLimitFen: recipient.yearlyLimitFen },
    validate: { reason: (reason) => (reason.trim() ? null : t("rewards.reasonMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["decision", "reason", "yearlyLimitFen"]);
  const name = recipient.personName ?? t("rewards.erased");
  const submit = form.onSubmit(async (values) => {
    const decision = { ...values, reason: values.reason.trim() };
    if (!(await send(() => act(() => decideRecipient(tenant, recipient.personId, recipient.version, decision))))) return;
    toast(t("rewards.decide.done", { name }));
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("rewards.decide.title", { name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ reason: t("rewards.reason"), yearlyLimitFen: t("rewards.limit") }} failure={failure} />
        <Segmented
          label={t("rewards.decide.decision")}
          options={(["allowed", "held"] as const).map((value) => ({ value, label: t(`rewards.decision.${value}`) }))}
          value={form.values.decision}
          onChange={(decision) => form.setFieldValue("decision", decision)}
        />
        <Textarea label={t("rewards.reason")} maxLength={500} rows={3} required {...form.getInputProps("reason")} />
        <MoneyInput label={t("rewards.limit")} hint={t("rewards.decide.limitHint")} {...form.getInputProps("yearlyLimitFen")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t(`rewards.decide.act.${form.values.decision}`, { name })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
