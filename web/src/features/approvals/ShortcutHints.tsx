import { Text, useT } from "../../i18n/useT";
import { TextButton } from "../../ui/TextButton";
import styles from "./approvals.module.css";

interface ShortcutHintsProps {
  on: boolean;
  turn: (on: boolean) => void;
  /** The act by key `a` and the one by key `r`, where the reader has them. */
  decides: boolean;
}

/** Which keys do what, in sight; and the switch for those who press keys by mistake. */
export function ShortcutHints({ on, turn, decides }: ShortcutHintsProps) {
  const t = useT();
  const components = { k: <kbd className={styles.key} /> };
  return (
    <div className={`${styles.keys} on-desktop no-print`}>
      {on && (
        <>
          <span>
            <Text id="approvals.keys.move" components={components} />
          </span>
          <span>
            <Text id="approvals.keys.open" components={components} />
          </span>
          {decides && (
            <>
              <span>
                <Text id="approvals.keys.approve" components={components} />
              </span>
              <span>
                <Text id="approvals.keys.return" components={components} />
              </span>
            </>
          )}
        </>
      )}
      <TextButton onClick={() => turn(!on)}>{t(on ? "approvals.keys.off" : "approvals.keys.on")}</TextButton>
    </div>
  );
}
