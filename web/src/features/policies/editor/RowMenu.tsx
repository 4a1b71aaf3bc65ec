import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { MoreIcon } from "../../../ui/icons";
import { useDesk } from "./desk";
import styles from "./rows.module.css";

export interface RowAct {
  label: string;
  icon?: ReactNode;
  act: () => void;
  danger?: boolean;
  /** Nothing to do: the first cannot go up. */
  disabled?: boolean;
}

/** What can be done with a row as a whole. */
export function RowMenu({ label, acts }: { label: string; acts: RowAct[] }) {
  const { editable } = useDesk();
  if (!editable) return <span />;
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={label}>
          <MoreIcon />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {acts.map(({ label: words, icon, act, danger, disabled }) => (
          <Menu.Item key={words} leftSection={icon} onClick={act} color={danger ? "red" : undefined} disabled={disabled}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
