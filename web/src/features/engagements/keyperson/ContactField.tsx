import { NativeSelect } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { LoadedPages } from "../../../ui/states";
import { useContacts } from "../../accounts/queries";

interface ContactFieldProps {
  account: string;
  label: string;
  hint: ReactNode;
  value: string;
  onChange: (contact: string) => void;
  error?: ReactNode;
  /** Somebody who cannot be chosen again. */
  except?: string | null;
  /** A choice that names nobody. */
  nobody?: string;
}

/** The choice that names nobody. */
export const NOBODY = "nobody";

/** Somebody of the account in one of the posts that a key person must hold. */
export function ContactField({ account, label, hint, value, onChange, error, except, nobody }: ContactFieldProps) {
  const t = useT();
  const { tenant } = useTenant();
  const contacts = useContacts(account);
  return (
    <LoadedPages
      query={contacts}
      what={t("engagements.visit.contactsNotLoaded")}
      skeleton={<NativeSelect label={label} description={hint} data={[t("common.loading")]} disabled />}
    >
      {(rows) => {
        const listed = rows.filter(({ isListedPost, person }) => isListedPost && person.erasedAt === null && person.id !== except);
        return (
          <div>
            <NativeSelect
              label={label}
              description={hint}
              value={value}
              error={error}
              data-path="contactId"
              onChange={({ currentTarget }) => onChange(currentTarget.value)}
              data={[
                { value: "", label: t("engagements.open.choose"), disabled: true },
                ...listed.map(({ id, post, person }) => ({ value: id, label: `${post} ${person.name ?? ""}` })),
                ...(nobody ? [{ value: NOBODY, label: nobody }] : []),
              ]}
            />
            {listed.length === 0 && (
              <p className="dim">
                {t("engagements.visit.noListed")}{" "}
                <Link href={paths.account(tenant, account, "contacts")}>{t("engagements.visit.toContacts")}</Link>
              </p>
            )}
          </div>
        );
      }}
    </LoadedPages>
  );
}
