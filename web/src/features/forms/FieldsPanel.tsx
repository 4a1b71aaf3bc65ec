import { Button, Checkbox, TextInput } from "@mantine/core";
import { useRef } from "react";
import type { FieldKind, FormField } from "../../api/forms";
import type { Language } from "../../api/session";
import { useT } from "../../i18n/useT";
import { DownIcon, PlusIcon, TrashIcon, UpIcon } from "../../ui/icons";
import { Panel } from "../../ui/Panel";
import type { BuilderPart } from "./builder";
import { changedField, moved, retold, type Words, withField } from "./draft";
import { Findings } from "./Findings";
import styles from "./forms.module.css";
import { CHOICE_KINDS, FIELD_KINDS, FIXED_KINDS } from "./words";

/** 題目: what the form asks, in which order, and what can be chosen. */
export function FieldsPanel(part: BuilderPart) {
  const { draft, change, language, errors } = part;
  const t = useT();
  const list = useRef<HTMLOListElement>(null);
  const { fields } = draft;
  const set = (next: FormField[]) => change({ fields: next });
  const free = FIELD_KINDS.filter((kind) => !fields.some((field) => field.kind === kind));

  const move = (kind: FieldKind, by: -1 | 1) => {
    set(moved(fields, kind, by));
    // The row has gone elsewhere, and with it the button: the focus goes along, to the other one at an end.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-kind="${kind}"]`);
      const [up, down] = [...(row?.querySelectorAll<HTMLButtonElement>("[data-move]") ?? [])];
      const wanted = by < 0 ? up : down;
      (wanted?.disabled ? (by < 0 ? down : up) : wanted)?.focus();
    });
  };

  return (
    <Panel number={1} title={t("forms.fields")} note={t("forms.fieldsNote")}>
      {errors.fields && <p className={styles.wrong}>{errors.fields}</p>}
      <ol className={styles.fields} ref={list}>
        {fields.map((field, at) => (
          <li key={field.kind} data-kind={field.kind}>
            <FieldRow part={part} field={field} at={at} onMove={(by) => move(field.kind, by)} onField={set} />
          </li>
        ))}
      </ol>
      {free.length > 0 && (
        <div className={styles.adding}>
          <span>{t("forms.addField")}</span>
          {free.map((kind) => (
            <Button key={kind} size="xs" leftSection={<PlusIcon size={12} />} onClick={() => set(withField(fields, kind))}>
              {t(`forms.field.${kind}`)}
            </Button>
          ))}
        </div>
      )}
      <p className={styles.hint}>{t(language === "zh-Hant" ? "forms.fieldsHint" : "forms.otherLanguageHint")}</p>
    </Panel>
  );
}

interface FieldRowProps {
  part: BuilderPart;
  field: FormField;
  at: number;
  onMove: (by: -1 | 1) => void;
  onField: (fields: FormField[]) => void;
}

function FieldRow({ part, field, at, onMove, onField }: FieldRowProps) {
  const t = useT();
  const { draft, language, convert, errors, wantConverter } = part;
  const { kind } = field;
  const name = t(`forms.field.${kind}`);
  const isFixed = FIXED_KINDS.includes(kind);
  const set = (change: Partial<FormField>) => onField(changedField(draft.fields, kind, change));
  const tell = (words: Words | undefined, text: string) => {
    if (language === "zh-Hant") wantConverter();
    return retold(words, language, text, convert);
  };

  return (
    <>
      <div className={styles.field}>
        <div className={styles.moves}>
          <button
            type="button"
            data-move
            disabled={at === 0}
            aria-label={t("forms.moveUp", { name })}
            title={t("forms.moveUp", { name })}
            onClick={() => onMove(-1)}
          >
            <UpIcon size={14} />
          </button>
          <button
            type="button"
            data-move
            disabled={at === draft.fields.length - 1}
            aria-label={t("forms.moveDown", { name })}
            title={t("forms.moveDown", { name })}
            onClick={() => onMove(1)}
          >
            <DownIcon size={14} />
          </button>
        </div>
        <b>{name}</b>
        <TextInput
          aria-label={t("forms.labelOf", { name })}
          placeholder={placeholderOf(field.label, language) ?? t("forms.ownWords")}
          value={field.label?.[language] ?? ""}
          lang={language}
          maxLength={40}
          error={errors[`fields.${at}.label.${language}`]}
          onChange={({ currentTarget }) => set({ label: tell(field.label, currentTarget.value) })}
        />
        <Checkbox
          label={t("forms.required")}
          aria-label={t("forms.requiredOf", { name })}
          checked={field.required}
          disabled={isFixed}
          onChange={({ currentTarget }) => set({ required: currentTarget.checked })}
        />
        {isFixed ? (
          <span className={styles.fixed}>{t("forms.fixed")}</span>
        ) : (
          <button
            type="button"
            className={styles.remove}
            aria-label={t("forms.removeField", { name })}
            title={t("forms.removeField", { name })}
            onClick={() => onField(draft.fields.filter((other) => other.kind !== kind))}
          >
            <TrashIcon size={14} />
          </button>
        )}
      </div>
      {CHOICE_KINDS.includes(kind) && (
        <Options
          name={name}
          options={field.options ?? []}
          language={language}
          tell={tell}
          errorOf={(option) => errors[`fields.${at}.options.${option}.${language}`] ?? errors[`fields.${at}.options.${option}`]}
          onOptions={(options) => set({ options: options.length ? options : undefined })}
        />
      )}
      <Findings part={part} at={(pointer) => pointer.startsWith(`/fields/${at}`) && (pointer[`/fields/${at}`.length] ?? "/") === "/"} />
    </>
  );
}

interface OptionsProps {
  name: string;
  options: Words[];
  language: Language;
  tell: (words: Words | undefined, text: string) => Words | undefined;
  errorOf: (option: number) => string | undefined;
  onOptions: (options: Words[]) => void;
}

function Options({ name, options, language, tell, errorOf, onOptions }: OptionsProps) {
  const t = useT();
  return (
    <fieldset className={styles.options}>
      <legend>{t("forms.options")}</legend>
      {options.map((option, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is its place; what stands there is being typed
        <span key={at}>
          <TextInput
            aria-label={t("forms.optionOf", { name, n: at + 1 })}
            value={option[language] ?? ""}
            placeholder={placeholderOf(option, language)}
            lang={language}
            maxLength={40}
            error={errorOf(at)}
            onChange={({ currentTarget }) => onOptions(options.with(at, tell(option, currentTarget.value) ?? { "zh-Hant": "" }))}
          />
          <button
            type="button"
            className={styles.remove}
            aria-label={t("forms.removeOption", { name, n: at + 1 })}
            onClick={() => onOptions(options.toSpliced(at, 1))}
          >
            <TrashIcon size={14} />
          </button>
        </span>
      ))}
      {options.length < 12 && (
        <Button size="xs" leftSection={<PlusIcon size={12} />} onClick={() => onOptions([...options, { "zh-Hant": "" }])}>
          {t("forms.addOption")}
        </Button>
      )}
    </fieldset>
  );
}

/** In another language, what stands there in the first. */
const placeholderOf = (words: Words | undefined, language: Language) =>
  language === "zh-Hant" ? undefined : words?.["zh-Hant"] || undefined;
