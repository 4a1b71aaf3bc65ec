import { type Choices, type Reading, readerOf } from "./reading";

/** What the page asks: a new file, or the same one read in another way. */
export interface Asked extends Choices {
  file?: File;
}

export type Told = { share: number } | { reading: Reading } | { fault: string };

let read: ReturnType<typeof readerOf> | null = null;
const tell = (told: Told) => postMessage(told);

addEventListener("message", async ({ data: { file, ...choices } }: MessageEvent<Asked>) => {
  try {
    if (file) read = readerOf(new Uint8Array(await file.arrayBuffer()), (share) => tell({ share }));
    if (read) tell({ reading: await read(choices) });
  } catch (error) {
    // What a damaged file breaks is no fault of anybody here.
    const known = error instanceof Error && ["not-a-spreadsheet", "old-spreadsheet", "too-large"].includes(error.message);
    tell({ fault: known ? (error as Error).message : "not-a-spreadsheet" });
  }
});
