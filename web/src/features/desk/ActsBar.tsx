import { useT } from "../../i18n/useT";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useOnline } from "../../ui/useOnline";
import { usePhone } from "../../ui/usePhone";
import styles from "./desk.module.css";

interface ActsBarProps {
  /** How much was ticked. */
  n: number;
  /** The contracts and the money, in words. */
  what: string;
  onConfirm: () => void;
  onRefuse: () => void;
}

/** What finance does with what it has ticked. On a phone, once something is, it stays over the bottom bar: number and amount above, the acts below. */
export function ActsBar({ n, what, onConfirm, onRefuse }: ActsBarProps) {
  const t = useT();
  const online = useOnline();
  const stays = usePhone() && n > 0;
  const [confirm, refuse] = [t("desk.confirm", { what }), t("desk.refusing.act", { what })];
  const reason = (nothing: string) => (!online ? t("desk.offline") : n === 0 ? nothing : null);

  const bar = (
    <div className={`${styles.acts} ${stays ? styles.stays : ""}`} data-acting={stays ? "tall" : undefined}>
      {stays && <p>{what}</p>}
      <ReasonedButton variant="filled" reason={reason(t("desk.pickFirst"))} onClick={onConfirm} aria-label={stays ? confirm : undefined}>
        {stays ? t("desk.confirm", { what: "" }) : confirm}
      </ReasonedButton>
      <ReasonedButton reason={reason(t("desk.refusing.none"))} onClick={onRefuse} aria-label={stays ? refuse : undefined}>
        {stays ? t("desk.refusing.act", { what: "" }) : refuse}
      </ReasonedButton>
    </div>
  );

  return stays ? <div className={styles.gap}>{bar}</div> : bar;
}
