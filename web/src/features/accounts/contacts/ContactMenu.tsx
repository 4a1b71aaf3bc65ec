import { Menu } from "@mantine/core";
import type { Contact } from "../../../api/accounts";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { MoreIcon } from "../../../ui/icons";
import { useOnline } from "../../../ui/useOnline";
import { type PersonAct, PersonActItems, usePersonActs } from "../../people/PersonMenu";
import styles from "../accounts.module.css";

export type ContactAct = "post" | "correct" | "remove" | PersonAct;

/** What can be done with somebody at an account, by those who may; of an erased person only the place is left. */
export function ContactMenu({ contact, name, onAct }: { contact: Contact; name: string; onAct: (act: ContactAct) => void }) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const isThere = contact.person.name !== null;
  const acts = can("person:edit") ? (["post", ...(isThere ? (["correct"] as const) : []), "remove"] as const) : [];
  const personActs = usePersonActs(isThere);
  if (acts.length + personActs.length === 0) return null;
  const label = t("accounts.contacts.actsOf", { name });

  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={label}>
          <MoreIcon />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {!online && <Menu.Label>{t("accounts.offline")}</Menu.Label>}
        {acts.map((act) => (
          <Menu.Item key={act} disabled={!online} onClick={() => onAct(act)}>
            {t(`accounts.contacts.act.${act}`)}
          </Menu.Item>
        ))}
        <PersonActItems person={contact.person.id} acts={personActs} onAct={onAct} />
      </Menu.Dropdown>
    </Menu>
  );
}
