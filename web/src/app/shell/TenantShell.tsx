import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId } from "react";
import { Link, useLocation } from "wouter";
import { countApprovals } from "../../api/shell";
import { SecondFactorBar } from "../../features/session/SecondFactorBar";
import { useT } from "../../i18n/useT";
import { OfflineBanner } from "../../ui/states";
import { tenantHome } from "../paths";
import { usePrefetch } from "../prefetch";
import { SignInAgain } from "../SignInAgain";
import { useTenant } from "../session";
import { CampaignMenu } from "./CampaignMenu";
import { bottomBarOf, currentOf, type NavigationItem, navigationOf, placeOf } from "./navigation";
import { LanguageMenu, Logo, PersonMenu, SkipLink } from "./parts";
import styles from "./Shell.module.css";
import { useCurrentCampaign } from "./useCurrentCampaign";

/** Everything of one agency or developer stands in this: header and menu on the desk, a bottom bar on the phone. */
export function TenantShell({ campaign, children }: { campaign: string | null; children: ReactNode }) {
  const t = useT();
  const membership = useTenant();
  const current = useCurrentCampaign(membership, campaign);
  const groups = navigationOf(membership, current?.id ?? null);
  const waiting = useWaitingApprovals();
  const bar = bottomBarOf(membership, current?.id ?? null);
  usePrefetch(bar.map(({ href }) => href));
  const [location] = useLocation();
  const here = placeOf(membership, current?.id ?? null, location) ?? currentOf(bar, location)?.id;
  const has = (items: NavigationItem[]) => items.some(({ id }) => id === here);
  const hereInBar = has(bar) ? here : has(groups.flatMap(({ items }) => items)) ? "more" : undefined;

  return (
    <div className={styles.shell}>
      <SkipLink />
      <header className={styles.top}>
        <Logo href={tenantHome(membership.kind, membership.tenant)} />
        {membership.kind === "agency" ? <CampaignMenu current={current} /> : <b>{membership.name}</b>}
        <span className={styles.space} />
        <LanguageMenu />
        <PersonMenu role={t(`session.role.${membership.role as "owner"}`)} />
      </header>
      <div className={styles.lay}>
        <nav className={styles.nav} aria-label={t("shell.mainMenu")}>
          {groups.map(({ id, label, items }) => (
            <Group key={id} label={label && t(label)} items={items} here={here} waiting={waiting} />
          ))}
        </nav>
        <main id="main" tabIndex={-1} className={styles.main}>
          <OfflineBanner />
          <SecondFactorBar />
          {children}
        </main>
      </div>
      <nav className={styles.bottom} aria-label={t("shell.bottomBar")}>
        {bar.map((item) => (
          <Item key={item.id} item={item} isHere={item.id === hereInBar} waiting={waiting} size={20} />
        ))}
      </nav>
      <SignInAgain />
    </div>
  );
}

interface GroupProps {
  label?: string;
  items: NavigationItem[];
  here: string | undefined;
  waiting: number;
}

function Group({ label, items, here, waiting }: GroupProps) {
  const id = useId();
  return (
    <>
      {label && (
        <p className={styles.group} id={id}>
          {label}
        </p>
      )}
      <ul aria-labelledby={label ? id : undefined}>
        {items.map((item) => (
          <li key={item.id}>
            <Item item={item} isHere={item.id === here} waiting={waiting} className={styles.item} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface ItemProps {
  item: NavigationItem;
  isHere: boolean;
  waiting: number;
  size?: number;
  className?: string;
}

function Item({ item, isHere, waiting, size = 16, className }: ItemProps) {
  const t = useT();
  return (
    <Link href={item.href} className={className} aria-current={isHere ? "page" : undefined}>
      <item.icon size={size} />
      {t(item.label)}
      {item.counted && waiting > 0 && (
        <span className={styles.count}>
          {waiting}
          <span className="unseen">{t("shell.waiting")}</span>
        </span>
      )}
    </Link>
  );
}

/** How many decisions wait for this person; asked again every minute while the page is in sight. */
function useWaitingApprovals(): number {
  const { kind, tenant, permissions } = useTenant();
  const query = useQuery({
    queryKey: [kind, tenant, "approvals", "count"],
    queryFn: () => countApprovals(kind, tenant),
    enabled: permissions.includes("approval:read"),
    refetchInterval: 60_000,
  });
  return query.data ?? 0;
}
