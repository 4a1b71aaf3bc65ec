import { useEffect, useRef, useState } from "react";

const STORAGE_KEY = "tuantuo.shortcuts";

/** Acts by single keys. They can be turned off, since speech input and shaky hands press keys by mistake; kept on this device. */
export function useShortcutsOn(): [on: boolean, turn: (on: boolean) => void] {
  const [on, setOn] = useState(() => {
    try {
      return localStorage.getItem(STORAGE_KEY) !== "off";
    } catch {
      return true; // storage is forbidden here
    }
  });
  const turn = (next: boolean) => {
    setOn(next);
    try {
      localStorage.setItem(STORAGE_KEY, next ? "on" : "off");
    } catch {
      // holds until the page is closed
    }
  };
  return [on, turn];
}

/** Whether a key pressed there is typing, or belongs to the control that has the focus. */
function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu']")) return true;
  return key === "Enter" && target.closest("a, button") !== null;
}

/** Listens for keys on the page while nothing is typed and no dialog is open. */
export function useShortcuts(keys: Record<string, () => void>, on: boolean): void {
  const current = useRef(keys);
  current.current = keys;

  useEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      const act = current.current[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTaken(event)) return;
      if (document.querySelector("[role='dialog']")) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, [on]);
}
