import { useId, useState } from "react";
import type { Translate } from "../../../i18n/messages";
import { useLanguage, useT } from "../../../i18n/useT";
import { listed, NOTHING } from "../../../lib/format";
import { nameIn } from "../../../lib/names";
import { ChevronDownIcon, DownIcon, DragIcon, TrashIcon, UpIcon } from "../../../ui/icons";
import { changed, exclusionGroups } from "../edits";
import type { StepForm } from "../form";
import { homeText } from "../homes";
import { useDesk, useIsWrongWithin, useWords } from "./desk";
import { EffectField } from "./fields";
import { NotesAt } from "./NotesAt";
import { RowMenu } from "./RowMenu";
import styles from "./rows.module.css";
import { StepDetails } from "./StepDetails";
import type { useReorder } from "./useReorder";

interface StepRowProps {
  step: StepForm;
  at: number;
  regular: StepForm[];
  /** Just added: its details are open, since nothing of it is filled in. */
  opened: boolean;
  handle: ReturnType<ReturnType<typeof useReorder>["handle"]>;
  held: boolean;
  onMove: (to: number) => void;
  onCopy: () => void;
  onRemove: () => void;
}

/** One step: its name, when it applies, what it takes off; the rest is one level down, in place. */
export function StepRow({ step, at, regular, opened, handle, held, onMove, onCopy, onRemove }: StepRowProps) {
  const t = useT();
  const language = useLanguage();
  const { change, editable } = useDesk();
  const [open, setOpen] = useState(opened);
  const id = useId();
  const wrong = useIsWrongWithin(`regular/${step.id}/when`);
  const name = nameIn(step.names, language) || t("policies.unnamed");
  const set = (part: Partial<StepForm>) => change((form) => ({ ...form, regular: changed(form.regular, step.id, part) }));
  const row = `regular/${step.id}`;

  return (
    <li
      className={`${styles.step} ${held ? styles.held : ""} ${isAlternative(step, regular[at - 1]) ? styles.alternative : ""}`}
      data-row={step.id}
    >
      {editable ? (
        <button type="button" className={styles.handle} {...handle} aria-label={t("policies.step.handle", { name })}>
          <DragIcon />
        </button>
      ) : (
        <span className={styles.position}>{at + 1}</span>
      )}
      <span className={styles.name}>
        {name}
        <StepTags step={step} regular={regular} />
      </span>
      <button
        type="button"
        className={`${styles.unfold} ${editable ? "" : styles.quiet} ${wrong ? styles.wrong : ""}`}
        aria-expanded={open}
        aria-controls={id}
        data-path={`${row}/when`}
        data-holds={row}
        onClick={() => setOpen(!open)}
      >
        <span>
          <span className="unseen">{t("policies.step.whenOf", { name })}</span>
          <When step={step} />
        </span>
        <ChevronDownIcon size={14} />
      </button>
      <EffectField
        kind={step.effect.kind}
        label={t("policies.step.effectOf", { name })}
        place={`${row}/effect`}
        value={step.effect.value}
        onChange={(value) => set({ effect: { ...step.effect, value } })}
      />
      <RowMenu
        label={t("policies.step.menuOf", { name })}
        acts={[
          { label: t("policies.step.up"), icon: <UpIcon />, act: () => onMove(at - 1), disabled: at === 0 },
          { label: t("policies.step.down"), icon: <DownIcon />, act: () => onMove(at + 1), disabled: at === regular.length - 1 },
          { label: t("policies.step.copy"), act: onCopy },
          { label: t("policies.step.remove"), icon: <TrashIcon />, act: onRemove, danger: true },
        ]}
      />
      {open && (
        <div id={id} className={styles.details}>
          <StepDetails step={step} regular={regular} set={set} focusName={opened && !step.names["zh-Hant"]} />
        </div>
      )}
      <NotesAt place={row} />
    </li>
  );
}

function isAlternative(step: StepForm, previous: StepForm | undefined): boolean {
  return step.exclusionGroup !== null && step.exclusionGroup === previous?.exclusionGroup;
}

/** What is unusual about a step, in a word each. */
function StepTags({ step, regular }: { step: StepForm; regular: StepForm[] }) {
  const t = useT();
  const group = step.exclusionGroup === null ? -1 : exclusionGroups({ regular }).indexOf(step.exclusionGroup);
  const tags = [
    group >= 0 && t("policies.group.best", { group: groupLetter(group, t("policies.group.letters")) }),
    step.applyTo === "list" && step.effect.kind === "rate" && t("policies.applyTo.listTag"),
  ].filter((tag) => tag !== false);
  if (tags.length === 0) return null;
  return <small className={styles.tags}>{tags.join("·")}</small>;
}

/** 甲, 乙, … and after the last letter its number. */
export function groupLetter(at: number, letters: string): string {
  return [...letters][at] ?? String(at + 1);
}

/** 付款方式＝一次性付款·2008-06-01 起; 不限 when nothing is asked. */
function When({ step: { when } }: { step: StepForm }) {
  const t = useT();
  const { words } = useWords();
  const language = useLanguage();
  const is = (what: "paymentMethods" | "products" | "credentials" | "buildings" | "units", words: string) =>
    t("policies.when.is", { what: t(`policies.when.${what}`), words });
  const named = (list: "paymentMethods" | "products" | "credentials") => when[list] && is(list, words(list, when[list]));
  const { buildings, units, membership, signedWithinDays } = when;
  const days =
    when.from !== undefined && when.until !== undefined
      ? t("policies.when.between", { from: when.from, until: when.until })
      : when.from !== undefined
        ? t("policies.when.from", { from: when.from })
        : when.until !== undefined && t("policies.when.until", { until: when.until });
  const parts = [
    named("paymentMethods"),
    named("products"),
    buildings !== undefined && is("buildings", buildings ? listed(buildings, language) : NOTHING),
    units !== undefined && is("units", unitsWords(t, units)),
    named("credentials"),
    membership && t("policies.when.membership"),
    days,
    signedWithinDays !== undefined && signedWords(t, signedWithinDays),
  ].filter((part) => typeof part === "string");
  return <>{parts.length ? parts.join("·") : t("policies.when.always")}</>;
}

/** 認購後 7 天內簽約. @param days null: not filled in yet */
export function signedWords(t: Translate, days: number | null): string {
  return days === 0 ? t("policies.when.signedSameDay") : t("policies.when.signedWithin", { n: days === null ? NOTHING : String(days) });
}

function unitsWords(t: Translate, units: NonNullable<StepForm["when"]["units"]>): string {
  const [first] = units;
  return typeof first === "object" ? t("policies.when.unitsOf", { first: homeText(first), n: units.length }) : NOTHING;
}
