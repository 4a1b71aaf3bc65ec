import type { ReactNode } from "react";
import { useT } from "../../i18n/useT";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { TextButton } from "../../ui/TextButton";
import styles from "./desk.module.css";

export interface PickRow {
  id: string;
  title: string;
  line: string;
  fen: number;
  /** What the row is weighed against. */
  weighed?: ReactNode;
  /** Its document, to be opened beside the box. */
  paper?: ReactNode;
}

interface PickListProps {
  /** Where links to this part of the desk lead. */
  anchor: string;
  title: string;
  empty: string;
  rows: PickRow[];
  picked: ReadonlySet<string>;
  onToggle: (id: string) => void;
  onAll: (ids: ReadonlySet<string>) => void;
  readOnly: boolean;
}

/** What waits, each with its box; the whole row is the label. */
export function PickList({ anchor, title, empty, rows, picked, onToggle, onAll, readOnly }: PickListProps) {
  const t = useT();
  const all = rows.length > 0 && rows.every(({ id }) => picked.has(id));
  const words = ({ title: home, line, fen, weighed }: PickRow) => (
    <>
      <span className={styles.words}>
        <b>{home}</b>
        <small>{line}</small>
        {weighed}
      </span>
      <Money fen={fen} alone />
    </>
  );
  return (
    <Panel
      title={title}
      anchor={anchor}
      sticky
      note={rows.length > 0 && t("desk.n", { n: rows.length })}
      flush
      actions={
        !readOnly &&
        rows.length > 0 && (
          <TextButton label={t("desk.allOf", { title })} onClick={() => onAll(all ? new Set() : new Set(rows.map(({ id }) => id)))}>
            {t(all ? "desk.none" : "desk.all")}
          </TextButton>
        )
      }
    >
      {rows.length === 0 && <p className={styles.empty}>{empty}</p>}
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            {readOnly ? (
              <div className={styles.row}>{words(row)}</div>
            ) : (
              <label className={styles.row}>
                <input type="checkbox" checked={picked.has(row.id)} onChange={() => onToggle(row.id)} />
                {words(row)}
              </label>
            )}
            {row.paper && <div className={styles.paper}>{row.paper}</div>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
