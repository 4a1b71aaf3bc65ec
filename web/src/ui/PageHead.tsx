import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { Link } from "wouter";
import { arriving, handOn } from "../app/arrival";
import { useT } from "../i18n/useT";
import { BackIcon } from "./icons";
import styles from "./PageHead.module.css";

export interface Crumb {
  label: string;
  href?: string;
}

interface PageHeadProps {
  /** The page's h1 and, with the product's name, the window's title. */
  title: string;
  crumbs?: Crumb[];
  /** The state of the thing, beside its name. */
  chip?: ReactNode;
  /** Short facts under the title. */
  meta?: ReactNode[];
  /** Buttons; at most one is filled. On a phone they are the acting bar at the bottom: two, or the last in a row of its own. */
  actions?: ReactNode;
  /** Where the phone's back arrow leads; none on the pages of the bottom bar. */
  back?: string;
  /** A page for one task (an editor, a preview): on a phone its acting bar takes the place of the bottom bar. */
  task?: boolean;
  /** What is printed is a sheet with a head of its own: this one stays on the screen. */
  screenOnly?: boolean;
  /** Stands while the page is asked for: the focus of who arrives is for the head that follows. */
  meanwhile?: boolean;
}

/** The head of every page. On a phone it is the bar at the top, with the actions at the bottom. */
export function PageHead(props: PageHeadProps) {
  const { title, crumbs = [], chip, meta = [], actions, back, task = false, screenOnly = false, meanwhile = false } = props;
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    document.title = `${title} · ${t("common.product")}`;
  }, [title, t]);

  useEffect(() => {
    if (!meanwhile && arriving()) heading.current?.focus({ preventScroll: true });
  }, [meanwhile]);

  useLayoutEffect(() => {
    const own = heading.current;
    return () => {
      if (document.activeElement === own) handOn();
    };
  }, []);

  return (
    <header
      className={`${styles.head} ${task ? styles.task : ""} ${screenOnly ? "no-print" : ""}`}
      data-task={task || undefined}
      data-acting={actions ? true : undefined}
    >
      {back && (
        <Link href={back} className={styles.back} aria-label={t("common.back")}>
          <BackIcon size={20} />
        </Link>
      )}
      <div className={`${styles.words} ${back ? "" : styles.noBack}`}>
        {crumbs.length > 0 && (
          <nav className={styles.crumbs} aria-label={t("common.crumbs")}>
            {crumbs.map(({ label, href }, position) => (
              <span key={label}>
                {position > 0 && <span aria-hidden="true">/</span>}
                {href ? <Link href={href}>{label}</Link> : label}
              </span>
            ))}
          </nav>
        )}
        <div className={styles.title}>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {chip}
        </div>
        {meta.length > 0 && (
          <div className={styles.meta}>
            {meta.map((fact, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity of their own and never move
              <span key={position}>{fact}</span>
            ))}
          </div>
        )}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
