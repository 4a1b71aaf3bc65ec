import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { reportEarnest } from "../../api/earnest";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { dayOf, moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { MoneyInput } from "../../ui/inputs";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { DocumentField } from "../approvals/DocumentField";
import { usePaper } from "../approvals/usePaper";
import { LateReason } from "../deals/LateReason";
import { lateReason, useLate } from "../deals/useLate";
import { useSameKey } from "../deals/useSameKey";
import styles from "./earnest.module.css";
import { useEarnestAct } from "./queries";

interface ReportEarnestDialogProps {
  campaign: CampaignDetail;
  lead: { id: string; name: string };
  onClose: () => void;
}

/** Reports that earnest money was paid: how much, on which day, by which paper. Finance confirms it. */
export default function ReportEarnestDialog({ campaign, lead, onClose }: ReportEarnestDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useEarnestAct({ kind: "agency", tenant, agency: tenant, campaign: campaign.id });
  const keyOf = useSameKey();
  const paper = usePaper();
  const today = dayOf(new Date(), campaign.zone);
  const form = useForm({
    initialValues: { amountFen: null as number | null, paidOn: today as string | null, documentNumber: "", reason: "" },
    validate: {
      amountFen: (fen) => (fen ? null : t("earnest.amountMissing")),
      paidOn: (day) => (day ? null : t("earnest.missing")),
      documentNumber: (number) => (number.trim() ? null : t("earnest.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["amountFen", "paidOn", "documentNumber", "reason"]);
  const late = useLate(failure);
  const labels = {
    amountFen: t("earnest.amount"),
    paidOn: t("earnest.paidOnHead"),
    documentNumber: t("earnest.numberHead"),
    reason: t("earnest.lateReason"),
  };
  const { amountFen } = form.values;

  const submit = form.onSubmit(async ({ amountFen: fen, paidOn, documentNumber, reason }) => {
    if (!fen || !paidOn || !paper.isReady()) return;
    const money = { amountFen: fen, paidOn, documentNumber: documentNumber.trim(), ...paper.named, ...lateReason(late.isAsked, reason) };
    const at = { tenant, campaign: campaign.id, lead: lead.id };
    if (!(await send(() => act(() => reportEarnest(at, money, keyOf(money)))))) return;
    toast(t("earnest.reported", { amount: moneyAlone(fen) }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("earnest.reportOf", { name: lead.name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={late.failure} />
        <MoneyInput label={labels.amountFen} {...form.getInputProps("amountFen")} />
        <DateInput label={labels.paidOn} max={today} {...form.getInputProps("paidOn")} />
        <TextInput
          label={labels.documentNumber}
          description={t("earnest.numberHint")}
          maxLength={40}
          autoComplete="off"
          {...form.getInputProps("documentNumber")}
        />
        <DocumentField label={t("earnest.slipOptional")} hint={t("earnest.slipHint")} agency={tenant} {...paper.field} />
        <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {amountFen ? t("earnest.reportAct", { amount: moneyAlone(amountFen) }) : t("earnest.report")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
