import { useState, useSyncExternalStore } from "react";
import { isWaitingForSignIn, onWaitingChange } from "../api/reauthentication";
import { lazyDialog } from "../ui/lazyDialog";

const SignInAgainDialog = lazyDialog(() => import("../features/session/SignInAgainDialog"));

/** Over the page when its session has ended: what was typed stays, and what was being sent waits. */
export function SignInAgain() {
  const waiting = useSyncExternalStore(onWaitingChange, isWaitingForSignIn);
  const [needed, setNeeded] = useState(false); // stays then, so that the focus can return when it closes
  if (waiting && !needed) setNeeded(true);
  if (!needed) return null;
  return <SignInAgainDialog opened={waiting} />;
}
