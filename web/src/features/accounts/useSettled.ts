import { type CompositionEvent, type FormEvent, useEffect, useRef, useState } from "react";

const SETTLES_AFTER_MS = 300;

/**
 * What was typed into a field once the typing has paused, and never while an input method is still composing: what the API
 * may be asked about as somebody types. The listeners belong on the field, beside its own.
 */
export function useSettled(initial = "") {
  const [settled, setSettled] = useState(initial.trim());
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const settleSoon = (text: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSettled(text.trim()), SETTLES_AFTER_MS);
  };
  return {
    settled,
    /** Takes what stands there now, without waiting. */
    settle: (text: string) => {
      clearTimeout(timer.current);
      setSettled(text.trim());
    },
    listeners: {
      onCompositionStart: () => {
        composing.current = true;
        clearTimeout(timer.current);
      },
      onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) => {
        composing.current = false;
        settleSoon(event.currentTarget.value);
      },
      onInput: (event: FormEvent<HTMLInputElement>) => {
        if (!composing.current) settleSoon(event.currentTarget.value);
      },
    },
  };
}
