import type { PolicyComparison } from "../../api/policies";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import styles from "./comparing.module.css";
import { SECTIONS, sectionOf } from "./versions";

/** What the later version changes, one sentence each, by the sections of the editor. */
export function Changes({ before, after, items }: PolicyComparison) {
  const t = useT();
  const sections = SECTIONS.map((section) => ({ section, changes: items.filter(({ code }) => sectionOf(code) === section) })).filter(
    ({ changes }) => changes.length > 0,
  );

  return (
    <Panel title={t("policies.compare.changes", { n: items.length })}>
      {items.length === 0 && <EmptyState fact={t("policies.compare.same", { before: before.number, after: after.number })} />}
      {sections.map(({ section, changes }) => (
        <section key={section} className={styles.section}>
          <h3>{t(`policies.section.${section}`)}</h3>
          <ul className={styles.sentences}>
            {changes.map(({ code, sentence }) => (
              <li key={`${code}${sentence}`}>{sentence}</li>
            ))}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
