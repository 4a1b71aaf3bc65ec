import { Button } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type Contact, changeContact } from "../../../api/accounts";
import { isProblem } from "../../../api/problem";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../accounts.module.css";
import { useAccountEdit } from "../queries";
import { PostFields } from "./PostFields";

/** Corrects the post that somebody holds at an account. */
export default function PostDialog({ contact, name, onClose }: { contact: Contact; name: string; onClose: () => void }) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();
  const edit = useAccountEdit();
  const form = useForm({
    initialValues: { post: contact.post, isListedPost: contact.isListedPost },
    validate: { post: (post) => (post.trim() ? null : t("accounts.contacts.postMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["post", "isListedPost"]);
  const overtaken = isProblem(failure, "stale");
  const unchanged = form.values.post.trim() === contact.post && form.values.isListedPost === contact.isListedPost;
  const reason = online ? (unchanged ? t("accounts.nothingChanged") : null) : t("accounts.offline");

  const submit = form.onSubmit(
    async ({ post, isListedPost }) => {
      const done = await send(() => edit(() => changeContact(tenant, contact, { post: post.trim(), isListedPost })));
      if (!done) return;
      toast(t("accounts.contacts.postChanged", { name }));
      onClose();
    },
    () => form.getInputNode("post")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={t("accounts.contacts.changePostOf", { name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ post: t("accounts.contacts.post") }} failure={overtaken ? null : failure} />
        {overtaken && (
          <Finding kind="conflict" announce="alert">
            {t("accounts.overtaken")}
          </Finding>
        )}
        <PostFields form={form} focused />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={reason}>
            {t("accounts.contacts.changePostAct")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
