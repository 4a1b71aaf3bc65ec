import { Checkbox } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "../../i18n/useT";
import { DateInput } from "../../ui/DateInput";
import { MoneyInput } from "../../ui/inputs";
import { PayableInput } from "../../ui/PayableInput";
import { Segmented } from "../../ui/Segmented";
import styles from "./specials.module.css";
import { TableFields } from "./TableFields";
import type { TermsValues } from "./terms";

interface TermsFieldsProps<Values extends { terms: TermsValues }> {
  form: UseFormReturnType<Values>;
  /** Of one home there is a final price, of a whole engagement an own table. */
  isOfHome: boolean;
  /** It has signed: it counts already. */
  isSigned: boolean;
  /** The earliest last day. */
  least: string;
}

/** How the price is lowered, with or instead of the group's tier, whether the home counts, and until when. */
export function TermsFields<Values extends { terms: TermsValues }>({ form, isOfHome, isSigned, least }: TermsFieldsProps<Values>) {
  const t = useT();
  const { kind, way } = form.values.terms;
  const set = (change: Partial<TermsValues>) => form.setValues({ terms: { ...form.values.terms, ...change } } as Partial<Values>);
  const kinds = ["rate", "amount", isOfHome ? "final" : "tiers"] as const;

  return (
    <>
      <Segmented
        label={t("specials.field.kind")}
        options={kinds.map((value) => ({ value, label: t(`specials.kind.${value}`) }))}
        value={kind}
        onChange={(value) => set({ kind: value })}
      />
      {kind === "rate" && (
        <PayableInput
          label={t("specials.field.payableBps")}
          hint={t("specials.field.payableHint")}
          {...form.getInputProps("terms.payableBps")}
        />
      )}
      {kind === "amount" && <MoneyInput label={t("specials.field.amountFen")} {...form.getInputProps("terms.amountFen")} />}
      {kind === "final" && <MoneyInput label={t("specials.field.payableFen")} {...form.getInputProps("terms.payableFen")} />}
      {kind === "tiers" && <TableFields values={form.values.terms} set={set} errors={form.errors} today={least} />}
      <Segmented
        label={t("specials.field.way")}
        options={(["replaces", "stacks"] as const).map((value) => ({ value, label: t(`specials.${value}`) }))}
        value={way}
        onChange={(value) => set({ way: value })}
        hint={t(kind === "tiers" ? `specials.hint.${way}Table` : `specials.hint.${way}`)}
      />
      <div>
        <PayableInput label={t("specials.field.floorBps")} readBack={false} {...form.getInputProps("terms.floorBps")} />
        <p className={styles.hint}>{t("specials.field.floorHint")}</p>
      </div>
      {!isSigned && (
        <DateInput
          label={t("specials.field.validUntil")}
          hint={t(isOfHome ? "specials.field.untilHint" : "specials.field.untilHintAll")}
          min={least}
          {...form.getInputProps("terms.validUntil")}
        />
      )}
      {kind !== "tiers" && (
        <Checkbox
          label={t(isOfHome ? "specials.field.counts" : "specials.field.countsAll")}
          description={t(isSigned ? "specials.field.countsAlready" : "specials.field.countsHint")}
          disabled={isSigned}
          {...form.getInputProps("terms.counts", { type: "checkbox" })}
        />
      )}
    </>
  );
}
