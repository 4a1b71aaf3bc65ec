import { type ReactNode, useState } from "react";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Panel } from "../../ui/Panel";
import { usePhone } from "../../ui/usePhone";
import styles from "./pricelist.module.css";

interface SettingsPlaceProps {
  title: string;
  /** What is set, in one line. */
  summary: ReactNode;
  children: ReactNode;
}

/** What a sheet is of: a panel beside it on the desk, on a phone one line over it that opens the fields. Never printed. */
export function SettingsPlace({ title, summary, children }: SettingsPlaceProps) {
  const t = useT();
  const phone = usePhone();
  const [open, setOpen] = useState(false);
  if (!phone) {
    return (
      <div className={styles.settingsPlace}>
        <Panel title={title}>{children}</Panel>
      </div>
    );
  }

  return (
    <div className={styles.settingsPlace}>
      <button type="button" className={styles.summary} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span>{summary}</span>
        <span className={styles.change}>{t("pricelist.change")}</span>
      </button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={title}>
        {children}
      </Dialog>
    </div>
  );
}
