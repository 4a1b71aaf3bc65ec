import { useEffect, useState } from "react";
import type { Part, PartMissing } from "./part";

interface Awaited<Value> {
  value: Value | null;
  failure: PartMissing | null;
  retry: () => void;
}

/** A part of the client from when it is wanted: fetched, said when it did not come, asked for again by itself once there is a connection. */
export function usePart<Value>(part: Part<Value>, isWanted = true): Awaited<Value> {
  const [attempt, setAttempt] = useState(0);
  const [failure, setFailure] = useState<PartMissing | null>(null);
  const [, setCame] = useState<Part<Value> | null>(null);
  const retry = () => {
    setFailure(null);
    setAttempt((before) => before + 1);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt is a further question
  useEffect(() => {
    if (!isWanted || part.value !== null) return;
    let isHere = true;
    part.fetch().then(
      () => isHere && setCame(part),
      (error: PartMissing) => isHere && setFailure(error),
    );
    return () => {
      isHere = false;
    };
  }, [part, isWanted, attempt]);

  useEffect(() => {
    if (failure === null) return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  });

  return { value: part.value, failure, retry };
}
