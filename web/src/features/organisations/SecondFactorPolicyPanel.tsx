import { useState } from "react";
import { changeTenant, type Tenant } from "../../api/organisations";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Panel } from "../../ui/Panel";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useEdit, useOwner } from "./queries";

const CHOICES = ["off", "on"] as const;
type Choice = (typeof CHOICES)[number];

/** Whether whoever handles money must sign in with two steps; owners change it, after reading what it means. */
export function SecondFactorPolicyPanel({ tenant }: { tenant: Tenant }) {
  const t = useT();
  const can = useCan();
  const owner = useOwner();
  const edit = useEdit();
  const [next, setNext] = useState<Choice | null>(null);
  const current: Choice = tenant.requireSecondFactor ? "on" : "off";

  const change = async (choice: Choice) => {
    await edit(() => changeTenant(owner, tenant.version, { requireSecondFactor: choice === "on" }), "tenant");
    toast(t(`settings.factor.policy.changed.${choice}`));
  };
  return (
    <Panel title={t("settings.factor.policy")}>
      {can("organisation:edit") ? (
        <Segmented
          label={t("settings.factor.policy")}
          labelHidden
          options={CHOICES.map((value) => ({ value, label: t(`settings.factor.policy.${value}`) }))}
          value={current}
          onChange={setNext}
          hint={t(`settings.factor.policy.${current}Say`)}
        />
      ) : (
        <>
          <b>{t(`settings.factor.policy.${current}`)}</b>
          <p className="sub">{t(`settings.factor.policy.${current}Say`)}</p>
        </>
      )}
      {next && (
        <ConfirmDialog
          opened
          onClose={() => setNext(null)}
          title={t("settings.factor.policy")}
          act={t(`settings.factor.policy.act.${next}`)}
          onConfirm={() => change(next)}
        >
          <p>{t(`settings.factor.policy.${next}Say`)}</p>
          <p className="sub">{t("settings.factor.policy.after")}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}
