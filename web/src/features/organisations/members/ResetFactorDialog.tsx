import { resetSecondFactor, type StaffMember } from "../../../api/organisations";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { toast } from "../../../ui/toast";
import { useEdit, useOwner } from "../queries";

/** Takes away the second factor of a colleague who has lost it, by name. */
export default function ResetFactorDialog({ member: { id, name }, onClose }: { member: StaffMember; onClose: () => void }) {
  const t = useT();
  const owner = useOwner();
  const edit = useEdit();

  const reset = async () => {
    await edit(() => resetSecondFactor(owner, id), "staff");
    toast(t("settings.factor.resetDone", { name }));
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("settings.factor.resetAct", { name })}
      act={t("settings.factor.resetAct", { name })}
      danger
      onConfirm={reset}
    >
      <p>{t("settings.factor.resetSay", { name })}</p>
      <p className="sub">{t("settings.factor.resetAfter", { name })}</p>
    </ConfirmDialog>
  );
}
