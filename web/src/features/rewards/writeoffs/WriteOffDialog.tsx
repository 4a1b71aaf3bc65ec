import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { EngagementPlace } from "../../../api/engagements";
import { askWriteOff, type RewardEntry } from "../../../api/rewards";
import { useT } from "../../../i18n/useT";
import { moneyAlone } from "../../../lib/format";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { MoneyInput } from "../../../ui/inputs";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { useSameKey } from "../../deals/useSameKey";
import { useRewardAct } from "../queries";
import styles from "../rewards.module.css";
import { homeOf } from "../words";

interface WriteOffDialogProps {
  at: EngagementPlace;
  recovery: RewardEntry;
  openFen: number;
  onClose: () => void;
}

/** 申請核銷: how much of what is open of a recovery, and why it will not come back. */
export default function WriteOffDialog({ at, recovery, openFen, onClose }: WriteOffDialogProps) {
  const t = useT();
  const act = useRewardAct(at.campaign);
  const keyOf = useSameKey();
  const form = useForm<{ amountFen: number | null; reason: string }>({
    initialValues: { amountFen: openFen, reason: "" },
    validate: {
      amountFen: (fen) =>
        fen !== null && fen > 0 && fen <= openFen ? null : t("rewards.writeOff.amountWrong", { open: moneyAlone(openFen) }),
      reason: (reason) => (reason.trim() ? null : t("rewards.reasonMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["amountFen", "reason"]);
  const name = recovery.personName ?? t("rewards.erased");
  const amount = moneyAlone(form.values.amountFen ?? 0);
  const submit = form.onSubmit(async ({ amountFen, reason }) => {
    const asked = { recoveryId: recovery.id, amountFen: amountFen ?? 0, reason: reason.trim() };
    if (!(await send(() => act(() => askWriteOff(at, asked, keyOf(asked)))))) return;
    toast(t("rewards.writeOff.asked", { amount }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("rewards.writeOff.title", { name, home: homeOf(recovery) })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ amountFen: t("rewards.writeOff.amount"), reason: t("rewards.reason") }} failure={failure} />
        <p>{t("rewards.writeOff.say", { recovered: moneyAlone(-recovery.amountFen), open: moneyAlone(openFen) })}</p>
        <MoneyInput label={t("rewards.writeOff.amount")} required {...form.getInputProps("amountFen")} />
        <Textarea
          label={t("rewards.reason")}
          description={t("rewards.writeOff.reasonHint")}
          maxLength={500}
          rows={3}
          required
          {...form.getInputProps("reason")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("rewards.writeOff.act", { amount })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
