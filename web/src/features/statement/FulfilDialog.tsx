import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { EngagementPlace } from "../../api/engagements";
import { type Fulfilment, fulfilLine, type PriceLine, type StatementDeal } from "../../api/statement";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { useEngagementAct } from "../engagements/queries";
import { placeOf } from "./reading";

const ROUTES = ["cash", "balance", "contract"] as const;

interface FulfilDialogProps {
  at: EngagementPlace;
  item: StatementDeal;
  line: PriceLine;
  today: string;
  /** The day it begins with. */
  begin: string;
  onClose: () => void;
}

interface Values {
  route: Fulfilment["route"];
  documentNumber: string;
  fulfilledOn: string | null;
}

/** 登記退款: by which route a final difference reached the buyer, with the paper that shows it. */
export default function FulfilDialog({ at, item, line, today, begin, onClose }: FulfilDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const place = placeOf(item.deal);
  const amount = moneyAlone(Math.abs(line.amountFen));
  const form = useForm<Values>({
    initialValues: { route: "cash", documentNumber: "", fulfilledOn: begin },
    validate: {
      documentNumber: (number) => (number.trim() ? null : t("statement.fulfil.numberMissing")),
      fulfilledOn: (day) => (day === null || day > today ? t("statement.fulfil.dayMissing") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["route", "documentNumber", "fulfilledOn"]);

  const submit = form.onSubmit(async ({ route, documentNumber, fulfilledOn }) => {
    if (fulfilledOn === null) return;
    const done = await send(() => act(() => fulfilLine(at, line.id, { route, documentNumber: documentNumber.trim(), fulfilledOn })));
    if (!done) return;
    toast(t("statement.fulfil.done", { place, amount }));
    onClose();
  });
  return (
    <FormDialog
      title={t("statement.fulfil.of", { place, amount })}
      form={form}
      labels={{
        route: t("statement.fulfil.route"),
        documentNumber: t("statement.fulfil.number"),
        fulfilledOn: t("statement.fulfil.day"),
      }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("statement.fulfil.act", { place, amount })}
      reason={online ? null : t("statement.offline")}
      onClose={onClose}
    >
      <Segmented
        label={t("statement.fulfil.route")}
        options={ROUTES.map((value) => ({ value, label: t(`statement.route.${value}`) }))}
        value={form.values.route}
        onChange={(route) => form.setFieldValue("route", route)}
      />
      <TextInput
        label={t("statement.fulfil.number")}
        description={t(`statement.fulfil.numberHint.${form.values.route}`)}
        maxLength={40}
        autoComplete="off"
        required
        data-path="documentNumber"
        {...form.getInputProps("documentNumber")}
      />
      <DateInput label={t("statement.fulfil.day")} max={today} required {...form.getInputProps("fulfilledOn")} />
    </FormDialog>
  );
}
