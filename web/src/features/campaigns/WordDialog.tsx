import { Button, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./campaigns.module.css";
import { freeCode, type Word } from "./catalogue";

interface WordDialogProps {
  title: string;
  /** The word to change; a new one without it. */
  word?: Word;
  /** The codes of its list. */
  taken: readonly string[];
  /** It is a way to pay, which may leave so many days. */
  isPayment: boolean;
  onWord: (word: Word) => Promise<unknown>;
  onClose: () => void;
}

/** One of a campaign's words in the three languages; traditional Chinese stands in for what is left blank. */
export default function WordDialog({ title, word, taken, isPayment, onWord, onClose }: WordDialogProps) {
  const t = useT();
  const form = useForm({
    initialValues: {
      hant: word?.names["zh-Hant"] ?? "",
      hans: word?.names["zh-Hans"] ?? "",
      en: word?.names.en ?? "",
      days: `${word?.paidWithinDays ?? ""}`,
    },
    validate: {
      hant: isNotEmpty(t("campaigns.word.missing")),
      days: (days) => (days.trim() === "" || daysOf(days) !== null ? null : t("campaigns.word.daysWrong", { most: MOST_DAYS })),
    },
  });
  const { busy, failure, send } = useSubmit(form, []);
  const labels = { hant: "繁體中文", hans: "简体中文", en: "English", days: t("campaigns.word.days") };

  const submit = form.onSubmit(
    async ({ hant, hans, en, days }) => {
      const paidWithinDays = isPayment ? daysOf(days) : null;
      const names = { "zh-Hant": hant.trim(), ...(hans.trim() ? { "zh-Hans": hans.trim() } : {}), ...(en.trim() ? { en: en.trim() } : {}) };
      if (
        await send(() => onWord({ code: word?.code ?? freeCode(en, taken), names, ...(paidWithinDays === null ? {} : { paidWithinDays }) }))
      )
        onClose();
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );

  return (
    <Dialog opened onClose={onClose} title={title}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        <TextInput label={labels.hant} maxLength={80} data-autofocus {...form.getInputProps("hant")} />
        <TextInput
          label={labels.hans}
          lang="zh-Hans"
          maxLength={80}
          description={t("campaigns.word.optional")}
          {...form.getInputProps("hans")}
        />
        <TextInput label={labels.en} lang="en" maxLength={80} description={t("campaigns.word.optional")} {...form.getInputProps("en")} />
        {isPayment && (
          <TextInput
            label={labels.days}
            inputMode="numeric"
            maxLength={4}
            description={t("campaigns.word.daysHint")}
            {...form.getInputProps("days")}
          />
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("common.save")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

const MOST_DAYS = 3650;

/** A whole number of days as typed; null for anything else. */
function daysOf(typed: string): number | null {
  const days = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= MOST_DAYS ? days : null;
}
