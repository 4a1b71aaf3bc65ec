import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { completeDeal, type DealDetail } from "../../api/deals";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { dayInCampaign, dayOf } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./deals.module.css";
import { LateReason } from "./LateReason";
import { useDealAct } from "./queries";
import { lateReason, useLate } from "./useLate";
import { homeOf } from "./words";

interface CompletionDialogProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  /** Finance has still to see something of it. */
  waits: number;
  onClose: () => void;
}

/** Records that a deal is done: all of it paid and confirmed, the home handed over. */
export default function CompletionDialog({ campaign, deal, waits, onClose }: CompletionDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(campaign.id);
  const today = dayOf(new Date(), campaign.zone);
  const form = useForm({
    initialValues: {
      completedOn: dayInCampaign(campaign, new Date(), deal.signedOn) as string | null,
      reason: "",
    },
    validate: { completedOn: (day) => (day ? null : t("deals.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["completedOn", "reason"]);
  const late = useLate(failure);
  const home = homeOf(deal);

  const submit = form.onSubmit(async ({ completedOn, reason }) => {
    if (!completedOn) return;
    const at = { tenant, campaign: campaign.id, deal: deal.id };
    if (!(await send(() => act(() => completeDeal(at, { completedOn, ...lateReason(late.isAsked, reason) }))))) return;
    toast(t("deals.completing.done", { home }));
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("deals.completing.title", { home })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={{ completedOn: t("deals.facts.completedOn"), reason: t("deals.late.reason") }}
          failure={late.failure}
        />
        <p className={styles.why}>{t("deals.completing.say")}</p>
        <DateInput
          label={t("deals.facts.completedOn")}
          min={deal.signedOn ?? undefined}
          max={today}
          {...form.getInputProps("completedOn")}
        />
        <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton
            type="submit"
            variant="filled"
            loading={busy}
            reason={waits > 0 ? t("deals.completing.waits", { n: waits }) : null}
          >
            {t("deals.completing.act", { home })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
