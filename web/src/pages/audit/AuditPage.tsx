import { Button, NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSearchParams } from "wouter";
import { type AuditEntry, listAudit } from "../../api/audit";
import { listGroups, listStaff } from "../../api/organisations";
import { useTenant } from "../../app/session";
import { AuditEntryRow } from "../../features/audit/AuditEntryRow";
import styles from "../../features/audit/audit.module.css";
import { type AuditConditions, type AuditWording, byDay, conditionsIn, ENTITIES, entityWord } from "../../features/audit/words";
import { ExportMenu } from "../../features/export/ExportMenu";
import { useLanguage, useT } from "../../i18n/useT";
import { dayOf, fullDay } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { PrintIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages, NoMatch } from "../../ui/states";

/** Who changed what in this agency or developer, newest first. */
export default function AuditPage() {
  const t = useT();
  const { kind, tenant, name } = useTenant();
  const [parameters, setParameters] = useSearchParams();
  const { entity, actor } = conditionsIn(parameters);
  const query = useInfiniteQuery({
    queryKey: [kind, tenant, "audit", { entity, actor }],
    queryFn: ({ pageParam }) => listAudit(kind, tenant, { entity: entity ?? undefined, actor: actor ?? undefined }, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const staff = useQuery({ queryKey: [kind, tenant, "staff"], queryFn: () => listStaff({ kind, tenant }) });
  const wording = useWording(staff.data);
  const only = (name: "entity" | "actor", value: string) => setParameters(value ? { [name]: value } : {}, { replace: true });

  return (
    <>
      <PageHead
        title={t("audit.title")}
        meta={[t("audit.say")]}
        actions={
          <Button onClick={() => print()} leftSection={<PrintIcon />}>
            {t("audit.print")}
          </Button>
        }
      />
      <Filters entity={entity} actor={actor} people={peopleIn(staff.data, query.data?.pages[0]?.items, actor)} onChoose={only} />
      <LoadedPages query={query} what={t("audit.notLoaded")}>
        {(entries) =>
          entries.length === 0 ? (
            <Panel label={t("audit.title")}>
              {entity || actor ? (
                <NoMatch
                  fact={t("audit.noMatch")}
                  conditions={entity ? entityWord(t, entity) : (wording.nameOf(actor ?? "") ?? "")}
                  onClear={() => only("entity", "")}
                />
              ) : (
                <EmptyState fact={t("audit.empty")} hint={t("audit.emptyHint")} />
              )}
            </Panel>
          ) : (
            <>
              <ExportMenu
                alone
                list={{
                  title: t("audit.title"),
                  of: [name],
                  zone: HOUSE_ZONE,
                  conditions: [entity && entityWord(t, entity), actor && (wording.nameOf(actor) ?? actor)].filter((word) => word !== null),
                  ask: (after, asking) =>
                    listAudit(kind, tenant, { entity: entity ?? undefined, actor: actor ?? undefined }, after, asking),
                  columns: async () => (await import("../../features/audit/exporting")).auditColumns(wording),
                }}
              />
              <Days entries={entries} wording={wording} />
              <LoadMore query={query} shown={entries.length} />
            </>
          )
        }
      </LoadedPages>
    </>
  );
}

interface FiltersProps extends AuditConditions {
  people: { value: string; label: string }[];
  onChoose: (name: "entity" | "actor", value: string) => void;
}

function Filters({ entity, actor, people, onChoose }: FiltersProps) {
  const t = useT();
  const { kind } = useTenant();
  return (
    <search className={`${styles.filters} no-print`}>
      <NativeSelect
        label={t("audit.filter.entity")}
        value={entity ?? ""}
        onChange={({ currentTarget }) => onChoose("entity", currentTarget.value)}
        data={[{ value: "", label: t("audit.filter.all") }, ...ENTITIES[kind].map((value) => ({ value, label: entityWord(t, value) }))]}
      />
      <NativeSelect
        label={t("audit.filter.actor")}
        value={actor ?? ""}
        onChange={({ currentTarget }) => onChoose("actor", currentTarget.value)}
        data={[{ value: "", label: t("audit.filter.everyone") }, ...people]}
      />
    </search>
  );
}

function Days({ entries, wording }: { entries: AuditEntry[]; wording: AuditWording }) {
  const { t, language } = wording;
  return (
    <Panel label={t("audit.title")} flush>
      {byDay(entries, (instant) => dayOf(instant, HOUSE_ZONE)).map(({ day, entries: ofDay }) => (
        <section key={day} aria-label={day}>
          <h2 className={styles.day}>{fullDay(day, language)}</h2>
          <ol>
            {ofDay.map((entry) => (
              <AuditEntryRow key={entry.id} entry={entry} wording={wording} />
            ))}
          </ol>
        </section>
      ))}
    </Panel>
  );
}

/** The texts, and what ids in the changes stand for. The same object while nothing changes, so that rows stay as they are. */
function useWording(staff: { id: string; name: string }[] | undefined): AuditWording {
  const t = useT();
  const language = useLanguage();
  const { kind, tenant } = useTenant();
  const groups = useQuery({
    queryKey: [kind, tenant, "groups"],
    queryFn: () => listGroups(tenant),
    enabled: kind === "agency",
  });
  return useMemo(() => {
    const names = new Map([...(staff ?? []), ...(groups.data ?? [])].map(({ id, name }) => [id, name]));
    return { t, language, nameOf: (id) => names.get(id) };
  }, [t, language, staff, groups.data]);
}

/** Who can be asked about: the staff, and whoever the address names though they have left. */
function peopleIn(staff: { id: string; name: string }[] = [], entries: AuditEntry[] = [], actor: string | null) {
  const people = staff.map(({ id, name }) => ({ value: id, label: name }));
  if (!actor || people.some(({ value }) => value === actor)) return people;
  return [{ value: actor, label: entries.find(({ actorId }) => actorId === actor)?.actorName ?? actor }, ...people];
}
