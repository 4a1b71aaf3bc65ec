import { useId, useState } from "react";
import { useT } from "../../../i18n/useT";
import { ChevronDownIcon, PlusIcon, TrashIcon } from "../../../ui/icons";
import { toast } from "../../../ui/toast";
import { changed, codesLeft, newRowId, newTier, ofKind, withItem, without, withTierBack } from "../edits";
import { TABLE_LISTS, type TableForm, type TableList, type TierForm } from "../form";
import { useDesk, useWords } from "./desk";
import { ChoiceField, CodesField, EffectField, UnitsField } from "./fields";
import { focusSoon } from "./GroupSection";
import { NotesAt } from "./NotesAt";
import { RowMenu } from "./RowMenu";
import styles from "./rows.module.css";
import { useKinds } from "./StepDetails";

interface TierTableProps {
  list: TableList;
  table: TableForm;
  /** All tables of the list: a code stands in one of them only. */
  tables: TableForm[];
  /** Just added: whom it is for is open. */
  opened: boolean;
}

/** The tiers of some categories, or of some credentials. */
export function TierTable({ list, table, tables, opened }: TierTableProps) {
  const t = useT();
  const { change } = useDesk();
  const { who } = useWords();
  const [open, setOpen] = useState(opened);
  const id = useId();
  const place = `${list}/${table.id}`;
  const whom = who(TABLE_LISTS[list], table.codes);

  const set = (part: Partial<TableForm>) => change((form) => ({ ...form, [list]: changed(form[list], table.id, part) }));
  const setTier = (tier: TierForm, part: Partial<TierForm>) => set({ tiers: changed(table.tiers, tier.id, part) });
  const addTier = () => {
    const tier = newTier(newRowId("tier"));
    set({ tiers: withItem(table.tiers, tier) });
    focusSoon(`${place}/tiers/${tier.id}/fromUnits`);
  };
  const removeTable = () => {
    const at = tables.indexOf(table);
    change((form) => ({ ...form, [list]: without(form[list], table.id) }));
    toast(t("policies.table.removed", { who: whom }), () =>
      change((form) => ({ ...form, [list]: withItem(without(form[list], table.id), table, at) })),
    );
  };
  const removeTier = (tier: TierForm) => {
    if (table.tiers.length === 1) return removeTable();
    set({ tiers: without(table.tiers, tier.id) });
    const words = tier.fromUnits === null ? t("policies.tier.removedBlank") : t("policies.tier.removed", { who: whom, n: tier.fromUnits });
    toast(words, () => change((form) => ({ ...form, [list]: withTierBack(form[list], table, tier) })));
  };

  return (
    <ul className={styles.list} aria-label={t("policies.table.label", { who: whom })}>
      {table.tiers.map((tier, at) => (
        <li key={tier.id} className={`${styles.tier} ${at > 0 ? styles.further : ""}`}>
          {at === 0 ? (
            <button
              type="button"
              className={styles.whom}
              aria-expanded={open}
              aria-controls={id}
              data-holds={place}
              onClick={() => setOpen(!open)}
            >
              <span>
                {whom}
                {list === "credentialRules" && <small className="dim"> {t("policies.table.withDocument")}</small>}
              </span>
              <ChevronDownIcon size={14} />
            </button>
          ) : (
            <span className={`dim on-desktop ${styles.same}`}>{t("policies.table.same")}</span>
          )}
          <TierFields
            kind={table.kind}
            tier={tier}
            place={`${place}/tiers/${tier.id}`}
            names={{ who: whom, n: at + 1 }}
            set={(part) => setTier(tier, part)}
          />
          <RowMenu
            label={t("policies.tier.menuOf", { who: whom, n: at + 1 })}
            acts={[
              { label: t("policies.tier.add"), icon: <PlusIcon />, act: addTier },
              { label: t("policies.tier.remove"), icon: <TrashIcon />, act: () => removeTier(tier), danger: true },
              ...(table.tiers.length > 1
                ? [{ label: t("policies.table.remove"), icon: <TrashIcon />, act: removeTable, danger: true }]
                : []),
            ]}
          />
          {at === 0 && open && (
            <div id={id} className={styles.details}>
              <TableDetails list={list} table={table} tables={tables} set={set} />
            </div>
          )}
          <NotesAt place={`${place}/tiers/${tier.id}`} />
          {at === 0 && <NotesAt place={`${place}/codes`} />}
        </li>
      ))}
    </ul>
  );
}

interface TierFieldsProps {
  kind: TableForm["kind"];
  tier: TierForm;
  place: string;
  names: { who: string; n: number };
  set: (part: Partial<TierForm>) => void;
}

/** From how many units, and what it takes off. */
export function TierFields({ kind, tier, place, names, set }: TierFieldsProps) {
  const t = useT();
  return (
    <>
      <UnitsField
        label={t("policies.tier.unitsOf", names)}
        place={`${place}/fromUnits`}
        value={tier.fromUnits}
        onChange={(fromUnits) => set({ fromUnits })}
      />
      <EffectField
        kind={kind}
        label={t("policies.tier.effectOf", names)}
        place={`${place}/value`}
        value={tier.value}
        onChange={(value) => set({ value })}
      />
    </>
  );
}

/** Whom a table is for, and what its tiers give. */
function TableDetails({ list, table, tables, set }: Omit<TierTableProps, "opened"> & { set: (part: Partial<TableForm>) => void }) {
  const t = useT();
  const { catalogue } = useDesk();
  const { word } = useWords();
  const kinds = useKinds();
  const codes = TABLE_LISTS[list];
  const all = catalogue[codes].map(({ code }) => code);
  const free = codesLeft(
    all,
    tables.filter(({ id }) => id !== table.id),
  );

  return (
    <div className={styles.stack}>
      <CodesField
        label={t(`policies.table.${codes}`)}
        none={t("policies.table.chooseOne")}
        place={`${list}/${table.id}/codes`}
        options={all.map((code) => ({ code, label: word(codes, code), taken: !free.includes(code) }))}
        value={table.codes}
        onChange={(next) => set({ codes: next })}
      />
      <ChoiceField
        label={t("policies.effect.kind")}
        hint={t("policies.table.oneKind")}
        options={kinds}
        value={table.kind}
        onChange={(kind) => set(ofKind(table, kind))}
      />
    </div>
  );
}
