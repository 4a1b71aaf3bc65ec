import { useT } from "../../../i18n/useT";
import { PlusIcon, TrashIcon } from "../../../ui/icons";
import { toast } from "../../../ui/toast";
import { changed, newOwnTable, newRowId, newTier, ofKind, withItem, without } from "../edits";
import type { RewardForm, TableForm, TierForm } from "../form";
import { useDesk } from "./desk";
import { ChoiceField } from "./fields";
import { focusSoon } from "./GroupSection";
import { NotesAt } from "./NotesAt";
import { RowMenu } from "./RowMenu";
import styles from "./rows.module.css";
import { useKinds } from "./StepDetails";
import { TierFields } from "./TierTable";

interface OwnPurchaseProps {
  rule: RewardForm;
  whom: string;
  set: (part: Pick<RewardForm, "own">) => void;
}

/** What the key person's own home gets: at least the category's first tier, or the tiers of a table of its own. */
export function OwnPurchase({ rule: { id, own }, whom, set }: OwnPurchaseProps) {
  const t = useT();
  const kinds = useKinds();
  const { change } = useDesk();
  const place = `rewardRules/${id}/own`;
  const who = t("policies.own.of", { who: whom });

  const choose = (table: boolean) => {
    if (table === (own !== null)) return;
    if (own) return remove(own);
    const tierId = newRowId("tier");
    set({ own: newOwnTable(tierId) });
    focusSoon(`${place}/${tierId}/value`);
  };
  const addTier = (table: TableForm) => {
    const tier = newTier(newRowId("tier"));
    set({ own: { ...table, tiers: withItem(table.tiers, tier) } });
    focusSoon(`${place}/${tier.id}/fromUnits`);
  };
  const removeTier = (table: TableForm, tier: TierForm) => {
    if (table.tiers.length === 1) return remove(table);
    set({ own: { ...table, tiers: without(table.tiers, tier.id) } });
    toast(t("policies.tier.removedBlank"), () => putBack(table));
  };
  const remove = (table: TableForm) => {
    set({ own: null });
    toast(t("policies.table.removed", { who }), () => putBack(table));
  };
  const putBack = (table: TableForm) => change((form) => ({ ...form, rewardRules: changed(form.rewardRules, id, { own: table }) }));

  return (
    <div className={styles.after}>
      <div className={styles.two} data-path={place}>
        <ChoiceField
          label={t("policies.own.label")}
          hint={t(own ? "policies.own.tableHint" : "policies.own.firstTierHint")}
          options={[
            { value: "first-tier", label: t("policies.own.firstTier") },
            { value: "table", label: t("policies.own.table") },
          ]}
          value={own ? "table" : "first-tier"}
          onChange={(value) => choose(value === "table")}
        />
        {own && (
          <ChoiceField
            label={t("policies.effect.kind")}
            hint={t("policies.table.oneKind")}
            options={kinds}
            value={own.kind}
            onChange={(kind) => set({ own: ofKind(own, kind) })}
          />
        )}
      </div>
      {own && (
        <ul className={styles.list} aria-label={t("policies.table.label", { who })}>
          {own.tiers.map((tier, at) => (
            <li key={tier.id} className={`${styles.tier} ${at > 0 ? styles.further : ""}`}>
              <span className={`on-desktop ${styles.same} ${at > 0 ? "dim" : ""}`}>
                {t(at > 0 ? "policies.table.same" : "policies.own.tiers")}
              </span>
              <TierFields
                kind={own.kind}
                tier={tier}
                place={`${place}/${tier.id}`}
                names={{ who, n: at + 1 }}
                set={(part) => set({ own: { ...own, tiers: changed(own.tiers, tier.id, part) } })}
              />
              <RowMenu
                label={t("policies.tier.menuOf", { who, n: at + 1 })}
                acts={[
                  { label: t("policies.tier.add"), icon: <PlusIcon />, act: () => addTier(own) },
                  { label: t("policies.tier.remove"), icon: <TrashIcon />, act: () => removeTier(own, tier), danger: true },
                ]}
              />
              <NotesAt place={`${place}/${tier.id}`} />
            </li>
          ))}
        </ul>
      )}
      <NotesAt place={place} exactly />
    </div>
  );
}
