import type { PolicyToDecide } from "../../../../src/policies/publishing/contract";
import styles from "./approvals.module.css";

/** All terms of the version, line by line: what it concerns on the left, what it gives on the right. */
export function TermsView({ policy }: { policy: PolicyToDecide }) {
  return (
    <div className={styles.terms}>
      {policy.sections.map(({ id, title, note, lines, none }) => (
        <div key={id} className="keep-together">
          <h3 className={styles.termTitle}>
            {title} {note && lines.length > 0 && <span className="dim">{note}</span>}
          </h3>
          {lines.length === 0 && <p className="sub">{none}</p>}
          <dl className={styles.termLines}>
            {lines.map((line) => (
              <div key={line.id}>
                <dt>
                  {line.label}
                  {line.detail && <small>{line.detail}</small>}
                </dt>
                <dd>
                  {line.value}
                  {line.aside && <small>{line.aside}</small>}
                </dd>
              </div>
            ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
