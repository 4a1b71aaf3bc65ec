import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import type { Account } from "../../api/accounts";
import { useT } from "../../i18n/useT";
import { Loaded } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import styles from "./accounts.module.css";
import { useAccounts } from "./queries";
import { searchOf, whyNoParent } from "./search";
import { useSettled } from "./useSettled";

export type Parent = Pick<Account, "id" | "name">;

interface ParentFieldProps {
  value: Parent | null;
  onChange: (parent: Parent | null) => void;
  /** The account whose parent it is; null for one that is yet to be filed. */
  child: string | null;
  error?: string;
}

/** More would be looked for by more of the name. */
const OFFERED_AT_MOST = 6;

/** The account that another one counts under, chosen by a part of its name. */
export function ParentField({ value, onChange, child, error }: ParentFieldProps) {
  const t = useT();
  const [text, setText] = useState("");
  const { settled, listeners } = useSettled();
  const search = searchOf(settled);
  const take = (parent: Parent) => {
    setText("");
    onChange(parent);
  };

  if (value) {
    return (
      <fieldset className={styles.parent}>
        <legend>{t("accounts.parent")}</legend>
        <div className={styles.chosen}>
          <b>{value.name}</b>
          <TextButton onClick={() => onChange(null)} label={t("accounts.parentField.removeOf", { name: value.name })}>
            {t("accounts.parentField.remove")}
          </TextButton>
        </div>
        <p className="dim">{t("accounts.parentField.hint")}</p>
      </fieldset>
    );
  }
  const keepForm = (event: KeyboardEvent) => {
    if (event.key === "Enter") event.preventDefault(); // searching sends nothing
  };
  return (
    <div className={styles.parentSearch}>
      <TextInput
        label={t("accounts.parentField.label")}
        description={t("accounts.parentField.hint")}
        placeholder={t("accounts.parentField.search")}
        autoComplete="off"
        maxLength={40}
        value={text}
        error={error}
        data-path="parentId"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={keepForm}
        {...listeners}
      />
      {text.trim() !== "" && search !== null && <Offers search={search} child={child} onTake={take} />}
    </div>
  );
}

function Offers({ search, child, onTake }: { search: string; child: string | null; onTake: (parent: Parent) => void }) {
  const t = useT();
  const { data, dataUpdatedAt, error, isError, isFetching, fetchStatus, refetch } = useAccounts(search);
  return (
    <Loaded query={{ data, dataUpdatedAt, error, isError, isFetching, fetchStatus, refetch }} what={t("accounts.notLoaded")}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        const offered = found.slice(0, OFFERED_AT_MOST);
        return (
          <>
            <p className="dim" role="status">
              {found.length > offered.length
                ? t("accounts.parentField.more", { n: OFFERED_AT_MOST })
                : t("accounts.found", { n: `${found.length}` })}
            </p>
            {offered.length > 0 && (
              <ul className={styles.offers} aria-label={t("accounts.parentField.found")}>
                {offered.map((account) => (
                  <li key={account.id}>
                    <Offer account={account} child={child} onTake={onTake} />
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Offer({ account, child, onTake }: { account: Account; child: string | null; onTake: (parent: Parent) => void }) {
  const t = useT();
  const why = whyNoParent(account, child);
  if (why === null) {
    return (
      <button type="button" className={styles.offer} onClick={() => onTake(account)}>
        {account.name}
      </button>
    );
  }
  return (
    <span className={styles.notOffered}>
      {account.name}
      <small>
        {why === "itself" ? t("accounts.parentField.itself") : t("accounts.parentField.isBranch", { parent: account.parentName ?? "" })}
      </small>
    </span>
  );
}
