import { type CSSProperties, Fragment, type KeyboardEvent, memo, useRef, useState } from "react";
import type { Unit, UnitState } from "../../api/units";
import { useLanguage, useT } from "../../i18n/useT";
import { NOTHING, tableMoney } from "../../lib/format";
import { type Arranged, type Place, placeAfterKey } from "./arranging";
import styles from "./board.module.css";
import { unitWords } from "./states";

interface BoardProps {
  building: string;
  arranged: Arranged;
  /** Only these are in full colour; null: all. */
  state: UnitState | null;
  chosen: string | null;
  /** A product in words. */
  productOf: (code: string) => string;
  onChoose: (unit: Unit) => void;
}

/** 銷控表: a building as its front is seen. Arrow keys walk from unit to unit, Enter opens one. */
export function Board({ building, arranged, state, chosen, productOf, onChoose }: BoardProps) {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<Place | null>(null);
  const first = firstPlace(arranged);
  const current = active && arranged.rows[active.row]?.cells[active.column] ? active : first;

  const walk = (event: KeyboardEvent) => {
    const at = placeIn(event.target);
    const next = at && placeAfterKey(arranged, at, event.key, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-place="${next.row} ${next.column}"]`)?.focus();
  };

  return (
    <section
      className={styles.frame}
      style={{ "--columns": arranged.columns.length } as CSSProperties}
      aria-label={t("units.boardOf", { building })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid of rows and heads is a table, and stays one without styles */}
      <table ref={table} role="grid" className={styles.board} aria-label={t("units.boardOf", { building })} onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col" className={styles.floor}>
              <span className="unseen">{t("units.floor")}</span>
            </th>
            {arranged.columns.map(({ id, layout }) => (
              <th key={id} scope="col">
                {layout ?? id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {arranged.rows.map(({ floor, cells, begins }, row) => (
            <Fragment key={floor}>
              {begins !== null && (
                <tr>
                  <td className={styles.floor} />
                  <th scope="colgroup" colSpan={cells.length} className={styles.begins}>
                    {productOf(begins)}
                  </th>
                </tr>
              )}
              <tr>
                <th scope="row" className={styles.floor}>
                  {floor}
                </th>
                {cells.map((unit, column) => (
                  <td key={arranged.columns[column]?.id}>
                    {unit ? (
                      <Cell
                        unit={unit}
                        place={`${row} ${column}`}
                        reachable={current?.row === row && current.column === column}
                        faded={state !== null && unit.state !== state}
                        chosen={unit.id === chosen}
                        onChoose={onChoose}
                      />
                    ) : (
                      <div className={styles.gap} />
                    )}
                  </td>
                ))}
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface CellProps {
  unit: Unit;
  place: string;
  reachable: boolean;
  faded: boolean;
  chosen: boolean;
  onChoose: (unit: Unit) => void;
}

const Cell = memo(function Cell({ unit, place, reachable, faded, chosen, onChoose }: CellProps) {
  const t = useT();
  const language = useLanguage();
  const classes = [styles.unit, faded ? styles.faded : styles[unit.state], chosen ? styles.chosen : ""].join(" ");

  return (
    <button
      type="button"
      className={classes}
      data-place={place}
      tabIndex={reachable ? 0 : -1}
      aria-current={chosen ? "true" : undefined}
      onClick={() => onChoose(unit)}
    >
      <span className="unseen">{unitWords(t, unit)}</span>
      <span className={styles.line} aria-hidden="true">
        <b>{unit.number}</b>
        <span className={styles.sign}>{t(`units.sign.${unit.state}`)}</span>
      </span>
      <span className={styles.line} aria-hidden="true">
        <i>{unit.areaCentiSqm === null ? NOTHING : shortArea(unit.areaCentiSqm)}</i>
        <span>{tableMoney(unit.listTotalFen, language)}</span>
      </span>
    </button>
  );
});

/** Whole square metres, or one decimal where there is one: a cell has no room for more. */
const shortArea = (centiSqm: number) => (centiSqm % 100 === 0 ? String(centiSqm / 100) : (centiSqm / 100).toFixed(1));

function firstPlace({ rows }: Arranged): Place | null {
  for (const [row, { cells }] of rows.entries()) {
    const column = cells.findIndex(Boolean);
    if (column >= 0) return { row, column };
  }
  return null;
}

function placeIn(target: EventTarget): Place | null {
  const place = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-place]")?.dataset.place : undefined;
  const [row, column] = place?.split(" ").map(Number) ?? [];
  return row === undefined || column === undefined ? null : { row, column };
}
