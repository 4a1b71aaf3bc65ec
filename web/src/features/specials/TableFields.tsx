import { Button, Checkbox } from "@mantine/core";
import type { ReactNode } from "react";
import { useT } from "../../i18n/useT";
import { DateInput } from "../../ui/DateInput";
import { PlusIcon, TrashIcon } from "../../ui/icons";
import { CountInput, MoneyInput } from "../../ui/inputs";
import { PayableInput } from "../../ui/PayableInput";
import { Segmented } from "../../ui/Segmented";
import type { FieldProps } from "../../ui/TypedInput";
import { changed, newRowId, newTier, ofKind, withItem, without } from "../policies/edits";
import type { EffectKind } from "../policies/form";
import styles from "./specials.module.css";
import type { TermsValues } from "./terms";

const KINDS = ["rate", "amount", "perSqm"] as const;

interface TableFieldsProps {
  values: TermsValues;
  set: (change: Partial<TermsValues>) => void;
  /** What the API found wrong, by path. */
  errors: Record<string, ReactNode>;
  today: string;
}

/** An own table: its tiers, and the commitment that they hang on. */
export function TableFields({ values, set, errors, today }: TableFieldsProps) {
  const t = useT();
  const { table, isCommitted, units, by, fallback, validUntil } = values;
  const setTiers = (tiers: typeof table.tiers) => set({ table: { ...table, tiers } });
  const path = "terms.effect.commitment";

  return (
    <>
      <Segmented
        label={t("specials.field.tierKind")}
        options={KINDS.map((value) => ({ value, label: t(`specials.kind.${value}`) }))}
        value={table.kind}
        onChange={(kind) => set({ table: ofKind(table, kind) })}
      />
      <div>
        <ul className={styles.tiers} aria-label={t("specials.field.tiers")}>
          {table.tiers.map((tier, at) => (
            <li key={tier.id} className={styles.tier}>
              <CountInput
                label={t("specials.tier.units", { n: at + 1 })}
                labelHidden
                unit={t("specials.tier.from")}
                value={tier.fromUnits}
                onChange={(fromUnits) => setTiers(changed(table.tiers, tier.id, { fromUnits }))}
                error={errors[`terms.effect.tiers.${at}.fromUnits`] ?? errors[`terms.effect.tiers.${at}`]}
                data-path={`terms.effect.tiers.${at}.fromUnits`}
              />
              <OffInput
                kind={table.kind}
                label={t("specials.tier.effect", { n: at + 1 })}
                labelHidden
                value={tier.value}
                onChange={(value) => setTiers(changed(table.tiers, tier.id, { value }))}
              />
              <button
                type="button"
                className={styles.remove}
                aria-label={t("specials.tier.remove", { n: at + 1 })}
                disabled={table.tiers.length === 1}
                onClick={() => setTiers(without(table.tiers, tier.id))}
              >
                <TrashIcon size={16} />
              </button>
            </li>
          ))}
        </ul>
        <Button
          size="xs"
          leftSection={<PlusIcon size={14} />}
          disabled={table.tiers.length === 20}
          onClick={() => setTiers(withItem(table.tiers, newTier(newRowId("tier"))))}
        >
          {t("specials.tier.add")}
        </Button>
        <p className={styles.hint}>{t("specials.field.tiersHint")}</p>
      </div>
      <Checkbox
        label={t("specials.field.committed")}
        description={t("specials.field.committedHint")}
        checked={isCommitted}
        onChange={(event) => set({ isCommitted: event.currentTarget.checked })}
      />
      {isCommitted && (
        <div className={styles.commitment}>
          <CountInput
            label={t("specials.field.units")}
            unit={t("specials.tier.unit")}
            value={units}
            onChange={(count) => set({ units: count })}
            error={errors[`${path}.units`]}
            data-path={`${path}.units`}
          />
          <DateInput
            label={t("specials.field.by")}
            hint={t("specials.field.byHint")}
            min={today}
            max={validUntil ?? undefined}
            value={by}
            onChange={(day) => set({ by: day })}
            error={errors[`${path}.by`]}
            data-path={`${path}.by`}
          />
          <Segmented
            label={t("specials.field.fallback")}
            options={(["none", ...KINDS] as const).map((value) => ({ value, label: t(`specials.fallback.${value}`) }))}
            value={fallback?.kind ?? "none"}
            onChange={(kind) => set({ fallback: kind === "none" ? null : { kind, value: null } })}
            hint={t(fallback ? "specials.hint.fallback" : "specials.hint.fallbackNone")}
          />
          {fallback && (
            <OffInput
              kind={fallback.kind}
              label={t("specials.field.fallbackValue")}
              value={fallback.value}
              onChange={(value) => set({ fallback: { ...fallback, value } })}
            />
          )}
        </div>
      )}
    </>
  );
}

/** What is taken off: a payable rate, fen per home, or fen per square metre. */
function OffInput({ kind, ...field }: FieldProps<number | null> & { kind: EffectKind }) {
  const t = useT();
  if (kind === "rate") return <PayableInput {...field} />;
  return <MoneyInput {...field} unit={t(kind === "perSqm" ? "specials.unit.perSqm" : "common.yuan")} />;
}
