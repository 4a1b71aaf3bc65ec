import { Button, NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../../api/campaigns";
import { type DealDetail, type NewLedgerEntry, reportEntry } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayInCampaign, dayOf, moneyAlone } from "../../../lib/format";
import { DateInput } from "../../../ui/DateInput";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { MoneyInput } from "../../../ui/inputs";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { DocumentField } from "../../approvals/DocumentField";
import { usePaper } from "../../approvals/usePaper";
import styles from "../deals.module.css";
import { LateReason } from "../LateReason";
import { useDealAct } from "../queries";
import { lateReason, useLate } from "../useLate";
import { useSameKey } from "../useSameKey";
import { homeOf } from "../words";

interface EntryDialogProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  onClose: () => void;
}

type Kind = NewLedgerEntry["kind"];
type Item = NewLedgerEntry["item"];
const KINDS: readonly Kind[] = ["receipt", "due", "refund", "forfeit"];
const ITEMS: readonly Item[] = ["deposit", "first-instalment", "mortgage", "balance", "other"];

/** Reports a line of a deal's ledger. The button says which way how much money goes. */
export default function EntryDialog({ campaign, deal, onClose }: EntryDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(campaign.id);
  const keyOf = useSameKey();
  const paper = usePaper();
  const isOver = deal.state === "cancelled";
  const form = useForm({
    initialValues: {
      kind: (isOver ? "refund" : "receipt") as Kind,
      item: (deal.state === "subscribed" || isOver ? "deposit" : "first-instalment") as Item,
      amountFen: null as number | null,
      onDay: dayInCampaign(campaign, new Date()) as string | null,
      reason: "",
    },
    validate: { onDay: (day) => (day ? null : t("deals.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["kind", "item", "amountFen", "onDay", "reason"]);
  const late = useLate(failure);
  const { kind, item, amountFen } = form.values;
  const labels = {
    amountFen: t("deals.ledger.amount"),
    onDay: t(`deals.ledger.on.${kind}`),
    reason: t("deals.late.reason"),
    item: t("deals.ledger.itemHead"),
  };
  const words = { kind: t(`deals.ledger.kind.${kind}`), item: t(`deals.ledger.item.${item}`), amount: moneyAlone(amountFen ?? 0) };

  const submit = form.onSubmit(async ({ onDay, reason }) => {
    if (!amountFen || !onDay || !paper.isReady()) return;
    const entry = { kind, item, amountFen, onDay, ...paper.named, ...lateReason(late.isAsked, reason) };
    const done = await send(() => act(() => reportEntry({ tenant, campaign: campaign.id, deal: deal.id }, entry, keyOf(entry))));
    if (!done) return;
    toast(t("deals.ledger.reported", words));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.ledger.reportOf", { home: homeOf(deal) })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={late.failure} />
        <Segmented
          label={t("deals.ledger.kindHead")}
          options={KINDS.filter((value) => !isOver || value === "refund" || value === "forfeit").map((value) => ({
            value,
            label: t(`deals.ledger.kind.${value}`),
          }))}
          value={kind}
          onChange={(value) => form.setFieldValue("kind", value)}
          hint={t(`deals.ledger.hint.${kind}`)}
        />
        <NativeSelect
          label={labels.item}
          data={ITEMS.map((value) => ({ value, label: t(`deals.ledger.item.${value}`) }))}
          {...form.getInputProps("item")}
        />
        <div className={styles.two}>
          <MoneyInput label={labels.amountFen} {...form.getInputProps("amountFen")} />
          <DateInput
            label={labels.onDay}
            max={kind === "due" ? undefined : dayOf(new Date(), campaign.zone)}
            {...form.getInputProps("onDay")}
          />
        </div>
        <DocumentField label={t("deals.ledger.slipOptional")} hint={t("deals.ledger.slipHint")} agency={tenant} {...paper.field} />
        <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={amountFen ? null : t("deals.fillAmount")}>
            {amountFen ? t("deals.ledger.act", words) : t("deals.ledger.actBare", { kind: words.kind })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
