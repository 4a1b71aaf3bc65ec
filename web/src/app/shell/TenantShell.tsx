import { type ReactNode, useId } from "react";
import { Link, useLocation } from "wouter";
import { SecondFactorBar } from "../../features/session/SecondFactorBar";
import { useT } from "../../i18n/useT";
import { countUpTo } from "../../lib/format";
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
import { useSending } from "./useSending";
import { useWaitingApprovals, useWaitingAtDesk, useWaitingInCampaign } from "./useWaitingCounts";

/** Everything of one agency or developer stands in this: header and menu on the desk, a bottom bar on the phone. */
export function TenantShell({ campaign, children }: { campaign: string | null; children: ReactNode }) {
  const t = useT();
  const membership = useTenant();
  const current = useCurrentCampaign(membership, campaign);
  const groups = navigationOf(membership, current?.id ?? null);
  const [atDesk, inCampaign] = [useWaitingAtDesk(), useWaitingInCampaign(current?.id ?? null)];
  const waiting: Waiting = { approvals: useWaitingApprovals(), desk: atDesk?.waiting ?? inCampaign };
  const bar = bottomBarOf(membership, current?.id ?? null);
  useSending();
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

/** How much waits at what the menu counts. */
type Waiting = Record<NonNullable<NavigationItem["counted"]>, number>;

interface GroupProps {
  label?: string;
  items: NavigationItem[];
  here: string | undefined;
  waiting: Waiting;
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
  waiting: Waiting;
  size?: number;
  className?: string;
}

function Item({ item, isHere, waiting, size = 16, className }: ItemProps) {
  const t = useT();
  const waits = item.counted ? waiting[item.counted] : 0;
  return (
    <Link href={item.href} className={className} aria-current={isHere ? "page" : undefined}>
      <item.icon size={size} />
      {t(item.label)}
      {waits > 0 && (
        <span className={styles.count}>
          {countUpTo(waits)}
          <span className="unseen">{t("shell.waiting")}</span>
        </span>
      )}
    </Link>
  );
}
