import { NativeSelect, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { changeReach, type Reach } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../account.module.css";

/** How notices come: by mail, or by what is set up here and one can be reached by. */
export function LettersForm({ reach }: { reach: Reach }) {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { lettersBy: reach.lettersBy, wecomId: reach.wecomId ?? "" },
    validate: {
      lettersBy: (by) => (by === "sms" && reach.mobileMasked === null ? t("account.letters.mobileFirst") : null),
      wecomId: (id, { lettersBy }) => (lettersBy === "wecom" && id.trim() === "" ? t("account.letters.wecomMissing") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["lettersBy", "wecomId"]);
  const offered = (["mail", "sms", "wecom"] as const).filter(
    (by) => by === "mail" || by === reach.lettersBy || reach.channels.includes(by),
  );

  const submit = form.onSubmit(async ({ lettersBy, wecomId }) => {
    const saved = await send(async () => {
      queries.setQueryData(["me", "reach"], await changeReach({ lettersBy, wecomId: wecomId.trim() || null }));
    });
    if (saved) toast(t("account.me.saved"));
  });
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary
        form={form}
        labels={{ lettersBy: t("account.letters.by"), wecomId: t("account.letters.wecomId") }}
        failure={failure}
      />
      <div className={styles.two}>
        <NativeSelect
          label={t("account.letters.by")}
          description={t("account.letters.byHint")}
          data={offered.map((value) => ({ value, label: t(`account.letters.${value}`) }))}
          {...form.getInputProps("lettersBy")}
        />
        {(reach.channels.includes("wecom") || reach.wecomId !== null) && (
          <TextInput
            label={t("account.letters.wecomId")}
            description={t("account.letters.wecomHint")}
            autoCapitalize="off"
            spellCheck={false}
            maxLength={64}
            {...form.getInputProps("wecomId")}
          />
        )}
      </div>
      <div>
        <ReasonedButton type="submit" loading={busy}>
          {t("account.letters.save")}
        </ReasonedButton>
      </div>
    </form>
  );
}
