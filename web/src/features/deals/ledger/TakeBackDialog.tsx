import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type DealDetail, type LedgerEntry, withdrawEntry } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { moneyAlone } from "../../../lib/format";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../deals.module.css";
import { useDealAct } from "../queries";

interface TakeBackDialogProps {
  deal: DealDetail;
  entry: LedgerEntry;
  onClose: () => void;
}

/** 撤回: a line that was reported by mistake counts no more; it stays in the list. */
export default function TakeBackDialog({ deal, entry, onClose }: TakeBackDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t("deals.ledger.reasonMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["reason"]);
  const words = {
    kind: t(`deals.ledger.kind.${entry.kind}`),
    item: t(`deals.ledger.item.${entry.item}`),
    amount: moneyAlone(entry.amountFen),
  };

  const submit = form.onSubmit(async ({ reason }) => {
    const at = { tenant, campaign: deal.campaignId, deal: deal.id };
    const done = await send(() => act(() => withdrawEntry(at, entry.id, reason.trim())));
    if (!done) return;
    toast(t("deals.ledger.takenBackDone", words));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.ledger.takeBackOf", words)}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ reason: t("deals.ledger.reasonHead") }} failure={failure} />
        <p>{t("deals.ledger.takeBackSay")}</p>
        <Textarea label={t("deals.ledger.reasonHead")} maxLength={500} rows={2} required data-autofocus {...form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" color="red" loading={busy}>
            {t("deals.ledger.takeBackOf", words)}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
