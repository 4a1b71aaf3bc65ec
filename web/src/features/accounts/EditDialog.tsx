import { type Account, changeAccount } from "../../api/accounts";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { toast } from "../../ui/toast";
import { AccountDialog, type AccountForm } from "./AccountDialog";

/** Renames an account, or puts it under another. */
export default function EditDialog({ account, hasBranches, onClose }: { account: Account; hasBranches: boolean; onClose: () => void }) {
  const t = useT();
  const { tenant } = useTenant();

  const change = async ({ name, parentId }: AccountForm) => {
    const parent = parentId?.id ?? null;
    await changeAccount(tenant, account, {
      ...(name === account.name ? {} : { name }),
      ...(parent === account.parentId ? {} : { parentId: parent }),
    });
    toast(t("accounts.edited", { name }));
  };
  return (
    <AccountDialog
      title={t("accounts.edit", { name: account.name })}
      account={account}
      hasBranches={hasBranches}
      act={t("accounts.editAct")}
      actAnyway={t("accounts.editAnyway")}
      onSend={change}
      onClose={onClose}
    />
  );
}
