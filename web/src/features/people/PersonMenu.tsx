import { Menu } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import { MoreIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { problemWords } from "../../ui/problemWords";
import { useOnline } from "../../ui/useOnline";
import styles from "./people.module.css";
import { useErasing, usePerson } from "./queries";

const EraseDialog = lazyDialog(() => import("./EraseDialog"));
const LooksDialog = lazyDialog(() => import("./LooksDialog"));

export type PersonAct = "looks" | "erase";

/** What may be done about somebody as a person, wherever they are named; of an erased one only who looked is left. */
export function usePersonActs(isThere: boolean): (PersonAct | "export")[] {
  const can = useCan();

  return [
    ...(can("person:looks") ? (["looks"] as const) : []),
    ...(can("person:export") && isThere ? (["export"] as const) : []),
    ...(can("person:erase") && isThere ? (["erase"] as const) : []),
  ];
}

interface PersonActItemsProps {
  /** Their id. */
  person: string;
  acts: readonly (PersonAct | "export")[];
  onAct: (act: PersonAct) => void;
}

/** The same acts as part of a menu that has others besides. */
export function PersonActItems({ person, acts, onAct }: PersonActItemsProps) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();

  return acts.map((act) =>
    act === "export" ? (
      <Menu.Item key={act} component={Link} href={paths.personExport(tenant, person)}>
        {t("people.act.export")}
      </Menu.Item>
    ) : (
      <Menu.Item key={act} disabled={!online} color={act === "erase" ? "red" : undefined} onClick={() => onAct(act)}>
        {t(`people.act.${act}`)}
      </Menu.Item>
    ),
  );
}

/** A menu beside a person's name: who looked at their numbers, all that is held on them, and its end. */
export function PersonMenu({ person: { id, name } }: { person: { id: string; name: string | null } }) {
  const t = useT();
  const acts = usePersonActs(name !== null);
  const erase = useErasing();
  const [doing, setDoing] = useState<PersonAct | null>(null);
  const found = usePerson(doing === "erase" ? id : null);
  if (acts.length === 0) return null;
  const shownName = name ?? t("accounts.person.erased");
  const label = t("people.actsOf", { name: shownName });
  const onClose = () => setDoing(null);

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className={styles.menu} aria-label={label}>
            <MoreIcon />
          </button>
        </Menu.Target>
        <Menu.Dropdown aria-label={label}>
          <PersonActItems person={id} acts={acts} onAct={setDoing} />
        </Menu.Dropdown>
      </Menu>
      {found.isError && (
        <Finding kind="error" announce="alert">
          {problemWords(t, found.error)}
        </Finding>
      )}
      {doing === "looks" && <LooksDialog person={{ id, name: shownName }} onClose={onClose} />}
      {doing === "erase" && found.data && found.data.name !== null && (
        <EraseDialog person={{ ...found.data, name: found.data.name }} edit={erase} onClose={onClose} />
      )}
    </>
  );
}
