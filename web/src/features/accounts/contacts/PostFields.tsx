import { Checkbox, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useT } from "../../../i18n/useT";
import styles from "../accounts.module.css";

export interface Post {
  post: string;
  isListedPost: boolean;
}

/** What somebody does at an account, and whether that is one of the posts that a key person must hold. */
export function PostFields<Values extends Post>({ form, focused = false }: { form: UseFormReturnType<Values>; focused?: boolean }) {
  const t = useT();
  return (
    <>
      <TextInput
        label={t("accounts.contacts.post")}
        placeholder={t("accounts.contacts.postExample")}
        autoComplete="off"
        maxLength={80}
        data-autofocus={focused || undefined}
        {...form.getInputProps("post")}
      />
      <div className={styles.listed}>
        <Checkbox
          label={t("accounts.contacts.isListedPost")}
          description={t("accounts.contacts.isListedPostHint")}
          {...form.getInputProps("isListedPost", { type: "checkbox" })}
        />
      </div>
    </>
  );
}
