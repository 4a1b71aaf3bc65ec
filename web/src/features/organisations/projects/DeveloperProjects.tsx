import { Button } from "@mantine/core";
import type { DeveloperProject, Link } from "../../../api/organisations";
import { paths } from "../../../app/paths";
import { useT } from "../../../i18n/useT";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Loaded } from "../../../ui/states";
import { linkWords } from "../links";
import styles from "../organisations.module.css";
import { useDeveloperProjects, useOwner } from "../queries";

interface DeveloperProjectsProps {
  links: Link[];
  /** Left out for those who may not add one. */
  onAdd?: () => void;
}

/** A developer's projects, each with the agencies that work for it or are asked to. */
export function DeveloperProjects({ links, onAdd }: DeveloperProjectsProps) {
  const t = useT();
  const { tenant } = useOwner();
  const query = useDeveloperProjects();
  const agencies = ({ id }: DeveloperProject) => <Agencies links={links.filter(({ projectId }) => projectId === id)} />;
  const columns: Column<DeveloperProject>[] = [
    { id: "name", header: t("settings.project.name"), cell: ({ name }) => <b>{name}</b>, sortBy: ({ name }) => name },
    { id: "agencies", header: t("developer.agencies"), cell: agencies },
  ];
  return (
    <Panel title={t("developer.projects")} flush>
      <Loaded query={query} what={t("settings.projectsNotLoaded")}>
        {(projects) =>
          projects.length === 0 ? (
            <EmptyState
              fact={t("settings.project.none")}
              hint={t("developer.noneHint")}
              action={onAdd && <Button onClick={onAdd}>{t("settings.project.add")}</Button>}
            />
          ) : (
            <DataTable
              bare
              label={t("developer.projects")}
              columns={columns}
              rows={projects}
              rowId={({ id }) => id}
              href={({ id }) => paths.project(tenant, id)}
              card={(project) => ({ title: project.name, lines: [<span key="agencies">{agencies(project)}</span>] })}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Agencies({ links }: { links: Link[] }) {
  const t = useT();
  const live = links.filter(({ state }) => state === "accepted" || state === "offered");
  if (live.length === 0) return <span className="dim">{t("developer.noAgency")}</span>;
  return (
    <span className={styles.agencies}>
      {live.map((link) => {
        const { tone, sign, word } = linkWords(link, "developer");
        return (
          <span key={link.id} className={styles.agency}>
            {link.agencyName} <Mark tone={tone} sign={t(sign)} word={t(word)} />
          </span>
        );
      })}
    </span>
  );
}
