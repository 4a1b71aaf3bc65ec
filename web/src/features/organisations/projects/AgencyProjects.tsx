import { Button } from "@mantine/core";
import { useState } from "react";
import type { AgencyProject } from "../../../api/organisations";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { type Column, DataTable } from "../../../ui/DataTable";
import { PlusIcon } from "../../../ui/icons";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Loaded } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { linkWords } from "../links";
import styles from "../organisations.module.css";
import { useAgencyProjects } from "../queries";

const AgencyProjectDialog = lazyDialog(() => import("./AgencyProjectDialog"));
const OfferDialog = lazyDialog(() => import("../links/OfferDialog"));

type Doing = { act: "add" } | { act: "edit" | "offer"; project: AgencyProject };

/** Projects that this agency works for, each with its developer and how it is linked. */
export function AgencyProjects() {
  const t = useT();
  const can = useCan();
  const query = useAgencyProjects();
  const [doing, setDoing] = useState<Doing | null>(null);
  const addButton = can("project:manage") && (
    <Button size="xs" leftSection={<PlusIcon size={14} />} onClick={() => setDoing({ act: "add" })}>
      {t("settings.project.add")}
    </Button>
  );

  const acts = (project: AgencyProject) => (
    <div className={styles.acts}>
      {can("link:manage") && project.link === null && (
        <TextButton
          sends
          onClick={() => setDoing({ act: "offer", project })}
          label={t("settings.offer.agency.rowAct", { project: project.name })}
        >
          {t("settings.offer.agency.short")}
        </TextButton>
      )}
      {can("project:manage") && project.developerId === null && (
        <TextButton
          sends
          onClick={() => setDoing({ act: "edit", project })}
          label={t("settings.project.editTitle", { name: project.name })}
        >
          {t("settings.edit")}
        </TextButton>
      )}
    </div>
  );
  const columns: Column<AgencyProject>[] = [
    { id: "name", header: t("settings.project.name"), cell: ({ name }) => name, sortBy: ({ name }) => name },
    { id: "developer", header: t("settings.project.developer"), cell: ({ developerName }) => developerName },
    { id: "link", header: t("settings.project.link"), cell: (project) => <LinkState project={project} /> },
    { id: "acts", header: "", align: "right", cell: acts },
  ];

  return (
    <Panel title={t("settings.projects")} note={t("settings.projectsNote")} actions={addButton} flush>
      <Loaded query={query} what={t("settings.projectsNotLoaded")}>
        {(projects) =>
          projects.length === 0 ? (
            <EmptyState fact={t("settings.project.none")} hint={t("settings.project.noneHint")} action={addButton} />
          ) : (
            <DataTable
              bare
              label={t("settings.projects")}
              columns={columns}
              rows={projects}
              rowId={({ id }) => id}
              card={(project) => ({
                title: project.name,
                mark: <LinkState project={project} />,
                lines: [project.developerName],
                actions: acts(project),
              })}
            />
          )
        }
      </Loaded>
      {doing?.act === "add" && <AgencyProjectDialog onClose={() => setDoing(null)} />}
      {doing?.act === "edit" && <AgencyProjectDialog project={doing.project} onClose={() => setDoing(null)} />}
      {doing?.act === "offer" && <OfferDialog projects={[doing.project]} onClose={() => setDoing(null)} />}
    </Panel>
  );
}

function LinkState({ project: { link } }: { project: AgencyProject }) {
  const t = useT();
  if (!link) return <Mark tone="mute" sign={t("settings.linkSign.none")} word={t("settings.link.none")} />;
  const { tone, sign, word } = linkWords(link, "agency");
  return <Mark tone={tone} sign={t(sign)} word={t(word)} />;
}
