import { useCallback, useMemo, useState } from "react";
import type { Lead } from "../../../api/leads";

/** As many as the API takes at once. */
export const AT_ONCE = 200;

export interface Selection {
  /** Whether a phone shows its boxes. */
  isOn: boolean;
  turn: (on: boolean) => void;
  picked: Lead[];
  has: (id: string) => boolean;
  toggle: (lead: Lead) => void;
  /** All of these, or where all are picked, none. */
  toggleAll: (leads: Lead[]) => void;
  keep: (isKept: (lead: Lead) => boolean) => void;
  clear: () => void;
}

/** Whom an act of many is for; each stays as they were seen, and none is picked past what goes at once. */
export function useSelection(): Selection {
  const [isOn, turn] = useState(false);
  const [picked, setPicked] = useState<ReadonlyMap<string, Lead>>(new Map());

  const toggle = useCallback((lead: Lead) => {
    setPicked((before) => {
      const next = new Map(before);
      if (!next.delete(lead.id) && next.size < AT_ONCE) next.set(lead.id, lead);
      return next;
    });
  }, []);

  return useMemo(
    () => ({
      isOn,
      turn,
      picked: [...picked.values()],
      has: (id) => picked.has(id),
      toggle,
      toggleAll: (leads) => {
        const next = new Map(picked);
        if (leads.every(({ id }) => next.has(id))) for (const { id } of leads) next.delete(id);
        else for (const lead of leads) if (next.size < AT_ONCE) next.set(lead.id, lead);
        setPicked(next);
      },
      keep: (isKept) => setPicked(new Map([...picked].filter(([, lead]) => isKept(lead)))),
      clear: () => {
        setPicked(new Map());
        turn(false);
      },
    }),
    [isOn, picked, toggle],
  );
}
