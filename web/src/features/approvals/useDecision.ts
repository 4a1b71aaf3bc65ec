import { useState } from "react";
import { isProblem } from "../../api/problem";
import { toast } from "../../ui/toast";
import type { ApprovalPlace } from "./lines";
import { useApprovalChanged } from "./queries";

interface Decision {
  busy: boolean;
  failure: unknown;
  /** Sends it, says that it was done, and asks everything again that it changed. */
  send: (act: () => Promise<unknown>, done: string) => Promise<void>;
}

/**
 * One person's act on an approval. Somebody who was faster is no failure of the form: the page then shows what they did.
 *
 * @param onOver called when there is nothing more to do here; `overtaken` when somebody else did it
 */
export function useDecision(place: ApprovalPlace, onOver: (overtaken: boolean) => void): Decision {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const changed = useApprovalChanged();

  const send = async (act: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      onOver(false);
      toast(done);
      await changed(place);
    } catch (error) {
      if (isProblem(error, "already-decided", "wrong-state", "conflict")) {
        onOver(true);
        await changed(place);
      } else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, failure, send };
}
