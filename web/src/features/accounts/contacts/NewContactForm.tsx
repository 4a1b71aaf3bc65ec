import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { NewContact } from "../../../api/accounts";
import { useT } from "../../../i18n/useT";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { numberProblems } from "../../people/numberProblems";
import styles from "../accounts.module.css";
import { PostFields } from "./PostFields";

interface NewContactFormProps {
  /** A number that was looked for in vain. */
  phone: string;
  onAdd: (contact: NewContact) => Promise<unknown>;
  onClose: () => void;
}

/** Somebody who is not known yet. Only the name and the post must be known. */
export function NewContactForm({ phone, onAdd, onClose }: NewContactFormProps) {
  const t = useT();
  const online = useOnline();
  const form = useForm({
    initialValues: { person: { name: "", phone, identity: "" }, post: "", isListedPost: false },
    validate: {
      person: { name: (name) => (name.trim() ? null : t("accounts.person.nameMissing")) },
      post: (post) => (post.trim() ? null : t("accounts.contacts.postMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["person", "post", "isListedPost"]);
  const labels = {
    person: t("accounts.contacts.who"),
    "person.name": t("accounts.person.name"),
    "person.phone": t("accounts.person.phone"),
    "person.identity": t("accounts.person.identity"),
    post: t("accounts.contacts.post"),
  };

  const submit = form.onSubmit(
    ({ person, post, isListedPost }) => {
      const told = (field: "phone" | "identity") => (person[field].trim() ? { [field]: person[field].trim() } : {});
      const contact = { person: { name: person.name.trim(), ...told("phone"), ...told("identity") }, post: post.trim(), isListedPost };
      return send(() => onAdd(contact).catch((error) => Promise.reject(numberProblems(t, error))));
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );

  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={labels} failure={failure} />
      <TextInput label={labels["person.name"]} autoComplete="off" maxLength={80} data-autofocus {...form.getInputProps("person.name")} />
      <PostFields form={form} />
      <TextInput
        label={t("accounts.person.phoneOptional")}
        description={t("accounts.person.phoneHint")}
        type="tel"
        autoComplete="off"
        maxLength={40}
        {...form.getInputProps("person.phone")}
      />
      <TextInput
        label={t("accounts.person.identityOptional")}
        description={t("accounts.person.identityHint")}
        autoComplete="off"
        maxLength={40}
        {...form.getInputProps("person.identity")}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <ReasonedButton type="submit" variant="filled" loading={busy} reason={online ? null : t("accounts.offline")}>
          {t("accounts.contacts.add")}
        </ReasonedButton>
      </div>
    </form>
  );
}
