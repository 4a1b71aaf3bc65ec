import { Checkbox } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useT } from "../../../i18n/useT";
import { exclusionGroups, newExclusionGroup } from "../edits";
import type { EffectKind, StepForm } from "../form";
import { useDesk, useWords } from "./desk";
import { ChoiceField, CodesField, DayField, DaysField, NameField, Reading, SelectField } from "./fields";
import { HomeFields } from "./HomeFields";
import styles from "./rows.module.css";
import { groupLetter, signedWords } from "./StepRow";

interface StepDetailsProps {
  step: StepForm;
  regular: StepForm[];
  set: (part: Partial<StepForm>) => void;
  focusName: boolean;
}

const CONDITION_LISTS = ["paymentMethods", "products", "credentials"] as const;

/** Everything about one step: its names, when it applies, how it counts. */
export function StepDetails({ step, regular, set, focusName }: StepDetailsProps) {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusName) box.current?.querySelector("input")?.focus();
  }, [focusName]);

  return (
    <div ref={box} className={styles.two}>
      <Names step={step} set={set} />
      <Conditions step={step} set={set} />
      <ChoiceField
        label={t("policies.effect.kind")}
        options={useKinds()}
        value={step.effect.kind}
        onChange={(kind) => kind !== step.effect.kind && set({ effect: { kind, value: null } })}
      />
      {step.effect.kind === "rate" && (
        <ChoiceField
          label={t("policies.applyTo.label")}
          options={[
            { value: "running", label: t("policies.applyTo.running") },
            { value: "list", label: t("policies.applyTo.list") },
          ]}
          value={step.applyTo}
          onChange={(applyTo) => set({ applyTo })}
        />
      )}
      <Exclusion step={step} regular={regular} set={set} />
    </div>
  );
}

/** The three kinds of discount, as choices. */
export function useKinds(): { value: EffectKind; label: string }[] {
  const t = useT();
  return [
    { value: "rate", label: t("policies.effect.rate") },
    { value: "amount", label: t("policies.effect.amount") },
    { value: "perSqm", label: t("policies.effect.perSqm") },
  ];
}

function Names({ step, set }: Pick<StepDetailsProps, "step" | "set">) {
  const t = useT();
  const { editable } = useDesk();
  const row = `regular/${step.id}`;
  const other = (language: "zh-Hans" | "en") => (
    <NameField
      label={t(language === "en" ? "policies.name.en" : "policies.name.zhHans")}
      place={`${row}/names/${language}`}
      value={step.names[language] ?? ""}
      onChange={(name) => set({ names: { ...step.names, [language]: name } })}
    />
  );
  const hasOthers = Boolean(step.names["zh-Hans"] || step.names.en);
  return (
    <div className={styles.whole}>
      <NameField
        label={t("policies.name.label")}
        place={`${row}/names`}
        value={step.names["zh-Hant"]}
        onChange={(name) => set({ names: { ...step.names, "zh-Hant": name } })}
        required={editable}
      />
      <details className={styles.more}>
        <summary>{t(hasOthers ? "policies.name.others" : "policies.name.addOthers")}</summary>
        <div className={styles.two}>
          {other("zh-Hans")}
          {other("en")}
        </div>
      </details>
    </div>
  );
}

function Conditions({ step, set }: Pick<StepDetailsProps, "step" | "set">) {
  const t = useT();
  const { catalogue } = useDesk();
  const { word } = useWords();
  const { when } = step;
  const row = `regular/${step.id}`;
  const setWhen = (part: Partial<StepForm["when"]>) => {
    const next = Object.entries({ ...when, ...part }).filter(([, value]) => value !== undefined);
    set({ when: Object.fromEntries(next) });
  };

  return (
    <>
      <p className={styles.lead}>{t("policies.when.lead")}</p>
      {CONDITION_LISTS.filter((list) => catalogue[list].length > 0 || when[list]).map((list) => (
        <div key={list} className={styles.whole}>
          <CodesField
            label={t(`policies.when.${list}`)}
            place={`${row}/when/${list}`}
            none={t("policies.when.always")}
            noneSaid
            options={catalogue[list].map(({ code }) => ({ code, label: word(list, code) }))}
            value={when[list] ?? []}
            onChange={(codes) => setWhen({ [list]: codes.length ? codes : undefined })}
          />
        </div>
      ))}
      <div className={`${styles.whole} ${styles.stack}`}>
        <HomeFields row={row} when={when} setWhen={setWhen} />
        <Membership membership={when.membership} onChange={(membership) => setWhen({ membership })} />
      </div>
      <DayField
        label={t("policies.when.fromDay")}
        hint={t("policies.when.dayHint")}
        place={`${row}/when/from`}
        value={when.from ?? null}
        onChange={(day) => setWhen({ from: day ?? undefined })}
      />
      <DayField
        label={t("policies.when.untilDay")}
        hint={t("policies.when.dayHint")}
        place={`${row}/when/until`}
        value={when.until ?? null}
        onChange={(day) => setWhen({ until: day ?? undefined })}
      />
      <SignedWithin row={row} days={when.signedWithinDays} onChange={(signedWithinDays) => setWhen({ signedWithinDays })} />
    </>
  );
}

/** Only for whom a proof of belonging to the account was accepted. */
function Membership({ membership, onChange }: { membership: true | undefined; onChange: (membership: true | undefined) => void }) {
  const t = useT();
  const { editable } = useDesk();
  if (!editable) return membership && <Reading label={t("policies.when.buyer")}>{t("policies.when.membership")}</Reading>;
  return (
    <Checkbox
      label={t("policies.when.membership")}
      description={t("policies.when.membershipHint")}
      checked={membership ?? false}
      onChange={(event) => onChange(event.currentTarget.checked ? true : undefined)}
    />
  );
}

interface SignedWithinProps {
  row: string;
  days: number | null | undefined;
  onChange: (days: number | null | undefined) => void;
}

/** Only for a contract signed so soon after subscription. */
function SignedWithin({ row, days, onChange }: SignedWithinProps) {
  const t = useT();
  const { editable } = useDesk();
  const place = `${row}/when/signedWithinDays`;
  if (!editable) {
    return days !== undefined && <Reading label={t("policies.when.signing")}>{signedWords(t, days)}</Reading>;
  }
  return (
    <div className={styles.stack}>
      <Checkbox
        label={t("policies.when.signingLimited")}
        checked={days !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? null : undefined)}
        data-path={days === undefined ? place : undefined}
      />
      {days !== undefined && (
        <DaysField
          label={t("policies.when.signedWithinDays")}
          hint={t("policies.when.signedWithinHint")}
          place={place}
          value={days}
          onChange={onChange}
        />
      )}
    </div>
  );
}

function Exclusion({ step, regular, set }: Omit<StepDetailsProps, "focusName">) {
  const t = useT();
  const groups = exclusionGroups({ regular });
  const letters = t("policies.group.letters");
  const fresh = newExclusionGroup(groups);
  const options = [
    { value: "", label: t("policies.group.none") },
    ...groups.map((group, at) => ({ value: group, label: t("policies.group.in", { group: groupLetter(at, letters) }) })),
    { value: fresh, label: t("policies.group.new", { group: groupLetter(groups.length, letters) }) },
  ];
  return (
    <SelectField
      label={t("policies.group.label")}
      hint={t("policies.group.hint")}
      place={`regular/${step.id}/exclusionGroup`}
      options={options}
      value={step.exclusionGroup ?? ""}
      onChange={(group) => set({ exclusionGroup: group || null })}
    />
  );
}
