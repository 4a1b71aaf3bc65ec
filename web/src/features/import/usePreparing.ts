import { useState } from "react";
import { beginImport, type Import, type ImportKind, ROWS_AT_MOST } from "../../api/imports";
import { useTenant } from "../../app/session";
import { type Columns, columnsFor, columnsOf, FIELDS, isSameList, mappingOf, rowsToSend } from "./columns";
import { useImportStep, useRemembered, useShown } from "./queries";
import { type Sent, sendAndCheck } from "./sending";
import { useReading } from "./useReading";

/** Why a list that was read cannot be sent: nothing in it, too much, its name not mapped, or not the file that was begun. */
export type NotReady = "empty" | "too-many" | "unmapped" | "another";

/**
 * A list on its way to being looked through: read, mapped, sent.
 *
 * @param begun an import whose rows are not all there, to go on with
 * @param onBegun tells its id at once, so that a reload finds it
 */
export function usePreparing(kind: ImportKind, begun: Import | null, onBegun: (id: string) => void) {
  const { tenant } = useTenant();
  const reading = useReading(kind);
  const read = reading.reading;
  const remembered = useRemembered(kind, begun ? null : (read?.signature ?? null));
  const [chosen, setChosen] = useState<{ signature: string; columns: Columns } | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const step = useImportStep();
  const show = useShown();

  const own = read && chosen?.signature === read.signature ? chosen.columns : null;
  const columns = begun ? columnsOf(begun.mapping) : read ? (own ?? columnsFor(kind, read, remembered.data ?? null)) : {};
  const notReady = read && reasonAgainst(kind, read, columns, begun);

  const send = async () => {
    if (!read || !reading.file || notReady) return;
    setFailure(null);
    setSent({ step: "sending", done: 0, of: read.rows.length });
    try {
      const { headers, digest, signature } = read;
      const mapping = mappingOf(columns, headers);
      const list = { kind, total: read.rows.length, fileName: reading.file.name.slice(-200), digest, signature, mapping };
      const import_ = begun ?? (await beginImport(tenant, list));
      if (!begun) {
        show(import_);
        onBegun(import_.id);
      }
      show(await step(() => sendAndCheck(tenant, import_, rowsToSend(read.rows, columns), setSent)));
    } catch (error) {
      setFailure(error);
    } finally {
      setSent(null);
    }
  };

  return {
    reading,
    columns,
    isRemembered: !own && Boolean(remembered.data),
    map: (next: Columns) => read && setChosen({ signature: read.signature, columns: next }),
    notReady,
    sent,
    failure,
    send,
  };
}

function reasonAgainst(
  kind: ImportKind,
  read: NonNullable<ReturnType<typeof useReading>["reading"]>,
  columns: Columns,
  begun: Import | null,
): NotReady | null {
  if (begun) return isSameList(read, begun) ? null : "another";
  if (read.rows.length === 0) return "empty";
  if (read.rows.length > ROWS_AT_MOST) return "too-many";

  return columns[FIELDS[kind][0] ?? ""] === undefined ? "unmapped" : null;
}
