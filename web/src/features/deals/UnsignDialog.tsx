import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { type DealDetail, withdrawSigning } from "../../api/deals";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./deals.module.css";
import { EffectPanel } from "./effect/EffectPanel";
import { useDealAct, useUnsigningPreview } from "./queries";
import { homeOf } from "./words";

/** 撤回簽約: what taking a signing back does to everybody, then why it is taken back. */
export default function UnsignDialog({ deal: given, onClose }: { deal: DealDetail; onClose: () => void }) {
  const t = useT();
  const [deal] = useState(given); // as it was signed: once taken back it has no contract to speak of
  const { tenant } = useTenant();
  const at = { tenant, campaign: deal.campaignId, deal: deal.id };
  const act = useDealAct(deal.campaignId);
  const preview = useUnsigningPreview(at);
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() ? null : t("deals.ledger.reasonMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["reason"]);
  const home = homeOf(deal);
  const amount = moneyAlone(deal.contractPriceFen ?? 0);

  const submit = form.onSubmit(async ({ reason }) => {
    if (!preview.data) return;
    const done = await send(() => act(() => withdrawSigning(at, reason.trim())));
    if (!done) return;
    toast(t("deals.unsigning.done", { home }));
    onClose();
  });

  return (
    <Dialog opened wide onClose={onClose} title={t("deals.unsigning.title", { home })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ reason: t("deals.ledger.reasonHead") }} failure={failure} />
        <p>{t("deals.unsigning.say", { day: deal.signedOn ?? "", number: deal.contractNumber ?? "", amount })}</p>
        <Loaded query={preview} what={t("deals.unsigning.notReckoned")}>
          {(effect) => (
            <EffectPanel
              effect={effect}
              words={{
                label: t("deals.unsigning.effects"),
                tier: t(
                  effect.countedUnits.before === effect.countedUnits.after
                    ? "deals.unsigning.uncounted"
                    : JSON.stringify(effect.tier.before) === JSON.stringify(effect.tier.after)
                      ? "deals.unsigning.tierStays"
                      : "deals.unsigning.tierMoves",
                ),
                othersSame: t("deals.cancelling.othersSame", { n: effect.countedUnits.after }),
                others: t("deals.unsigning.others"),
                rewards: t("deals.unsigning.rewards"),
                totals: null,
              }}
              own={{ title: home, notes: [t("deals.unsigning.own")] }}
              passing={false}
            />
          )}
        </Loaded>
        <Textarea label={t("deals.ledger.reasonHead")} maxLength={500} rows={2} required {...form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton
            type="submit"
            variant="filled"
            color="red"
            loading={busy}
            reason={preview.data ? null : t("deals.cancelling.noPreview")}
          >
            {t("deals.unsigning.act", { home, amount })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
