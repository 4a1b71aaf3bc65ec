import { Menu } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { type Session, signOut } from "../../api/session";
import { currentLanguage, LANGUAGE_NAMES, LANGUAGES } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { unsentNow } from "../../lib/outbox";
import { ChevronDownIcon, GlobeIcon, PersonIcon, SignOutIcon } from "../../ui/icons";
import { useChangeLanguage } from "../language";
import { paths } from "../paths";
import { SESSION_KEY, useSession } from "../session";
import styles from "./Shell.module.css";

export function SkipLink() {
  const t = useT();
  return (
    <a className={styles.skip} href="#main">
      {t("shell.skip")}
    </a>
  );
}

export function Logo({ href }: { href: string }) {
  const t = useT();
  return (
    <Link href={href} className={styles.logo}>
      <b aria-hidden="true">團</b>
      {t("common.product")}
    </Link>
  );
}

/** The language of the page; each language by its own name. */
export function LanguageMenu() {
  const t = useT();
  const language = useLanguage();
  const change = useChangeLanguage();
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={`${styles.choice} ${styles.quiet}`}>
          <GlobeIcon />
          <span className="unseen">{t("shell.language")}</span>
          <span lang={language}>{LANGUAGE_NAMES[language]}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("shell.language")}>
        {LANGUAGES.map((each) => (
          <Menu.Item key={each} lang={each} onClick={() => change(each)} aria-current={each === currentLanguage() ? "true" : undefined}>
            {LANGUAGE_NAMES[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Who is signed in, what they are here, and the way out. */
export function PersonMenu({ role }: { role?: string }) {
  const t = useT();
  const { user, memberships } = useSession();
  const signOutNow = useSignOut();
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={`${styles.choice} ${styles.quiet}`}>
          <span className={styles.avatar} aria-hidden="true">
            {[...user.name][0]}
          </span>
          <span>{role ? t("shell.nameAndRole", { name: user.name, role }) : user.name}</span>
          <ChevronDownIcon size={12} />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("shell.person")}>
        <Menu.Item component={Link} href={paths.me()} leftSection={<PersonIcon />}>
          {t("shell.me")}
        </Menu.Item>
        {memberships.length > 1 && (
          <Menu.Item component={Link} href={paths.home()}>
            {t("shell.switchTenant")}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={signOutNow} leftSection={<SignOutIcon />}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session here, forgets all that was read in it, and asks who comes next; `next` is where they are led then. */
export function useSignOut(next?: string): () => Promise<void> {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const t = useT();
  return async () => {
    const user = queries.getQueryData<Session>(SESSION_KEY)?.user.id;
    const unsent = unsentNow().filter(({ box }) => box.endsWith(`/${user}`)).length;
    if (unsent > 0 && !confirm(t("shell.unsent", { n: unsent }))) return;
    await signOut().catch(() => undefined); // ended or unreachable: either way nobody stays signed in on this page
    navigate(paths.login(next));
    queries.clear();
  };
}
