import type { Form, FormPlace } from "../../api/forms";
import type { Language } from "../../api/session";
import { useT } from "../../i18n/useT";
import { Panel } from "../../ui/Panel";
import { Loaded } from "../../ui/states";
import styles from "./forms.module.css";
import { usePreview } from "./queries";

interface PreviewPanelProps {
  at: FormPlace;
  form: Form;
  language: Language;
  /** Something has been changed and not saved: what is shown is as it was before. */
  isBehind?: boolean;
}

/** The real page as a phone shows it, as it was saved last. */
export function PreviewPanel({ at, form, language, isBehind = false }: PreviewPanelProps) {
  const t = useT();
  const preview = usePreview(at, form.version, language);
  return (
    <div className={styles.preview}>
      <Panel title={t("forms.preview")} note={t(isBehind ? "forms.previewBehind" : "forms.previewNote")}>
        <Loaded query={preview} what={t("forms.previewNotLoaded")}>
          {(page) => <iframe className={styles.phone} title={t("forms.previewOf", { name: form.name })} srcDoc={page} sandbox="" />}
        </Loaded>
      </Panel>
    </div>
  );
}
