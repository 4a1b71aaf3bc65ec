import { Text, useT } from "../../../i18n/useT";
import { TextButton } from "../../../ui/TextButton";
import styles from "../leads.module.css";

/** Which keys do what in the list; and the switch for those who press keys by mistake. */
export function ShortcutLine({ on, turn, picks }: { on: boolean; turn: (on: boolean) => void; picks: boolean }) {
  const t = useT();
  const components = { k: <kbd className={styles.key} /> };
  return (
    <div className={`${styles.keys} on-desktop no-print`}>
      {on && (
        <>
          <span>
            <Text id="leads.keys.move" components={components} />
          </span>
          <span>
            <Text id="leads.keys.search" components={components} />
          </span>
          {picks && (
            <span>
              <Text id="leads.keys.pick" components={components} />
            </span>
          )}
        </>
      )}
      <TextButton onClick={() => turn(!on)}>{t(on ? "leads.keys.off" : "leads.keys.on")}</TextButton>
    </div>
  );
}
