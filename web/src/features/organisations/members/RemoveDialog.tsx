import { removeStaff, type StaffMember } from "../../../api/organisations";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { toast } from "../../../ui/toast";
import { useEdit, useOwner } from "../queries";
import { useRoleWord } from "./useRoleWord";

/** Takes a colleague out of the tenant, by name. */
export default function RemoveDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const t = useT();
  const { name: company } = useTenant();
  const owner = useOwner();
  const edit = useEdit();
  const roleWord = useRoleWord();
  const { id, name, role, emailMasked } = member;

  const remove = async () => {
    await edit(() => removeStaff(owner, id), "staff");
    toast(t("settings.remove.done", { name }));
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("settings.remove.act", { name })}
      act={t("settings.remove.act", { name })}
      danger
      onConfirm={remove}
    >
      <p>{t("settings.remove.say", { name, role: roleWord(role), email: emailMasked, company })}</p>
      <p className="sub">{t("settings.remove.stays")}</p>
    </ConfirmDialog>
  );
}
