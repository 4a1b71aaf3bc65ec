import { Button } from "@mantine/core";
import { useState } from "react";
import { makeProject } from "../../api/organisations";
import { useCan } from "../../app/session";
import { CompanyPanel } from "../../features/organisations/CompanyPanel";
import { ReceivedOffers } from "../../features/organisations/links/LinkPanels";
import styles from "../../features/organisations/organisations.module.css";
import { DeveloperProjects } from "../../features/organisations/projects/DeveloperProjects";
import { useEdit, useLinks, useOwner, useTenantAnswer } from "../../features/organisations/queries";
import { SecondFactorPolicyPanel } from "../../features/organisations/SecondFactorPolicyPanel";
import { useT } from "../../i18n/useT";
import { PlusIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";
import { toast } from "../../ui/toast";

const NameDialog = lazyDialog(() => import("../../features/organisations/NameDialog"));

/** The developer's first page: offers that wait for an answer, its projects with their agencies, the company itself. */
export default function ProjectsPage() {
  const t = useT();
  const can = useCan();
  const owner = useOwner();
  const edit = useEdit();
  const links = useLinks();
  const tenant = useTenantAnswer();
  const [adding, setAdding] = useState(false);
  const onAdd = can("project:manage") ? () => setAdding(true) : undefined;

  const add = async (name: string) => {
    await edit(() => makeProject(owner, { name }), "projects");
    toast(t("settings.project.made", { name }));
  };
  return (
    <>
      <PageHead
        title={t("developer.projects")}
        actions={
          onAdd && (
            <Button variant="filled" leftSection={<PlusIcon size={14} />} onClick={onAdd}>
              {t("settings.project.add")}
            </Button>
          )
        }
      />
      <div className={styles.columns}>
        <div className={styles.stack}>
          <Loaded query={links} what={t("settings.links.notLoaded")}>
            {(loaded) => (
              <>
                <ReceivedOffers links={loaded} />
                <DeveloperProjects links={loaded} onAdd={onAdd} />
              </>
            )}
          </Loaded>
        </div>
        <div className={styles.stack}>
          <Loaded query={tenant} what={t("settings.company.notLoaded")} skeleton={<LoadingSkeleton shape="form" rows={2} />}>
            {(loaded) => (
              <>
                <CompanyPanel tenant={loaded} />
                <SecondFactorPolicyPanel tenant={loaded} />
              </>
            )}
          </Loaded>
        </div>
      </div>
      {adding && (
        <NameDialog
          title={t("settings.project.add")}
          label={t("settings.project.name")}
          hint={t("developer.addHint")}
          act={t("settings.project.add")}
          onName={add}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
