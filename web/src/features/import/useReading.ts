import { useEffect, useRef, useState } from "react";
import type { Asked, Told } from "./reading/read.worker";
import type { Choices, Reading } from "./reading/reading";

export type ReadingFault = "not-a-spreadsheet" | "old-spreadsheet" | "too-large" | "no-reader";

interface State {
  file: File | null;
  /** How much of it is read, from 0 to 1; null while nothing is. */
  share: number | null;
  reading: Reading | null;
  fault: ReadingFault | null;
}

const nothing: State = { file: null, share: null, reading: null, fault: null };

/** Reads a file in a worker, so that the page goes on while it does; and again in another way, when somebody says how. */
export function useReading(kind: string) {
  const [state, setState] = useState(nothing);
  const worker = useRef<Worker | null>(null);
  const turn = useRef(0);
  useEffect(() => () => worker.current?.terminate(), []);

  const ask = (asked: Omit<Asked, "turn">) => {
    worker.current ??= started();
    turn.current += 1;
    worker.current.postMessage({ ...asked, turn: turn.current });
  };
  const started = () => {
    const made = new Worker(new URL("./reading/read.worker.ts", import.meta.url), { type: "module" });
    made.onmessage = ({ data }: MessageEvent<Told>) =>
      setState((before) => {
        if (data.turn !== turn.current) return before;
        if ("share" in data) return { ...before, share: data.share };
        return "reading" in data
          ? { ...before, share: null, reading: data.reading, fault: null }
          : { ...before, share: null, reading: null, fault: data.fault as ReadingFault };
      });
    // It did not come, or broke: the next file gets another.
    made.onerror = () => {
      made.terminate();
      worker.current = null;
      setState((before) => ({ ...before, share: null, reading: null, fault: "no-reader" }));
    };
    return made;
  };

  return {
    ...state,
    take: (file: File) => {
      setState({ ...nothing, file, share: 0 });
      ask({ kind, file });
    },
    readAs: (choices: Omit<Choices, "kind">) => {
      setState((before) => ({ ...before, share: 0 }));
      ask({ kind, ...choices });
    },
    clear: () => {
      turn.current += 1;
      setState(nothing);
    },
  };
}
