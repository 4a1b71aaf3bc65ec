import { Link, useLocation, useSearch } from "wouter";
import styles from "./Tabs.module.css";

export interface TabItem<Value extends string> {
  value: Value;
  label: string;
  /** How many stand there; nothing for none. */
  count?: number;
}

interface TabsProps<Value extends string> {
  /** What the tabs choose between, for screen readers. */
  label: string;
  /** Its parameter in the address; the first tab needs none. */
  parameter: string;
  items: readonly TabItem<Value>[];
  current: Value;
  /** Parameters that say where on a tab one was, and are left behind. */
  drop?: readonly string[];
}

/** Parts of one page, each with its own address, so that back, reload and a shared link open the right one. */
export function Tabs<Value extends string>({ label, parameter, items, current, drop = [] }: TabsProps<Value>) {
  const [path] = useLocation();
  const search = useSearch();

  const addressOf = (value: Value) => {
    const parameters = new URLSearchParams(search);
    for (const name of [parameter, ...drop]) parameters.delete(name);
    if (value !== items[0]?.value) parameters.set(parameter, value);
    return parameters.size ? `${path}?${parameters}` : path;
  };

  return (
    <nav className={`${styles.tabs} no-print`} aria-label={label}>
      {items.map(({ value, label: word, count = 0 }) => (
        <Link key={value} href={addressOf(value)} aria-current={value === current ? "page" : undefined}>
          {word}
          {count > 0 && <span className={styles.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
