import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import { checkUnits, ENTERED_AT_ONCE, enterUnits, type NewUnit } from "../../api/units";
import { useTenant } from "../../app/session";
import { type Block, type Fault, FIELDS, type Field, ROWS_AT_MOST, readBlock, readRows, remapped } from "./pasting";
import { type RowFault, rowFaults } from "./pointers";
import { useUnitsChanged } from "./queries";

/** A row of the preview: its cells, kept under an id so that what stays keeps its place and focus. */
export interface Row {
  id: number;
  cells: string[];
}

/** What is wrong with a row, by field: ours by its code, the API's in its own words. */
export type Faults = Partial<Record<Field, Fault | { said: string }>>;

/** While somebody types nothing is asked. */
const QUIET_MS = 500;

/** A pasted block on its way into the list: read, mended, checked by the API, entered in parts. */
export function usePasting(campaign: CampaignDetail) {
  const { tenant } = useTenant();
  const changed = useUnitsChanged(campaign.projectId);
  const [columns, setColumns] = useState<(Field | null)[]>([]);
  const [rows, setRows] = useState<Row[]>([]);
  const [cut, setCut] = useState(0);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [entered, setEntered] = useState<string[]>([]);
  const attempt = useRef<{ rows: string; key: string } | null>(null);

  const block: Block = useMemo(() => ({ columns, rows: rows.map(({ cells }) => cells) }), [columns, rows]);
  const read = useMemo(() => readRows(block, campaign.catalogue.products), [block, campaign.catalogue.products]);
  const ready = useMemo(() => read.flatMap(({ unit }, at) => (unit ? [{ unit, at }] : [])), [read]);
  const asked = useQuiet(ready);
  const check = useQuery({
    queryKey: ["agency", tenant, "projects", campaign.projectId, "unit-checks", asked.map(({ unit }) => unit)],
    queryFn: ({ signal }) => checkedRows(tenant, campaign.projectId, asked, signal),
    enabled: asked.length > 0 && progress === null,
    staleTime: 0,
  });
  const isChecked = asked === ready && check.isSuccess && !check.isFetching;
  const said = asked === ready ? check.data : undefined;
  const faults = useMemo(() => read.map((row, at): Faults => ({ ...said?.get(at), ...row.faults })), [read, said]);
  const wrong = faults.reduce((sum, one) => sum + Object.keys(one).length, 0);

  const take = (text: string) => {
    const taken = readBlock(text);
    setColumns(taken.columns);
    setRows(taken.rows.slice(0, ROWS_AT_MOST).map((cells, id) => ({ id, cells })));
    setCut(Math.max(0, taken.rows.length - ROWS_AT_MOST));
    setFailure(null);
    setEntered([]);
  };

  /** Enters all rows, at most two hundred at a time. @returns the buildings, or null when something is in the way */
  const enter = async (): Promise<string[] | null> => {
    setFailure(null);
    let rest = rows;
    let units: NewUnit[] = ready.map(({ unit }) => unit);
    const buildings = new Set(entered);
    setProgress({ done: 0, of: units.length });
    try {
      for (const of = units.length; units.length > 0; ) {
        const part = units.slice(0, ENTERED_AT_ONCE);
        // The same rows sent once more are the same intention: a lost answer must not say that they are there already.
        const said = JSON.stringify(part);
        if (attempt.current?.rows !== said) attempt.current = { rows: said, key: crypto.randomUUID() };
        await enterUnits(tenant, campaign.projectId, part, attempt.current.key);
        for (const { building } of part) buildings.add(building);
        units = units.slice(part.length);
        rest = rest.slice(part.length);
        setRows(rest);
        setEntered([...buildings]);
        setProgress({ done: of - units.length, of });
      }
      return [...buildings];
    } catch (error) {
      if (rowFaults(error) === null) setFailure(error);
      else await check.refetch(); // somebody was quicker: each row says so
      return null;
    } finally {
      setProgress(null);
      await changed();
    }
  };

  return {
    columns,
    rows,
    faults,
    wrong,
    cut,
    isChecked,
    checkFailure: check.isError ? check.error : null,
    retryCheck: () => void check.refetch(),
    progress,
    failure,
    take,
    enter,
    clear: () => take(""),
    map: (at: number, field: Field | null) => setColumns((before) => remapped(before, at, field)),
    edit: (id: number, at: number, text: string) =>
      setRows((before) => before.map((row) => (row.id === id ? { id, cells: row.cells.with(at, text) } : row))),
    /** A field that the block has no column for gets one. */
    add: (field: Field) => {
      setColumns((before) => [...before, field]);
      setRows((before) => before.map(({ id, cells }) => ({ id, cells: [...cells, ""] })));
    },
    remove: (id: number) => setRows((before) => before.filter((row) => row.id !== id)),
  };
}

type Ready = { unit: NewUnit; at: number }[];

/** The API says what is wrong with the rows themselves before it says which are taken: so rows are asked again without those. */
const ROUNDS_AT_MOST = 5;

/** What the API finds wrong with rows that we find right, by the row's place in the preview. */
async function checkedRows(tenant: string, project: string, ready: Ready, signal: AbortSignal): Promise<Map<number, Faults>> {
  const found = new Map<number, Faults>();
  for (let from = 0; from < ready.length; from += ENTERED_AT_ONCE) {
    let part = ready.slice(from, from + ENTERED_AT_ONCE);
    for (let round = 0; round < ROUNDS_AT_MOST && part.length > 0; round += 1) {
      const units = part.map(({ unit }) => unit);
      const faults = await faultsOf(checkUnits(tenant, project, units, signal));
      for (const { row, field, detail } of faults) {
        const at = part[row]?.at ?? -1;
        found.set(at, { ...found.get(at), [fieldIn(field)]: { said: detail } });
      }
      part = part.filter(({ at }) => !found.has(at));
      if (faults.length === 0) break;
    }
  }
  return found;
}

async function faultsOf(checking: Promise<unknown>): Promise<RowFault[]> {
  try {
    await checking;
    return [];
  } catch (error) {
    const faults = rowFaults(error);
    if (!faults) throw error;
    return faults;
  }
}

const fieldIn = (field: string): Field => FIELDS.find((known) => known === field) ?? "number";

/** A value once it has not changed for a moment. */
function useQuiet<Value>(value: Value): Value {
  const [quiet, setQuiet] = useState(value);
  const latest = useDeferredValue(value);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(latest), QUIET_MS);
    return () => clearTimeout(timer);
  }, [latest]);
  return quiet;
}
