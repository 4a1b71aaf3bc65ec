import { Button, Textarea, TextInput } from "@mantine/core";
import type { FormTexts } from "../../api/forms";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import type { BuilderPart } from "./builder";
import { retold } from "./draft";
import { Findings } from "./Findings";
import styles from "./forms.module.css";

interface TextsPanelProps extends BuilderPart {
  /** Makes all simplified Chinese anew; null while it cannot. */
  onSimplify: () => void;
  simplifying: boolean;
}

/** 文字: title, introduction and thanks in the language that is being written. */
export function TextsPanel({ onSimplify, simplifying, ...part }: TextsPanelProps) {
  const { draft, change, language, convert, wantConverter, errors } = part;
  const t = useT();
  const { texts } = draft;
  const field = (name: keyof FormTexts) => ({
    label: t(`forms.text.${name}`),
    value: texts[name]?.[language] ?? "",
    lang: language,
    placeholder: language === "zh-Hant" ? undefined : texts[name]?.["zh-Hant"],
    error: errors[`texts.${name}.${language}`] ?? errors[`texts.${name}`],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      if (language === "zh-Hant") wantConverter();
      const words = retold(texts[name], language, currentTarget.value, convert);
      const { [name]: _, ...others } = texts;
      change({
        texts: (words ? { ...texts, [name]: words } : name === "title" ? { ...texts, title: { "zh-Hant": "" } } : others) as FormTexts,
      });
    },
  });

  return (
    <Panel
      number={2}
      title={t("forms.texts")}
      actions={
        language === "zh-Hans" && (
          <Button size="xs" loading={simplifying} onClick={onSimplify}>
            {t("forms.simplify")}
          </Button>
        )
      }
    >
      <div className={styles.stack}>
        <TextInput {...field("title")} maxLength={40} />
        <Textarea {...field("intro")} maxLength={300} autosize minRows={2} />
        <Textarea {...field("thanks")} maxLength={300} autosize minRows={2} description={t("forms.thanksHint")} />
        {language === "zh-Hans" && <p className={styles.hint}>{t("forms.simplifyHint")}</p>}
        <Findings part={part} at={(pointer) => pointer.startsWith("/texts")} />
      </div>
    </Panel>
  );
}
