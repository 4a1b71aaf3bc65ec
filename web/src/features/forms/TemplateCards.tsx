import type { FormTemplateId } from "../../api/forms";
import { useT } from "../../i18n/useT";
import styles from "./forms.module.css";
import { TEMPLATES } from "./words";

/** What a form may be for, each a way to begin. */
export function TemplateCards({ onChoose }: { onChoose: (template: FormTemplateId) => void }) {
  const t = useT();
  return (
    <ul className={styles.templates} aria-label={t("forms.templates")}>
      {TEMPLATES.map((template) => (
        <li key={template}>
          <button type="button" className={styles.template} onClick={() => onChoose(template)}>
            <b>{t(`forms.template.${template}`)}</b>
            <span>{t(`forms.template.${template}.hint`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
