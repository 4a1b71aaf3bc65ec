import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { Account } from "../../api/accounts";
import { useT } from "../../i18n/useT";
import { Loaded } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { useAccounts } from "../accounts/queries";
import { searchOf } from "../accounts/search";
import { useSettled } from "../accounts/useSettled";
import styles from "./engagements.module.css";

/** More would be looked for by more of the name. */
const OFFERED_AT_MOST = 6;

interface AccountPickerProps {
  value: Account | null;
  onChange: (account: Account | null) => void;
  error?: string;
}

/** One of the agency's accounts, found by a part of its name. */
export function AccountPicker({ value, onChange, error }: AccountPickerProps) {
  const t = useT();
  const [text, setText] = useState("");
  const { settled, listeners } = useSettled();
  const search = searchOf(settled);

  if (value) {
    return (
      <fieldset className={styles.picked}>
        <legend>{t("engagements.open.account")}</legend>
        <b>{value.name}</b>
        <TextButton onClick={() => onChange(null)} label={t("engagements.open.anotherThan", { name: value.name })}>
          {t("engagements.open.another")}
        </TextButton>
        {value.parentName && <p className="dim">{t("engagements.open.countsWith", { parent: value.parentName })}</p>}
      </fieldset>
    );
  }
  return (
    <div className={styles.picker}>
      <TextInput
        label={t("engagements.open.account")}
        description={t("engagements.open.accountHint")}
        placeholder={t("engagements.open.search")}
        autoComplete="off"
        maxLength={40}
        value={text}
        error={error}
        data-path="accountId"
        data-autofocus
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()} // searching sends nothing
        {...listeners}
      />
      {text.trim() !== "" && search !== null && <Offers search={search} onTake={onChange} />}
    </div>
  );
}

function Offers({ search, onTake }: { search: string; onTake: (account: Account) => void }) {
  const t = useT();
  const { data, dataUpdatedAt, error, isError, isFetching, fetchStatus, refetch } = useAccounts(search);
  return (
    <Loaded query={{ data, dataUpdatedAt, error, isError, isFetching, fetchStatus, refetch }} what={t("engagements.open.notLoaded")}>
      {({ pages }) => {
        const found = pages.flatMap(({ items }) => items);
        const offered = found.slice(0, OFFERED_AT_MOST);
        return (
          <>
            <p className="dim" role="status">
              {found.length === 0
                ? t("engagements.open.noneFound")
                : found.length > offered.length
                  ? t("engagements.open.more", { n: OFFERED_AT_MOST })
                  : t("engagements.open.found", { n: found.length })}
            </p>
            {offered.length > 0 && (
              <ul className={styles.offers} aria-label={t("engagements.open.offers")}>
                {offered.map((account) => (
                  <li key={account.id}>
                    <button type="button" onClick={() => onTake(account)}>
                      {account.name}
                      {account.parentName && <small>{t("engagements.open.branchOf", { parent: account.parentName })}</small>}
                    </button>
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
