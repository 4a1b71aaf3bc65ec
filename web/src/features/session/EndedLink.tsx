import type { ReactNode } from "react";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import styles from "./session.module.css";

/** A link from a mail that does not work any more, and what to do instead. */
export function EndedLink({ title, fact, hint, action }: { title: string; fact: string; hint: string; action?: ReactNode }) {
  return (
    <div className={styles.card}>
      <PageHead title={title} />
      <Panel label={title}>
        <div role="alert">
          <EmptyState fact={fact} hint={hint} action={action} />
        </div>
      </Panel>
    </div>
  );
}
