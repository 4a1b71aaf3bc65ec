import { useT } from "../i18n/useT";
import { areaNumber, count, money } from "../lib/format";
import { parseArea, parseCount, parseMoney } from "../lib/parse";
import { type FieldProps, TypedInput } from "./TypedInput";

/** Yuan are typed (1,000 · 44.2萬), fen are kept. */
export function MoneyInput({ unit, ...props }: FieldProps<number | null> & { unit?: string }) {
  const t = useT();
  return <TypedInput {...props} parse={parseMoney} format={money} unit={unit ?? t("common.yuan")} unreadable={t("common.notMoney")} />;
}

/** Square metres are typed, hundredths are kept. */
export function AreaInput(props: FieldProps<number | null>) {
  const t = useT();
  return <TypedInput {...props} parse={parseArea} format={areaNumber} unit="㎡" unreadable={t("common.notArea")} />;
}

/** A number of things, at least one. */
export function CountInput({ unit, ...props }: FieldProps<number | null> & { unit?: string }) {
  const t = useT();
  return <TypedInput {...props} parse={parseCount} format={count} unit={unit} unreadable={t("common.notCount")} inputMode="numeric" />;
}
