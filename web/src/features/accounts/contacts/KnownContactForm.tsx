import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { NewContact } from "../../../api/accounts";
import type { Person } from "../../../api/people";
import { useT } from "../../../i18n/useT";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { TextButton } from "../../../ui/TextButton";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../accounts.module.css";
import { PostFields } from "./PostFields";

interface KnownContactFormProps {
  person: Person;
  onAdd: (contact: NewContact) => Promise<unknown>;
  onAnother: () => void;
  onClose: () => void;
}

/** What a person who was found does at this account. */
export function KnownContactForm({ person, onAdd, onAnother, onClose }: KnownContactFormProps) {
  const t = useT();
  const online = useOnline();
  const form = useForm({
    initialValues: { post: "", isListedPost: false },
    validate: { post: (post) => (post.trim() ? null : t("accounts.contacts.postMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["post", "isListedPost"]);
  const submit = form.onSubmit(
    ({ post, isListedPost }) => send(() => onAdd({ person: { id: person.id }, post: post.trim(), isListedPost })),
    () => form.getInputNode("post")?.focus(),
  );

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ post: t("accounts.contacts.post") }} failure={failure} />
      <p className={styles.chosen}>
        <b>{person.name}</b>
        <span className="sub nowrap">{person.phoneMasked}</span>
        <TextButton onClick={onAnother}>{t("accounts.contacts.another")}</TextButton>
      </p>
      <PostFields form={form} focused />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <ReasonedButton type="submit" variant="filled" loading={busy} reason={online ? null : t("accounts.offline")}>
          {t("accounts.contacts.addWho", { name: person.name ?? "" })}
        </ReasonedButton>
      </div>
    </form>
  );
}
