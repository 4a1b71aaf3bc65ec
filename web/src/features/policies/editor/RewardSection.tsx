import { useT } from "../../../i18n/useT";
import { PlusIcon } from "../../../ui/icons";
import { Panel } from "../../../ui/Panel";
import { TextButton } from "../../../ui/TextButton";
import { codesLeft, newReward, newRowId, withItem } from "../edits";
import type { PolicyForm } from "../form";
import { useDesk } from "./desk";
import { focusSoon } from "./GroupSection";
import { NotesAt } from "./NotesAt";
import { RewardRule } from "./RewardRule";
import styles from "./rows.module.css";

/** 4 關鍵人物獎勵. */
export function RewardSection({ rewardRules }: Pick<PolicyForm, "rewardRules">) {
  const t = useT();
  const { change, catalogue, editable } = useDesk();

  const add = () => {
    const left = codesLeft(
      catalogue.categories.map(({ code }) => code),
      rewardRules.map(({ categories }) => ({ codes: categories })),
    );
    const rule = newReward(newRowId("reward"), newRowId("tier"), left);
    change((form) => ({ ...form, rewardRules: withItem(form.rewardRules, rule) }));
    focusSoon(`rewardRules/${rule.id}/tiers/${rule.tiers[0]?.id}/amountFen`);
  };

  return (
    <Panel
      number={4}
      title={t("policies.reward.title")}
      note={<span className="on-desktop">{t("policies.reward.note")}</span>}
      actions={
        editable && (
          <TextButton onClick={add}>
            <PlusIcon size={14} />
            {t("policies.reward.add")}
          </TextButton>
        )
      }
    >
      <div data-section="rewardRules" tabIndex={-1}>
        {rewardRules.length === 0 && <p className={styles.nothing}>{t("policies.reward.none")}</p>}
        {rewardRules.map((rule) => (
          <RewardRule key={rule.id} rule={rule} rules={rewardRules} />
        ))}
        <NotesAt place="rewardRules" exactly />
      </div>
    </Panel>
  );
}
