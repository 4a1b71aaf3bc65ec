import { Text } from "../../../i18n/useT";
import { ClockIcon } from "../../../ui/icons";
import styles from "./effect.module.css";

/** That what is shown happens once it is confirmed, and nothing has changed yet. */
export function NotYet() {
  return (
    <p className={styles.band}>
      <ClockIcon />
      <span>
        <Text id="deals.effect.band" components={{ b: <b /> }} />
      </span>
    </p>
  );
}
