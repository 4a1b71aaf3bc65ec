import { useLocation } from "wouter";
import { fileAccount } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { toast } from "../../ui/toast";
import { AccountDialog, type AccountForm } from "./AccountDialog";
import type { Parent } from "./ParentField";

/** Files a new account and opens its file. */
export default function FileDialog({ under = null, onClose }: { under?: Parent | null; onClose: () => void }) {
  const t = useT();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();

  const file = async ({ name, parentId }: AccountForm) => {
    const account = await fileAccount(tenant, { name, ...(parentId ? { parentId: parentId.id } : {}) });
    toast(t("accounts.filed", { name: account.name }));
    navigate(paths.account(tenant, account.id));
  };
  return (
    <AccountDialog
      title={under ? t("accounts.fileBranch", { parent: under.name }) : t("accounts.file")}
      account={null}
      under={under}
      act={t("accounts.fileAct")}
      actAnyway={t("accounts.fileAnyway")}
      onSend={file}
      onClose={onClose}
    />
  );
}
