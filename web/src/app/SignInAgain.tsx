import { lazy, Suspense, useSyncExternalStore } from "react";
import { isWaitingForSignIn, onWaitingChange } from "../api/reauthentication";

const SignInAgainDialog = lazy(() => import("../features/session/SignInAgainDialog"));

/** Over the page when its session has ended: what was typed stays, and what was being sent waits. */
export function SignInAgain() {
  const waiting = useSyncExternalStore(onWaitingChange, isWaitingForSignIn);
  if (!waiting) return null;
  return (
    <Suspense fallback={null}>
      <SignInAgainDialog />
    </Suspense>
  );
}
