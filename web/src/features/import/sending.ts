import { CHUNK_ROWS, type Chunk, checkImport, type Import, sendChunk } from "../../api/imports";
import { isProblem } from "../../api/problem";

/** How far an import has come on its way to the server. */
export interface Sent {
  step: "sending" | "checking";
  done: number;
  of: number;
}

const waits = [1000, 3000, 8000];

/**
 * Sends the chunks that are not there yet, then has all looked through. A line that is lost for a moment is waited for.
 *
 * @throws ApiProblem; what was sent stays, and sending goes on from there
 */
export async function sendAndCheck(
  agency: string,
  begun: Pick<Import, "id" | "received">,
  rows: Chunk["rows"],
  tell: (sent: Sent) => void,
): Promise<Import> {
  const of = rows.length;
  const chunks = Array.from({ length: Math.ceil(of / CHUNK_ROWS) }, (_, number) => number);
  const missing = chunks.filter((number) => !begun.received.includes(number));
  for (const number of missing) {
    tell({ step: "sending", done: number * CHUNK_ROWS, of });
    await patiently(() => sendChunk(agency, begun.id, number, rows.slice(number * CHUNK_ROWS, (number + 1) * CHUNK_ROWS)));
  }
  tell({ step: "checking", done: of, of });

  return patiently(() => checkImport(agency, begun.id));
}

async function patiently<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  for (const wait of waits) {
    try {
      return await act();
    } catch (error) {
      if (!isProblem(error, "unreachable")) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  return act();
}
