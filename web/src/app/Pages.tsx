import { type ReactNode, Suspense, useEffect } from "react";
import { matchRoute, Redirect, Router, useLocation, useRouter, useSearch } from "wouter";
import { isProblem } from "../api/problem";
import { useT } from "../i18n/useT";
import { ErrorState, LoadingSkeleton } from "../ui/states";
import { noteNavigation } from "./arrival";
import { ErrorBoundary } from "./ErrorBoundary";
import { paths } from "./paths";
import { MissingPage, NotMemberPage, NotPermittedPage } from "./refusals";
import type { Route } from "./route";
import { routes } from "./routes";
import { SessionProvider, TenantProvider, useSession, useSessionQuery } from "./session";
import { AccountShell, PublicShell, ShellSkeleton } from "./shell/PlainShell";
import { TenantShell } from "./shell/TenantShell";

export function Pages() {
  return (
    <Router
      aroundNav={(navigate, to, options) => {
        noteNavigation(to);
        navigate(to, options);
        if (!options?.replace) scrollTo(0, 0);
      }}
    >
      <CurrentPage />
    </Router>
  );
}

interface Found {
  route: Route;
  params: Record<string, string>;
}

function useFound(): Found | null {
  const [location] = useLocation();
  const { parser } = useRouter();
  for (const route of routes) {
    const [matches, params] = matchRoute(parser, route.path, location);
    if (matches) return { route, params: params as Record<string, string> };
  }
  return null;
}

function CurrentPage() {
  const [location] = useLocation();
  const found = useFound();
  const prefetch = found?.route.prefetch;
  useEffect(() => {
    prefetch?.().catch(() => undefined); // beside the question who is signed in; offline: the page itself says so
  }, [prefetch]);
  if (!found) {
    return (
      <PublicShell>
        <MissingPage />
      </PublicShell>
    );
  }

  const { route, params } = found;
  const page = (
    <ErrorBoundary resetKey={location}>
      <WindowTitle key={`title-${location}`} route={route} />
      <Suspense key={location} fallback={<LoadingSkeleton shape="lines" />}>
        <route.page params={params} />
      </Suspense>
    </ErrorBoundary>
  );
  if (route.shell === "public") return <PublicShell>{page}</PublicShell>;
  return (
    <SignedIn>
      <Confined found={found}>{page}</Confined>
    </SignedIn>
  );
}

/** Until the page's own head says more; stands before the page, so that the head has the last word. */
function WindowTitle({ route }: { route: Route }) {
  const t = useT();
  useEffect(() => {
    document.title = `${t(route.title)} · ${t("common.product")}`;
  }, [route, t]);
  return null;
}

function SignedIn({ children }: { children: ReactNode }) {
  const query = useSessionQuery();
  const [location] = useLocation();
  const search = useSearch();
  const t = useT();

  if (query.data) return <SessionProvider session={query.data}>{children}</SessionProvider>;
  if (isProblem(query.error, "not-signed-in", "session-ended")) {
    const here = `${location}${search ? `?${search}` : ""}`;
    return <Redirect to={paths.login(here === "/" ? undefined : here)} replace />;
  }
  if (query.isError) {
    return (
      <PublicShell>
        <h1 className="unseen">{t("common.couldNotLoad")}</h1>
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      </PublicShell>
    );
  }
  return <ShellSkeleton />;
}

/** The shell of the page, and whether this person may be here. */
function Confined({ found: { route, params }, children }: { found: Found; children: ReactNode }) {
  const { memberships } = useSession();
  if (route.shell === "account") return <AccountShell>{children}</AccountShell>;

  const membership = memberships.find(({ kind, tenant }) => kind === route.shell && tenant === params.tenant);
  if (!membership) {
    return (
      <AccountShell>
        <NotMemberPage tenant={params.tenant ?? ""} />
      </AccountShell>
    );
  }
  const allowed = !route.permission || membership.permissions.includes(route.permission);
  return (
    <TenantProvider membership={membership}>
      <TenantShell campaign={params.campaign ?? null}>{allowed ? children : <NotPermittedPage />}</TenantShell>
    </TenantProvider>
  );
}
