import { useSyncExternalStore } from "react";
import { useSession, useTenant } from "../../app/session";
import { onOutboxChange, unsentNow } from "../../lib/outbox";
import { boxOf, entriesOf, type UnsentEntry } from "./entries";

/** Whose box: of who is signed in, in this tenant. */
export function useBox(): string {
  const { user } = useSession();
  return boxOf(useTenant().tenant, user.id);
}

/** What one has not sent yet. */
export function useUnsent(): UnsentEntry[] {
  const box = useBox();
  const all = useSyncExternalStore(onOutboxChange, unsentNow, () => []);
  return entriesOf(box, all);
}
