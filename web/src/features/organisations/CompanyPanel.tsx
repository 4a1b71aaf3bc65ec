import { useState } from "react";
import { changeTenant, type Tenant } from "../../api/organisations";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import styles from "./organisations.module.css";
import { useEdit, useOwner } from "./queries";

const NameDialog = lazyDialog(() => import("./NameDialog"));

/** What the tenant is called, and the short name by which the other side finds it. */
export function CompanyPanel({ tenant }: { tenant: Tenant }) {
  const t = useT();
  const can = useCan();
  const owner = useOwner();
  const edit = useEdit();
  const [renaming, setRenaming] = useState(false);

  const rename = async (name: string) => {
    await edit(() => changeTenant(owner, tenant.version, { name }), "tenant", "links", "projects");
    toast(t("settings.company.renamed", { name }));
  };
  return (
    <Panel
      title={t("settings.company")}
      actions={
        can("organisation:edit") && (
          <div className={styles.acts}>
            <TextButton sends onClick={() => setRenaming(true)}>
              {t("settings.company.renameShort")}
            </TextButton>
          </div>
        )
      }
    >
      <dl className={styles.facts}>
        <div>
          <dt>{t("settings.company.name")}</dt>
          <dd>
            <b>{tenant.name}</b>
          </dd>
        </div>
        <div>
          <dt>{t("settings.company.shortName")}</dt>
          <dd>
            <b>{tenant.id}</b>
            <br />
            <small className="dim">{t(`settings.company.shortNameHint.${owner.kind}`)}</small>
          </dd>
        </div>
      </dl>
      {renaming && (
        <NameDialog
          title={t("settings.company.rename")}
          label={t("settings.company.name")}
          hint={t("settings.company.renameHint")}
          name={tenant.name}
          act={t("settings.company.save")}
          onName={rename}
          onClose={() => setRenaming(false)}
        />
      )}
    </Panel>
  );
}
