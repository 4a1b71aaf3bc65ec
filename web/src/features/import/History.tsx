import { Link } from "wouter";
import type { Import, ImportKind } from "../../api/imports";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { count, tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Chip, type Tone } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState, LoadedPages } from "../../ui/states";
import { useImports } from "./queries";

export const STATE_TONES: Record<Import["state"], Tone> = {
  receiving: "wait",
  checked: "info",
  committed: "good",
  undone: "open",
  expired: "mute",
};

/** Lists that were taken in: when, by whom, what came of it. */
export function History({ kind }: { kind: ImportKind }) {
  const t = useT();
  const { tenant } = useTenant();
  const imports = useImports(kind);
  const when = ({ createdAt }: Import) => tableTime(createdAt, HOUSE_ZONE);
  const called = ({ fileName, total }: Import) => fileName ?? t("imports.rows", { n: count(total) });
  const state = ({ state: is }: Import) => <Chip tone={STATE_TONES[is]}>{t(`imports.state.${is}`)}</Chip>;
  const made = ({ counts }: Import) =>
    counts ? t("imports.countsShort", { made: count(counts.new), refused: count(counts.refused) }) : "—";

  return (
    <Panel title={t("imports.history")} flush>
      <LoadedPages query={imports} what={t("imports.historyNotLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState fact={t("imports.noHistory")} hint={t("imports.noHistoryHint")} />
          ) : (
            <>
              <DataTable
                bare
                label={t("imports.history")}
                rows={rows}
                rowId={({ id }) => id}
                columns={[
                  {
                    id: "file",
                    header: t("imports.fileHead"),
                    cell: (row) => <Link href={paths.importAccounts(tenant, row.id)}>{called(row)}</Link>,
                  },
                  { id: "state", header: t("imports.stateHead"), cell: state },
                  { id: "made", header: t("imports.result"), cell: made },
                  { id: "by", header: t("imports.by"), cell: ({ createdBy }) => createdBy },
                  { id: "at", header: t("imports.at"), cell: when },
                ]}
                card={(row) => ({
                  title: <Link href={paths.importAccounts(tenant, row.id)}>{called(row)}</Link>,
                  mark: state(row),
                  lines: [made(row), `${row.createdBy} ${when(row)}`],
                })}
              />
              {imports.hasNextPage && <LoadMore query={imports} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
    </Panel>
  );
}
