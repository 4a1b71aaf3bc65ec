import { type Choices, type Reading, readerOf } from "./reading";

/** What the page asks: a new file, or the same one read in another way. */
export interface Asked extends Choices {
  file?: File;
  /** Which question this is: whoever has asked another since wants no answer to it. */
  turn: number;
}

export type Told = { turn: number } & ({ share: number } | { reading: Reading } | { fault: string });

let read: ReturnType<typeof readerOf> | null = null;

addEventListener("message", async ({ data: { file, turn, ...choices } }: MessageEvent<Asked>) => {
  const tell = (told: { share: number } | { reading: Reading } | { fault: string }) => postMessage({ turn, ...told } satisfies Told);
  try {
    if (file) read = readerOf(new Uint8Array(await file.arrayBuffer()), (share) => tell({ share }));
    if (read) tell({ reading: await read(choices) });
  } catch (error) {
    // What a damaged file breaks is no fault of anybody here.
    const known = error instanceof Error && ["not-a-spreadsheet", "old-spreadsheet", "too-large"].includes(error.message);
    tell({ fault: known ? (error as Error).message : "not-a-spreadsheet" });
  }
});
