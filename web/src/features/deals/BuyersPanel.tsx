import { useState } from "react";
import type { Deal } from "../../api/deals";
import { useCan } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Finding } from "../../ui/Finding";
import { lazyDialog } from "../../ui/lazyDialog";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { TextButton } from "../../ui/TextButton";
import { useErasing, usePerson } from "../people/queries";
import styles from "./deals.module.css";
import { shareWords } from "./subscribing/shares";

const EraseDialog = lazyDialog(() => import("../people/EraseDialog"));

/** Who buys, in the order of the contract, each with a share; whoever may, erases one of them here, at an account or not. */
export function BuyersPanel({ deal }: { deal: Deal }) {
  const t = useT();
  const can = useCan();
  const edit = useErasing();
  const [erasing, setErasing] = useState<string | null>(null);
  const found = usePerson(erasing);
  const person = found.data;
  const onClose = () => setErasing(null);

  return (
    <Panel title={t("deals.buyers.title")}>
      <ul className={styles.buyers}>
        {deal.parties.map(({ personId, name, shareBps }) => (
          <li key={personId} className={styles.line}>
            <span>{name ?? t("deals.erasedBuyer")}</span>
            <span className={styles.buyer}>
              <span className="nowrap">{shareWords(shareBps)}</span>
              {name !== null && can("person:erase") && (
                <TextButton sends danger label={t("accounts.erase.act", { name })} onClick={() => setErasing(personId)}>
                  {t("accounts.contacts.act.erase")}
                </TextButton>
              )}
            </span>
          </li>
        ))}
      </ul>
      {found.isError && (
        <Finding kind="error" announce="alert">
          {problemWords(t, found.error)}
        </Finding>
      )}
      {person && person.name !== null && <EraseDialog person={{ ...person, name: person.name }} edit={edit} onClose={onClose} />}
    </Panel>
  );
}
