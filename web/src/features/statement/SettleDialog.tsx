import { useForm } from "@mantine/form";
import type { EngagementPlace } from "../../api/engagements";
import { type Statement, settleEngagement } from "../../api/statement";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { useEngagementAct } from "../engagements/queries";

interface SettleDialogProps {
  at: EngagementPlace;
  name: string;
  statement: Statement;
  today: string;
  onClose: () => void;
}

/** 結算: as of a business day the tiers move no more. Names whom it settles and how much goes back. */
export default function SettleDialog({ at, name, statement, today, onClose }: SettleDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const { settleFrom, totals } = statement;
  const form = useForm<{ settledOn: string | null }>({
    initialValues: { settledOn: settleFrom },
    validate: {
      settledOn: (day) =>
        day === null ? t("statement.settle.dayMissing") : day < settleFrom || day > today ? t("statement.settle.dayOutside") : null,
    },
  });
  const { busy, failure, send } = useSubmit(form, ["settledOn"]);
  const amount = moneyAlone(Math.max(0, -totals.provisionalFen));

  const submit = form.onSubmit(async ({ settledOn }) => {
    if (settledOn === null || !(await send(() => act(() => settleEngagement(at, { settledOn }))))) return;
    toast(t("statement.settle.done", { name, day: settledOn }));
    onClose();
  });
  return (
    <FormDialog
      title={t("statement.settle.title", { name })}
      form={form}
      labels={{ settledOn: t("statement.settle.day") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("statement.settle.act", { name, amount })}
      reason={online ? null : t("statement.offline")}
      onClose={onClose}
    >
      <p>{t("statement.settle.what", { n: totals.signed, amount })}</p>
      <DateInput
        label={t("statement.settle.day")}
        hint={t("statement.settle.dayHint", { from: settleFrom })}
        min={settleFrom}
        max={today}
        required
        {...form.getInputProps("settledOn")}
      />
    </FormDialog>
  );
}
