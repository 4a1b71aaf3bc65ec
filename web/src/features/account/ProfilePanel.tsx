import { NativeSelect, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { changeMe, type Me, type Session } from "../../api/session";
import { useSpeak } from "../../app/language";
import { SESSION_KEY } from "../../app/session";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "../../i18n/messages";
import { useT } from "../../i18n/useT";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./account.module.css";

/** Name and language. The page speaks the new language as soon as it is saved. */
export function ProfilePanel({ me }: { me: Me }) {
  const t = useT();
  const queries = useQueryClient();
  const speak = useSpeak();
  const form = useForm({
    initialValues: { name: me.name, language: me.language },
    validate: { name: isNotEmpty(t("account.join.nameMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "language"]);

  const submit = form.onSubmit(async ({ name, language }) => {
    const saved = await send(async () => {
      const changed = await changeMe(me.version, { name: name.trim(), language });
      queries.setQueryData(["me"], changed);
      queries.setQueryData<Session>(SESSION_KEY, (session) => session && { ...session, user: { ...session.user, ...picked(changed) } });
      form.resetDirty();
    });
    if (!saved) return;
    await speak(language);
    toast(t("account.me.saved"));
  });

  return (
    <Panel title={t("account.me.profile")}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={{ name: t("account.me.name"), language: t("account.me.language") }} failure={failure} />
        <div className={styles.two}>
          <TextInput label={t("account.me.name")} maxLength={80} autoComplete="name" {...form.getInputProps("name")} />
          <TextInput label={t("account.me.email")} description={t("account.me.emailHint")} value={me.email} readOnly />
          <NativeSelect
            label={t("account.me.language")}
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            {...form.getInputProps("language")}
            onChange={({ currentTarget: { value } }) => isLanguage(value) && form.setFieldValue("language", value)}
          />
        </div>
        <div>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("common.save")}
          </ReasonedButton>
        </div>
      </form>
    </Panel>
  );
}

/** What the session repeats of the account. */
function picked({ name, language }: Me) {
  return { name, language };
}
