import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changeProject, readDeveloperProject } from "../../api/organisations";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { LinkPanels, ReceivedOffers } from "../../features/organisations/links/LinkPanels";
import styles from "../../features/organisations/organisations.module.css";
import { useEdit, useLinks, useOwner } from "../../features/organisations/queries";
import { useT } from "../../i18n/useT";
import { PlusIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";

const NameDialog = lazyDialog(() => import("../../features/organisations/NameDialog"));
const OfferDialog = lazyDialog(() => import("../../features/organisations/links/OfferDialog"));

/** One project of a developer, and the agencies that sell it. */
export default function ProjectPage({ params: { tenant, project: id } }: PageProps<"tenant" | "project">) {
  const t = useT();
  const can = useCan();
  const owner = useOwner();
  const edit = useEdit();
  const links = useLinks();
  const project = useQuery({ queryKey: ["developer", tenant, "projects", id], queryFn: () => readDeveloperProject(tenant, id) });
  const [doing, setDoing] = useState<"rename" | "offer" | null>(null);

  const rename = async (name: string) => {
    if (!project.data) return;
    const { version } = project.data;
    await edit(() => changeProject(owner, { id, version }, { name }), "projects", "links");
    toast(t("settings.project.changed", { name }));
  };
  const name = project.data?.name ?? t("developer.projects");
  return (
    <>
      <PageHead
        title={name}
        crumbs={[{ label: t("developer.projects"), href: paths.projects(tenant) }, { label: name }]}
        back={paths.projects(tenant)}
        actions={
          project.data && (
            <>
              {can("project:manage") && (
                <ReasonedButton sends onClick={() => setDoing("rename")}>
                  {t("developer.rename")}
                </ReasonedButton>
              )}
              {can("link:manage") && (
                <Button variant="filled" leftSection={<PlusIcon size={14} />} onClick={() => setDoing("offer")}>
                  {t("settings.offer.developer.short")}
                </Button>
              )}
            </>
          )
        }
      />
      <Loaded query={project} what={t("developer.projectNotLoaded")}>
        {(loaded) => (
          <div className={styles.stack}>
            <Loaded query={links} what={t("settings.links.notLoaded")}>
              {(all) => {
                const own = all.filter(({ projectId }) => projectId === loaded.id);
                return (
                  <>
                    <ReceivedOffers links={own} withProject={false} />
                    <LinkPanels links={own} withProject={false} />
                  </>
                );
              }}
            </Loaded>
          </div>
        )}
      </Loaded>
      {doing === "rename" && (
        <NameDialog
          title={t("developer.rename")}
          label={t("settings.project.name")}
          hint={t("developer.renameHint")}
          name={name}
          act={t("settings.project.save")}
          onName={rename}
          onClose={() => setDoing(null)}
        />
      )}
      {doing === "offer" && <OfferDialog projects={[{ id, name }]} onClose={() => setDoing(null)} />}
    </>
  );
}
