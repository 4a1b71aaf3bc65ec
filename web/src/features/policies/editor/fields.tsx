import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useT } from "../../../i18n/useT";
import { count, NOTHING } from "../../../lib/format";
import { payablePercent } from "../../../lib/rate";
import { DateInput } from "../../../ui/DateInput";
import { CountInput, MoneyInput } from "../../../ui/inputs";
import { Money } from "../../../ui/Money";
import { PayableInput } from "../../../ui/PayableInput";
import { Segmented } from "../../../ui/Segmented";
import { TypedInput } from "../../../ui/TypedInput";
import { Zhe } from "../../../ui/Zhe";
import { parseDays } from "../days";
import { toggled } from "../edits";
import type { EffectKind } from "../form";
import { useDesk, useIsWrong } from "./desk";
import styles from "./fields.module.css";

/**
 * The fields of the editor: an input while the version is written, its value where it is only read. `place` is where
 * places.ts says that it stands.
 */

interface FieldOf<Value> {
  label: string;
  labelHidden?: boolean;
  place: string;
  value: Value;
  onChange: (value: Value) => void;
}

/** A value that is only read, where its input would stand. */
export function Reading({ label, labelHidden = false, children }: { label: string; labelHidden?: boolean; children: ReactNode }) {
  return (
    <div className={`${styles.reading} ${labelHidden ? styles.inRow : ""}`}>
      <span className={labelHidden ? "unseen" : styles.label}>{label}</span>
      <span>{children}</span>
    </div>
  );
}

/** What a step or tier does: 98 % ＝ 9.8折, or an amount off, per home or per ㎡. */
export function EffectField({ kind, label, place, value, onChange }: FieldOf<number | null> & { kind: EffectKind }) {
  const t = useT();
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) return <EffectReading kind={kind} label={label} value={value} />;

  const input = { label, labelHidden: true, value, onChange, error: wrong, "data-path": place };
  if (kind === "rate") return <PayableInput {...input} />;
  return (
    <div className={styles.amount}>
      <MoneyInput {...input} unit={t(kind === "perSqm" ? "policies.unit.perSqm" : "policies.unit.yuan")} />
      <span className="dim nowrap">{t(kind === "perSqm" ? "policies.effect.offPerSqm" : "policies.effect.off")}</span>
    </div>
  );
}

function EffectReading({ kind, label, value }: { kind: EffectKind; label: string; value: number | null }) {
  const t = useT();
  return (
    <Reading label={label} labelHidden>
      {value === null ? (
        NOTHING
      ) : kind === "rate" ? (
        <>
          {payablePercent(value)} ＝ <Zhe bps={value} />
        </>
      ) : (
        <>
          {t(kind === "perSqm" ? "policies.effect.offPerSqm" : "policies.effect.off")} <Money fen={value} alone />
        </>
      )}
    </Reading>
  );
}

/** From how many units: 9 套起. */
export function UnitsField({ label, place, value, onChange }: FieldOf<number | null>) {
  const t = useT();
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) {
    return (
      <Reading label={label} labelHidden>
        {value === null ? NOTHING : t("policies.fromUnits", { n: value })}
      </Reading>
    );
  }
  return (
    <CountInput
      label={label}
      labelHidden
      unit={t("policies.unit.from")}
      value={value}
      onChange={onChange}
      error={wrong}
      data-path={place}
    />
  );
}

/** A whole number of days, 0 to 365. */
export function DaysField({ label, hint, place, value, onChange }: FieldOf<number | null> & { hint?: string }) {
  const t = useT();
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) return <Reading label={label}>{value === null ? NOTHING : t("policies.days", { n: value })}</Reading>;
  return (
    <TypedInput
      label={label}
      hint={hint}
      value={value}
      onChange={onChange}
      parse={parseDays}
      format={count}
      unit={t("policies.unit.days")}
      unreadable={t("policies.notDays")}
      inputMode="numeric"
      error={wrong}
      data-path={place}
    />
  );
}

/** Cash per rewarded unit. */
export function RewardField({ label, place, value, onChange }: FieldOf<number | null>) {
  const t = useT();
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) {
    return (
      <Reading label={label} labelHidden>
        <Money fen={value} /> {t("policies.unit.yuanPerUnit")}
      </Reading>
    );
  }
  return (
    <MoneyInput
      label={label}
      labelHidden
      unit={t("policies.unit.yuanPerUnit")}
      value={value}
      onChange={onChange}
      error={wrong}
      data-path={place}
    />
  );
}

export function DayField({ label, hint, place, value, onChange }: FieldOf<string | null> & { hint?: ReactNode }) {
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) return <Reading label={label}>{value ?? NOTHING}</Reading>;
  return <DateInput label={label} hint={hint} value={value} onChange={onChange} error={wrong} data-path={place} />;
}

export function NameField({ label, place, value, onChange, required }: FieldOf<string> & { required?: boolean }) {
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) return <Reading label={label}>{value || NOTHING}</Reading>;
  return (
    <TextInput
      label={label}
      required={required}
      value={value}
      maxLength={80}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
      error={wrong}
      data-path={place}
    />
  );
}

interface ChoiceProps<Value extends string> extends FieldOf<Value> {
  options: readonly { value: Value; label: string }[];
  hint?: string;
}

/** One of a few choices, all in sight. */
export function ChoiceField<Value extends string>({ label, hint, value, onChange, options }: Omit<ChoiceProps<Value>, "place">) {
  const { editable } = useDesk();
  if (!editable) return <Reading label={label}>{options.find((option) => option.value === value)?.label}</Reading>;
  return <Segmented label={label} hint={hint} options={options} value={value} onChange={onChange} />;
}

/** One of several choices, folded. */
export function SelectField<Value extends string>({ label, hint, place, value, onChange, options }: ChoiceProps<Value>) {
  const { editable } = useDesk();
  const wrong = useIsWrong(place);
  if (!editable) return <Reading label={label}>{options.find((option) => option.value === value)?.label}</Reading>;
  return (
    <NativeSelect
      label={label}
      description={hint}
      data={options.map((option) => ({ ...option }))}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
      error={wrong}
      data-path={place}
    />
  );
}

interface CodesProps extends FieldOf<string[]> {
  /** The words to choose from, in their order. */
  options: { code: string; label: string; taken?: boolean }[];
  hint?: string;
  /** What none chosen means; said under the boxes while none is. */
  none: string;
  /** Said above a group of such fields already. */
  noneSaid?: boolean;
}

/** Some of the campaign's words. */
export function CodesField({ label, hint, none, noneSaid = false, place, value, onChange, options }: CodesProps) {
  const t = useT();
  const { editable } = useDesk();
  const id = useId();
  const note = value.length ? hint : noneSaid ? undefined : none;
  const known = options.map(({ code }) => code);
  const shown = [...options, ...value.filter((code) => !known.includes(code)).map((code) => ({ code, label: code, taken: false }))];
  if (!editable) {
    const chosen = shown.filter(({ code }) => value.includes(code)).map((option) => option.label);
    return <Reading label={label}>{chosen.length ? chosen.join(t("policies.comma")) : none}</Reading>;
  }
  return (
    <fieldset className={styles.codes} aria-describedby={note && `${id}-hint`}>
      <legend className={styles.label}>{label}</legend>
      <div className={styles.boxes} data-path={place} tabIndex={-1}>
        {shown.map(({ code, label: word, taken = false }) => (
          <Checkbox
            key={code}
            label={taken ? t("policies.taken", { word }) : word}
            checked={value.includes(code)}
            disabled={taken}
            onChange={(event) => onChange(toggled(value, code, event.currentTarget.checked, known))}
          />
        ))}
      </div>
      {note && (
        <p className={styles.hint} id={`${id}-hint`}>
          {note}
        </p>
      )}
    </fieldset>
  );
}
