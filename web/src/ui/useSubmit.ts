import type { UseFormReturnType } from "@mantine/form";
import { useState } from "react";
import { showProblem } from "./form";

interface Submission {
  busy: boolean;
  /** A failure that belongs to no field. */
  failure: unknown;
  /** Runs one sending of the form; what the API finds wrong goes under its fields. True when it succeeded. */
  send: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** The life of a form's sending: busy, refused with fields, refused otherwise, done. */
export function useSubmit<Values>(form: UseFormReturnType<Values>, fields: readonly string[]): Submission {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const send = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      return true;
    } catch (error) {
      setFailure(showProblem(form, error, fields));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, send };
}
