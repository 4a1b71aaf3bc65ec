import { createElement, type ReactNode, useEffect } from "react";
import { matchRoute, Redirect, Router, useLocation, useRouter, useSearch } from "wouter";
import { isProblem } from "../api/problem";
import { useT } from "../i18n/useT";
import { mayReload } from "../lib/part";
import { usePart } from "../lib/usePart";
import { PageHead } from "../ui/PageHead";
import { ErrorState, LoadingSkeleton } from "../ui/states";
import { followAnchor } from "./anchor";
import { noteNavigation } from "./arrival";
import { ErrorBoundary } from "./ErrorBoundary";
import { above, paths } from "./paths";
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
        if (options?.replace) return;
        scrollTo(0, 0);
        followAnchor();
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
  const part = found?.route.page;
  useEffect(() => {
    part?.fetch().catch(() => undefined); // beside the question who is signed in; what fails is the page's to say
  }, [part]);
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
      <PageOf key={location} route={route} params={params} />
    </ErrorBoundary>
  );
  if (route.shell === "public") return <PublicShell>{page}</PublicShell>;
  return (
    <SignedIn>
      <Confined found={found}>{page}</Confined>
    </SignedIn>
  );
}

/** The page, or what there is to say until its code is here. */
function PageOf({ route, params }: Found) {
  const t = useT();
  const { parser } = useRouter();
  const [location] = useLocation();
  const { value, failure, retry } = usePart(route.page);
  useEffect(() => {
    if (failure?.why === "outdated" && reloadsNow()) globalThis.location.reload(); // nothing was typed in it yet
  }, [failure]);
  if (value) return createElement(value, { params });

  const back = above(location, (address) => routes.some(({ path }) => matchRoute(parser, path, address)[0]));
  return (
    <>
      {route.shell !== "public" && <PageHead title={t(route.title)} back={back} />}
      {failure === null ? (
        <LoadingSkeleton shape="lines" />
      ) : (
        <ErrorState what={t("common.pageNotLoaded")} error={failure} onRetry={retry} reads />
      )}
    </>
  );
}

const RELOADED_KEY = "tuantuo.reloaded";

/** Notes that the page is loaded anew, unless it just was. */
function reloadsNow(): boolean {
  try {
    const due = mayReload(sessionStorage.getItem(RELOADED_KEY), Date.now());
    if (due) sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
    return due;
  } catch {
    return false; // storage is forbidden: nothing would stop it from going round
  }
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
        <ErrorState error={query.error} onRetry={() => query.refetch()} reads />
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
