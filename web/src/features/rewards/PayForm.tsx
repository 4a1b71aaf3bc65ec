import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { createPortal } from "react-dom";
import type { Deal } from "../../api/deals";
import type { FileDoor } from "../../api/files";
import type { Claim, Payment } from "../../api/rewards";
import { useSession } from "../../app/session";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PrintIcon } from "../../ui/icons";
import { MoneyInput } from "../../ui/inputs";
import { Money } from "../../ui/Money";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Segmented } from "../../ui/Segmented";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { DocumentField } from "../approvals/DocumentField";
import { usePaper } from "../approvals/usePaper";
import { useSameKey } from "../deals/useSameKey";
import { Receipt } from "./Receipt";
import styles from "./rewards.module.css";
import { homeOf, splitOf } from "./words";

interface PayFormProps {
  claim: Claim;
  today: string;
  /** The day it begins with. */
  begin: string;
  /** The homes that the person buys, against which the reward may be set off. */
  ownDeals: Pick<Deal, "id" | "building" | "unitNumber">[];
  /** Where the signed receipt is stored. */
  door: FileDoor;
  /** Whose receipt it is. With it the receipt can be printed as typed, to be signed before it is paid. */
  receiptOf?: string;
  onPay: (payment: Payment, idempotencyKey: string) => Promise<unknown>;
  onCancel?: () => void;
}

interface Values {
  taxFen: number | null;
  way: "cash" | "offset";
  dealId: string;
  offsetFen: number | null;
  paidOn: string | null;
  receiptNumber: string;
  cardSeen: boolean;
}

/** What is paid: tax and set-off taken from the gross while one types; the button names what is handed over. */
export function PayForm({ claim, today, begin, ownDeals, door, receiptOf, onPay, onCancel }: PayFormProps) {
  const t = useT();
  const online = useOnline();
  const keyOf = useSameKey();
  const paper = usePaper();
  const { user } = useSession();
  const isOwn = door.developer === undefined;
  const form = useForm<Values>({
    initialValues: {
      taxFen: 0,
      way: "cash",
      dealId: ownDeals[0]?.id ?? "",
      offsetFen: null,
      paidOn: begin,
      receiptNumber: "",
      cardSeen: false,
    },
    validate: {
      taxFen: (fen) => (fen === null ? t("rewards.pay.taxMissing") : null),
      offsetFen: (fen, { way }) => (way === "offset" && !fen ? t("rewards.pay.offsetMissing") : null),
      paidOn: (day) => (day === null || day > today ? t("rewards.pay.dayMissing") : null),
      receiptNumber: (number) => (number.trim() ? null : t("rewards.pay.receiptMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["taxFen", "offset", "paidOn", "receiptNumber"]);
  const { taxFen, way, offsetFen, cardSeen } = form.values;
  const { cashFen, isTooMuch } = splitOf(claim, taxFen, way === "offset" ? offsetFen : 0);
  const name = claim.personName ?? t("rewards.erased");
  const number = form.values.receiptNumber.trim();
  const offsetDeal = way === "offset" ? ownDeals.find(({ id }) => id === form.values.dealId) : undefined;
  const drafted: Claim = {
    ...claim,
    taxFen,
    offsetFen: way === "offset" ? offsetFen : 0,
    cashFen,
    paidOn: form.values.paidOn,
    receiptNumber: number,
    paidByName: user.name,
  };
  const missing = isTooMuch ? "tooMuch" : isOwn && paper.file === null ? "paperFirst" : cardSeen ? null : "cardFirst";
  const reason = !online ? t("rewards.offline") : missing && t(`rewards.pay.${missing}`);

  const submit = form.onSubmit(async (values) => {
    if (reason !== null || values.taxFen === null || values.paidOn === null || !paper.isReady()) return;
    const offset = values.way === "offset" && values.offsetFen ? { offset: { dealId: values.dealId, amountFen: values.offsetFen } } : {};
    const payment = { taxFen: values.taxFen, ...offset, paidOn: values.paidOn, receiptNumber: values.receiptNumber.trim(), ...paper.named };
    await send(() => onPay(payment, keyOf(payment)));
  });
  return (
    <form onSubmit={submit} noValidate className={`${styles.form} ${styles.pay}`}>
      <FormErrorSummary
        form={form}
        labels={{
          taxFen: t("rewards.tax"),
          offsetFen: t("rewards.pay.offsetFen"),
          paidOn: t("rewards.pay.day"),
          receiptNumber: t("rewards.pay.receipt"),
        }}
        failure={failure}
      />
      <div className={styles.sum}>
        <div>
          <span>{t("rewards.gross")}</span>
          <Money fen={claim.grossFen} />
        </div>
      </div>
      <MoneyInput label={t("rewards.tax")} hint={t("rewards.pay.taxHint")} {...form.getInputProps("taxFen")} />
      {ownDeals.length > 0 && (
        <Segmented
          label={t("rewards.pay.way")}
          hint={t("rewards.pay.wayHint")}
          options={(["cash", "offset"] as const).map((value) => ({ value, label: t(`rewards.pay.way.${value}`) }))}
          value={way}
          onChange={(value) => {
            form.setFieldValue("way", value);
            if (value === "offset") form.setFieldValue("offsetFen", splitOf(claim, taxFen, 0).cashFen);
          }}
        />
      )}
      {way === "offset" && (
        <>
          <NativeSelect
            label={t("rewards.pay.deal")}
            data={ownDeals.map((deal) => ({ value: deal.id, label: homeOf(deal) }))}
            {...form.getInputProps("dealId")}
          />
          <MoneyInput label={t("rewards.pay.offsetFen")} required {...form.getInputProps("offsetFen")} />
        </>
      )}
      <DateInput label={t("rewards.pay.day")} max={today} required {...form.getInputProps("paidOn")} />
      <TextInput label={t("rewards.pay.receipt")} maxLength={40} autoComplete="off" required {...form.getInputProps("receiptNumber")} />
      {receiptOf !== undefined && (
        <>
          <ReasonedButton
            leftSection={<PrintIcon />}
            reason={isTooMuch ? t("rewards.pay.tooMuch") : number ? null : t("rewards.pay.numberFirst")}
            onClick={() => window.print()}
          >
            {t("rewards.pay.print")}
          </ReasonedButton>
          {/* Outside the page, of which nothing is printed. */}
          {createPortal(<Receipt claim={drafted} heading={receiptOf} offsetHome={offsetDeal && homeOf(offsetDeal)} />, document.body)}
        </>
      )}
      <DocumentField
        label={t(isOwn ? "rewards.pay.paper" : "rewards.pay.paperOptional")}
        hint={t("rewards.pay.paperHint", { name })}
        {...door}
        {...paper.field}
      />
      <div className={styles.net} aria-live="polite">
        <b>{t("rewards.pay.cash")}</b>
        <Money fen={cashFen} alone size="hero" />
      </div>
      <Checkbox
        label={t("rewards.pay.card", { name })}
        description={t("rewards.pay.cardHint")}
        {...form.getInputProps("cardSeen", { type: "checkbox" })}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy} reason={reason}>
        {way === "offset" && offsetFen
          ? t(cashFen === 0 ? "rewards.pay.actOffsetOnly" : "rewards.pay.actOffset", {
              amount: moneyAlone(cashFen),
              offset: moneyAlone(offsetFen),
            })
          : t("rewards.pay.act", { amount: moneyAlone(cashFen) })}
      </ReasonedButton>
      {onCancel && <Button onClick={onCancel}>{t("common.cancel")}</Button>}
    </form>
  );
}
