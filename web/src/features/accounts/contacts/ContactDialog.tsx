import { useState } from "react";
import type { NewContact } from "../../../api/accounts";
import { nameContact } from "../../../api/accounts";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import styles from "../accounts.module.css";
import { useAccountEdit } from "../queries";
import { KnownContact } from "./KnownContact";
import { NewContactForm } from "./NewContactForm";

interface ContactDialogProps {
  account: string;
  onClose: () => void;
}

/** Names somebody at an account: somebody new, or a person who is known from elsewhere and found by their whole number. */
export default function ContactDialog({ account, onClose }: ContactDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const edit = useAccountEdit();
  const [who, setWho] = useState<"new" | "known">("new");
  const [phone, setPhone] = useState("");

  const add = async (contact: NewContact) => {
    const added = await edit(() => nameContact(tenant, account, contact));
    toast(t("accounts.contacts.added", { name: added.person.name ?? "" }));
    onClose();
  };
  const beginNew = (searched: string) => {
    setPhone(searched);
    setWho("new");
  };
  return (
    <Dialog opened onClose={onClose} title={t("accounts.contacts.add")}>
      <div className={styles.form}>
        <Segmented
          label={t("accounts.contacts.who")}
          labelHidden
          options={[
            { value: "new", label: t("accounts.contacts.new") },
            { value: "known", label: t("accounts.contacts.known") },
          ]}
          value={who}
          onChange={setWho}
        />
        {who === "new" ? (
          <NewContactForm phone={phone} onAdd={add} onClose={onClose} />
        ) : (
          <KnownContact onAdd={add} onUnknown={beginNew} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
