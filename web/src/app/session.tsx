import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect } from "react";
import { offerSigningInAgain } from "../api/reauthentication";
import { type Membership, readSession, type Session } from "../api/session";
import type { Permission } from "./permission";

/** Key of the question who is signed in; its answer is replaced after signing in and out. */
export const SESSION_KEY = ["session"] as const;

const CurrentSession = createContext<Session | null>(null);
const CurrentTenant = createContext<Membership | null>(null);

const SESSION_QUERY = { queryKey: SESSION_KEY, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY, retry: false };

/** Who is signed in; asked once, kept until it ends. */
export function useSessionQuery() {
  return useQuery(SESSION_QUERY);
}

/** Asks who is signed in before anything is drawn. */
export function askForSession(queries: QueryClient): void {
  void queries.prefetchQuery(SESSION_QUERY); // a failure is the page's to show
}

/** Takes a new session as the answer, and forgets everything that was read before it. */
export function useBeginSession(): (session: Session) => void {
  const queries = useQueryClient();
  return (session) => {
    queries.clear();
    queries.setQueryData(SESSION_KEY, session);
  };
}

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  useEffect(() => {
    offerSigningInAgain(true);
    return () => offerSigningInAgain(false);
  }, []);
  return <CurrentSession value={session}>{children}</CurrentSession>;
}

export function TenantProvider({ membership, children }: { membership: Membership; children: ReactNode }) {
  return <CurrentTenant value={membership}>{children}</CurrentTenant>;
}

/** The person signed in and their memberships. Only below the pages that need somebody. */
export function useSession(): Session {
  const session = useContext(CurrentSession);
  if (!session) throw new Error("useSession outside a page that needs somebody signed in");
  return session;
}

/** The tenant of the address, and what this person is there. Only below `/a/…` and `/d/…`. */
export function useTenant(): Membership {
  const membership = useContext(CurrentTenant);
  if (!membership) throw new Error("useTenant outside an agency's or a developer's page");
  return membership;
}

/** Asks whether this person may do something here; what they may not is not offered. The API decides for itself. */
export function useCan(): (permission: Permission) => boolean {
  const { permissions } = useTenant();
  return (permission) => permissions.includes(permission);
}
