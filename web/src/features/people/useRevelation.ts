import { useCallback, useEffect, useState } from "react";
import { type Particular, revealPerson } from "../../api/people";
import { useTenant } from "../../app/session";

/** How long a whole number stays on the screen. */
export const SHOWN_FOR_MS = 30_000;

interface Revelation {
  /** The whole number while it is shown; nothing else keeps it. */
  shown: string | null;
  busy: boolean;
  error: unknown;
  reveal: () => Promise<void>;
  hide: () => void;
}

/** Asks for a whole number and forgets it after half a minute, when the page is left and when another window covers it. */
export function useRevelation(person: string, particular: Particular, onRecorded: () => unknown): Revelation {
  const { tenant } = useTenant();
  const [shown, setShown] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const hide = useCallback(() => setShown(null), []);

  useEffect(() => {
    if (shown === null) return;
    const timer = setTimeout(hide, SHOWN_FOR_MS);
    const hideUnseen = () => document.hidden && hide();
    document.addEventListener("visibilitychange", hideUnseen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", hideUnseen);
    };
  }, [shown, hide]);

  const reveal = async () => {
    setBusy(true);
    setError(null);
    try {
      setShown(await revealPerson(tenant, person, particular));
      onRecorded();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { shown, busy, error, reveal, hide };
}
