import { type NewContact, type Report, recordContact, reportLead } from "../../api/leads";
import { ApiProblem } from "../../api/problem";
import { alone, dropUnsent, keepUnsent, readOutbox, type Unsent } from "../../lib/outbox";

/** What may wait for a connection: somebody reported, somebody called. `name` is masked unless one typed it oneself. */
export type Entry =
  | { kind: "report"; campaign: string; name: string; report: Report }
  | { kind: "contact"; campaign: string; lead: string; name: string; contact: NewContact };
export type UnsentEntry = Unsent<Entry>;

export const boxOf = (tenant: string, user: string) => `${tenant}/${user}`;

const isOf =
  (box: string) =>
  (unsent: Unsent): unsent is UnsentEntry =>
    unsent.box === box;
export const entriesOf = (box: string, all: readonly Unsent[]): UnsentEntry[] => all.filter(isOf(box));

/** Whether it may do to send it again as it is: no answer came, the server is in trouble or busy, nobody is signed in. */
export const mayPass = (error: unknown): boolean =>
  !(error instanceof ApiProblem) || error.status === 0 || error.status === 401 || error.status === 429 || error.status >= 500;

function deliver(tenant: string, { id, body }: UnsentEntry) {
  return body.kind === "report"
    ? reportLead({ tenant, campaign: body.campaign }, body.report, id)
    : recordContact({ tenant, campaign: body.campaign, lead: body.lead }, body.contact, id);
}

/**
 * Sends what its writer waits for. It is kept first and forgotten once answered, so that nothing is lost between.
 *
 * @throws ApiProblem what the API has against it; it is kept no longer, since its form is open. Of what may pass by itself it stays here
 */
export async function sendNow(tenant: string, unsent: UnsentEntry) {
  await keepUnsent(unsent).catch(() => undefined); // without storage it is sent all the same
  return alone(async () => {
    try {
      const answer = await deliver(tenant, unsent);
      await dropUnsent(unsent.id).catch(() => undefined);
      return answer;
    } catch (error) {
      if (!mayPass(error)) await dropUnsent(unsent.id).catch(() => undefined);
      throw error;
    }
  });
}

/** Sends what waits, the first first, as long as answers come. @param onDone told of each that was done */
export function sendWaiting(tenant: string, box: string, onDone: (done: UnsentEntry) => void): Promise<void> {
  return alone(async () => {
    const waiting = entriesOf(box, await readOutbox()).filter(({ refused }) => refused === null);
    for (const unsent of waiting.sort((one, other) => one.madeAt - other.madeAt)) {
      try {
        await deliver(tenant, unsent);
        await dropUnsent(unsent.id);
        onDone(unsent);
      } catch (error) {
        if (mayPass(error)) return;
        const { code, detail, errors } = error as ApiProblem;
        await keepUnsent({ ...unsent, refused: { code, detail, errors } });
      }
    }
  });
}
