import { type ReactNode, useState } from "react";
import { type Contact, removeContact } from "../../../api/accounts";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { type Column, DataTable } from "../../../ui/DataTable";
import { LoadMore } from "../../../ui/LoadMore";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState, LoadedPages } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { Particular } from "../../people/Particular";
import styles from "../accounts.module.css";
import { useAccountEdit, useContacts, useRecorded } from "../queries";
import { type ContactAct, ContactMenu } from "./ContactMenu";

const CorrectDialog = lazyDialog(() => import("../../people/CorrectDialog"));
const EraseDialog = lazyDialog(() => import("../../people/EraseDialog"));
const LooksDialog = lazyDialog(() => import("../../people/LooksDialog"));
const PostDialog = lazyDialog(() => import("./PostDialog"));

interface ContactsTabProps {
  account: { id: string; name: string };
  /** The button that adds somebody, for those who may. */
  add: ReactNode;
}

/** The people at an account: what they do there, how they are reached, and what may be done about them. */
export function ContactsTab({ account, add }: ContactsTabProps) {
  const t = useT();
  const can = useCan();
  const contacts = useContacts(account.id);
  const [doing, setDoing] = useState<{ act: ContactAct; id: string } | null>(null);

  return (
    <LoadedPages query={contacts} what={t("accounts.contacts.notLoaded")}>
      {(rows) => (
        <>
          {rows.length === 0 ? (
            <Panel label={t("accounts.tab.contacts")}>
              <EmptyState
                fact={t("accounts.contacts.empty")}
                hint={t(can("person:edit") ? "accounts.contacts.emptyHint" : "accounts.contacts.emptyRead")}
                action={add}
              />
            </Panel>
          ) : (
            <>
              <ContactTable rows={rows} onAct={(act, { id }) => setDoing({ act, id })} />
              {contacts.hasNextPage && <LoadMore query={contacts} shown={rows.length} />}
              {can("person:reveal") && <p className={`dim ${styles.note}`}>{t("accounts.reveal.note")}</p>}
            </>
          )}
          <ActDialog account={account} contact={rows.find(({ id }) => id === doing?.id)} act={doing?.act} onClose={() => setDoing(null)} />
        </>
      )}
    </LoadedPages>
  );
}

/** A person by name; by what is left of them once they were erased. */
function useNameOf() {
  const t = useT();
  return ({ person }: Contact) => person.name ?? t("accounts.person.erased");
}

function ContactTable({ rows, onAct }: { rows: Contact[]; onAct: (act: ContactAct, contact: Contact) => void }) {
  const t = useT();
  const recorded = useRecorded();
  const nameOf = useNameOf();
  const name = (contact: Contact) =>
    contact.person.name === null ? <span className="dim">{nameOf(contact)}</span> : <b>{nameOf(contact)}</b>;
  const listed = ({ isListedPost }: Contact) =>
    isListedPost && <Mark tone="info" sign={t("accounts.contacts.listedSign")} word={t("accounts.contacts.listed")} />;
  const menu = (contact: Contact) => <ContactMenu contact={contact} name={nameOf(contact)} onAct={(act) => onAct(act, contact)} />;
  const number = (particular: "phone" | "identity", { person }: Contact) => (
    <Particular person={person} particular={particular} onRecorded={recorded} />
  );

  const columns: Column<Contact>[] = [
    { id: "name", header: t("accounts.person.name"), cell: name },
    {
      id: "post",
      header: t("accounts.contacts.post"),
      cell: (contact) => (
        <span className={styles.contact}>
          {contact.post}
          {listed(contact)}
        </span>
      ),
    },
    { id: "phone", header: t("accounts.person.phone"), cell: (contact) => number("phone", contact) },
    { id: "identity", header: t("accounts.person.identity"), cell: (contact) => number("identity", contact) },
    { id: "acts", header: "", align: "right", cell: menu },
  ];
  return (
    <DataTable
      label={t("accounts.tab.contacts")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      card={(contact) => ({
        title: nameOf(contact),
        mark: listed(contact),
        menu: menu(contact),
        lines: [
          contact.post,
          ...(contact.person.phoneMasked ? [number("phone", contact)] : []),
          ...(contact.person.identityMasked ? [number("identity", contact)] : []),
        ],
      })}
    />
  );
}

interface ActDialogProps {
  account: ContactsTabProps["account"];
  /** As the list has them now: an edit that was overtaken goes on with what was read anew. */
  contact: Contact | undefined;
  act: ContactAct | undefined;
  onClose: () => void;
}

function ActDialog({ account, contact, act, onClose }: ActDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const edit = useAccountEdit();
  const nameOf = useNameOf();
  if (!contact || !act) return null;
  const name = nameOf(contact);
  const { person } = contact;

  if (act === "remove") {
    return (
      <ConfirmDialog
        opened
        onClose={onClose}
        title={t("accounts.contacts.removeWho", { name })}
        act={t("accounts.contacts.removeWho", { name })}
        danger
        onConfirm={async () => {
          await edit(() => removeContact(tenant, contact));
          toast(t("accounts.contacts.removed", { name }));
        }}
      >
        <p>{t("accounts.contacts.removeSay", { name, account: account.name, post: contact.post })}</p>
        <p className="sub">{t("accounts.contacts.removeStays")}</p>
      </ConfirmDialog>
    );
  }
  const named = person.name === null ? null : { ...person, name: person.name };
  return (
    <>
      {act === "post" && <PostDialog contact={contact} name={name} onClose={onClose} />}
      {act === "correct" && named && <CorrectDialog person={named} edit={edit} onClose={onClose} />}
      {act === "looks" && <LooksDialog person={{ id: person.id, name }} onClose={onClose} />}
      {act === "erase" && named && <EraseDialog person={named} edit={edit} onClose={onClose} />}
    </>
  );
}
