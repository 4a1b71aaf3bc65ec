import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

interface Reorder {
  /** Put on the list whose children are the rows, each with `data-row={id}`. */
  list: { ref: React.RefObject<HTMLOListElement | null> };
  /** Put on a row's handle. */
  handle: (id: string) => {
    "data-handle": string;
    onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    onPointerMove: (event: PointerEvent<HTMLElement>) => void;
    onPointerUp: (event: PointerEvent<HTMLElement>) => void;
    onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  };
  /** The row under the pointer's hold. */
  held: string | null;
}

/** Rows put in another order by dragging a handle, or with the arrow keys on it. The handle keeps the focus. */
export function useReorder(ids: string[], onMove: (id: string, to: number) => void): Reorder {
  const ref = useRef<HTMLOListElement>(null);
  const [held, setHeld] = useState<string | null>(null);
  const refocus = useRef<string | null>(null);

  useEffect(() => {
    if (refocus.current === null) return;
    const handle = ref.current?.querySelector<HTMLElement>(`[data-handle="${CSS.escape(refocus.current)}"]`);
    refocus.current = null;
    handle?.focus();
  });

  /** How many of the other rows have their middle above the pointer. */
  const placeUnder = (id: string, y: number) =>
    [...(ref.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])].filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return row.dataset.row !== id && top + height / 2 < y;
    }).length;

  const move = (id: string, to: number) => {
    if (to < 0 || to >= ids.length || to === ids.indexOf(id)) return;
    refocus.current = id;
    onMove(id, to);
  };

  const handle: Reorder["handle"] = (id) => ({
    "data-handle": id,
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setHeld(id);
    },
    onPointerMove: (event) => {
      if (held === id) move(id, placeUnder(id, event.clientY));
    },
    onPointerUp: () => setHeld(null),
    onPointerCancel: () => setHeld(null),
    onKeyDown: (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      move(id, ids.indexOf(id) + by);
    },
  });

  return { list: { ref }, handle, held };
}
