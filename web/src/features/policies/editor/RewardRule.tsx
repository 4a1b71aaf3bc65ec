import { useId, useState } from "react";
import { useT } from "../../../i18n/useT";
import { ChevronDownIcon, PlusIcon, TrashIcon } from "../../../ui/icons";
import { toast } from "../../../ui/toast";
import { changed, codesLeft, newRewardTier, newRowId, withItem, without, withTierBack } from "../edits";
import type { RewardForm, RewardTierForm } from "../form";
import { useDesk, useWords } from "./desk";
import { ChoiceField, CodesField, DaysField, RewardField, SelectField, UnitsField } from "./fields";
import { focusSoon } from "./GroupSection";
import { NotesAt } from "./NotesAt";
import { OwnPurchase } from "./OwnPurchase";
import { RowMenu } from "./RowMenu";
import styles from "./rows.module.css";

type Set = (part: Partial<RewardForm>) => void;

/** One rule: whom it is for, cash by the number of rewarded units, and when a referral has succeeded. */
export function RewardRule({ rule, rules }: { rule: RewardForm; rules: RewardForm[] }) {
  const t = useT();
  const { change } = useDesk();
  const { who } = useWords();
  const [open, setOpen] = useState(rule.categories.length === 0);
  const id = useId();
  const place = `rewardRules/${rule.id}`;
  const whom = who("categories", rule.categories);

  const set: Set = (part) => change((form) => ({ ...form, rewardRules: changed(form.rewardRules, rule.id, part) }));
  const setTier = (tier: RewardTierForm, part: Partial<RewardTierForm>) => set({ tiers: changed(rule.tiers, tier.id, part) });
  const addTier = () => {
    const tier = newRewardTier(newRowId("tier"));
    set({ tiers: withItem(rule.tiers, tier) });
    focusSoon(`${place}/tiers/${tier.id}/fromUnits`);
  };
  const removeRule = () => {
    const at = rules.indexOf(rule);
    change((form) => ({ ...form, rewardRules: without(form.rewardRules, rule.id) }));
    toast(t("policies.reward.removed", { who: whom }), () =>
      change((form) => ({ ...form, rewardRules: withItem(without(form.rewardRules, rule.id), rule, at) })),
    );
  };
  const removeTier = (tier: RewardTierForm) => {
    set({ tiers: without(rule.tiers, tier.id) });
    toast(t("policies.tier.removedBlank"), () => change((form) => ({ ...form, rewardRules: withTierBack(form.rewardRules, rule, tier) })));
  };

  return (
    <section className={styles.rule} aria-label={t("policies.reward.ruleOf", { who: whom })}>
      <ul className={styles.list}>
        {rule.tiers.map((tier, at) => (
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
                <span>{whom}</span>
                <ChevronDownIcon size={14} />
              </button>
            ) : (
              <span className={`dim on-desktop ${styles.same}`}>{t("policies.table.same")}</span>
            )}
            <UnitsField
              label={t("policies.reward.unitsOf", { who: whom, n: at + 1 })}
              place={`${place}/tiers/${tier.id}/fromUnits`}
              value={tier.fromUnits}
              onChange={(fromUnits) => setTier(tier, { fromUnits })}
            />
            <RewardField
              label={t("policies.reward.cashOf", { who: whom, n: at + 1 })}
              place={`${place}/tiers/${tier.id}/amountFen`}
              value={tier.amountFen}
              onChange={(amountFen) => setTier(tier, { amountFen })}
            />
            <RowMenu
              label={t("policies.reward.menuOf", { who: whom, n: at + 1 })}
              acts={[
                { label: t("policies.tier.add"), icon: <PlusIcon />, act: addTier },
                ...(rule.tiers.length > 1
                  ? [{ label: t("policies.tier.remove"), icon: <TrashIcon />, act: () => removeTier(tier), danger: true }]
                  : []),
                { label: t("policies.reward.remove"), icon: <TrashIcon />, act: removeRule, danger: true },
              ]}
            />
            {at === 0 && open && (
              <div id={id} className={styles.details}>
                <RuleDetails rule={rule} rules={rules} set={set} />
              </div>
            )}
            <NotesAt place={`${place}/tiers/${tier.id}`} />
          </li>
        ))}
      </ul>
      <div className={styles.two}>
        <SelectField
          label={t("policies.reward.success")}
          place={`${place}/success`}
          options={[
            { value: "signed-and-first-instalment", label: t("policies.reward.signedAndPaid") },
            { value: "", label: t("policies.reward.notSaid") },
          ]}
          value={rule.success ?? ""}
          onChange={(success) => set({ success: success || null })}
        />
        <DaysField
          label={t("policies.reward.claimable")}
          place={`${place}/claimableAfterDays`}
          value={rule.claimableAfterDays}
          onChange={(claimableAfterDays) => set({ claimableAfterDays })}
        />
      </div>
      <OwnPurchase rule={rule} whom={whom} set={set} />
      {["success", "claimableAfterDays", "handoverDays", "categories", "method", "continuity", "recoverAll"].map((field) => (
        <NotesAt key={field} place={`${place}/${field}`} />
      ))}
    </section>
  );
}

function RuleDetails({ rule, rules, set }: { rule: RewardForm; rules: RewardForm[]; set: Set }) {
  const t = useT();
  const { catalogue } = useDesk();
  const { word } = useWords();
  const place = `rewardRules/${rule.id}`;
  const all = catalogue.categories.map(({ code }) => code);
  const others = rules.filter(({ id }) => id !== rule.id).map(({ categories }) => ({ codes: categories }));
  const free = codesLeft(all, others);

  return (
    <div className={styles.stack}>
      <CodesField
        label={t("policies.table.categories")}
        none={t("policies.table.chooseOne")}
        place={`${place}/categories`}
        options={all.map((code) => ({ code, label: word("categories", code), taken: !free.includes(code) }))}
        value={rule.categories}
        onChange={(categories) => set({ categories })}
      />
      <div className={styles.two}>
        <ChoiceField
          label={t("policies.reward.method")}
          hint={rule.tiers.length === 1 ? t("policies.reward.methodUnused") : t(`policies.reward.methodHint.${rule.method}`)}
          options={[
            { value: "slab", label: t("policies.reward.slab") },
            { value: "graduated", label: t("policies.reward.graduated") },
          ]}
          value={rule.method}
          onChange={(method) => set({ method })}
        />
        <ChoiceField
          label={t("policies.reward.recover")}
          options={[
            { value: "own", label: t("policies.reward.recoverOwn") },
            { value: "all", label: t("policies.reward.recoverAll") },
          ]}
          value={rule.recoverAll ? "all" : "own"}
          onChange={(value) => set({ recoverAll: value === "all" })}
        />
        <ChoiceField
          label={t("policies.reward.continuity")}
          options={[
            { value: "strict", label: t("policies.reward.strict") },
            { value: "handover", label: t("policies.reward.handover") },
          ]}
          value={rule.continuity}
          onChange={(continuity) => set({ continuity })}
        />
        {rule.continuity === "handover" && (
          <DaysField
            label={t("policies.reward.handoverDays")}
            place={`${place}/handoverDays`}
            value={rule.handoverDays}
            onChange={(handoverDays) => set({ handoverDays })}
          />
        )}
      </div>
    </div>
  );
}
