import { Menu } from "@mantine/core";
import { useT } from "../../../i18n/useT";
import { MoreIcon } from "../../../ui/icons";
import { useOnline } from "../../../ui/useOnline";
import styles from "./referrals.module.css";

interface ReferralMenuProps {
  name: string;
  /** Why it cannot be taken back: the campaign is archived, a home rests on it. */
  reason: string | null;
  onTakeBack: () => void;
}

/** What can be done with a recommendation: take it back, while no home rests on it. */
export function ReferralMenu({ name, reason, onTakeBack }: ReferralMenuProps) {
  const t = useT();
  const online = useOnline();
  const bar = online ? reason : t("engagements.offline");
  const label = t("engagements.referrals.actsOf", { name });

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={label}>
          <MoreIcon />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {bar !== null && <Menu.Label>{bar}</Menu.Label>}
        <Menu.Item disabled={bar !== null} color="red" onClick={onTakeBack}>
          {t("engagements.referrals.withdraw")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
