import { Button, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import { changeForm, type Form, type FormPlace } from "../../api/forms";
import { ApiProblem, isProblem } from "../../api/problem";
import type { Language } from "../../api/session";
import { useT } from "../../i18n/useT";
import { partOf } from "../../lib/part";
import { usePart } from "../../lib/usePart";
import { Finding } from "../../ui/Finding";
import { fieldOf } from "../../ui/form";
import { Panel } from "../../ui/Panel";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import type { BuilderPart } from "./builder";
import { caughtUp, completed, type Draft, draftOf, editOf, simplified } from "./draft";
import { FieldsPanel } from "./FieldsPanel";
import { FormHead } from "./FormHead";
import { FormSteps } from "./FormSteps";
import styles from "./forms.module.css";
import { PreviewPanel } from "./PreviewPanel";
import { useFormAct } from "./queries";
import { SharePanel } from "./SharePanel";
import { SlotsPanel } from "./SlotsPanel";
import { AssignmentPanel, WindowPanel } from "./TermsPanels";
import { TextsPanel } from "./TextsPanel";

/** What makes simplified Chinese of traditional weighs as much as a page: it comes when somebody writes. */
const converter = partOf(async () => (await import("./converter")).default);

const LANGUAGES = [
  { value: "zh-Hant", label: "繁體" },
  { value: "zh-Hans", label: "简体" },
  { value: "en", label: "English" },
] as const;

/** The form builder: the questions, the words, when and how many, who gets them, times to come, links; beside it the page. */
export function Builder({ at, campaign, form }: { at: FormPlace; campaign: CampaignDetail; form: Form }) {
  const t = useT();
  const act = useFormAct(at);
  const [draft, setDraft] = useState<Draft>(() => draftOf(form));
  const [seen, setSeen] = useState(form);
  const [language, setLanguage] = useState<Language>("zh-Hant");
  const [writes, setWrites] = useState(false);
  const [busy, setBusy] = useState<"save" | "simplify" | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const convert = usePart(converter, writes).value;
  const [hasCaughtUp, setHasCaughtUp] = useState(convert !== null);
  const edit = editOf(form, draft);

  // What was typed before the converter came has left its simplified Chinese behind.
  if (convert !== null && !hasCaughtUp) {
    setHasCaughtUp(true);
    setDraft(caughtUp(draft, form, convert));
  }
  // Read anew, by whoever changed it: what was typed here and not yet saved stays.
  if (seen !== form) {
    setSeen(form);
    if (seen.version !== form.version && editOf(seen, draft) === null) setDraft(draftOf(form));
  }
  useEffect(() => {
    if (!edit) return;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", leaving);
    return () => removeEventListener("beforeunload", leaving);
  }, [edit]);

  const save = async () => {
    setBusy("save");
    setFailure(null);
    setErrors({});
    try {
      const making = await converter.fetch().catch(() => null); // without it the page shows traditional Chinese, as it says there
      const written = making ? caughtUp(draft, form, making) : draft;
      const whole = { ...written, texts: completed(written.texts, making), fields: completed(written.fields, making) };
      const saved = await act(() => changeForm(at, form.version, editOf(form, whole) ?? {}));
      setDraft(draftOf(saved));
      toast(t("forms.saved"));
    } catch (error) {
      if (error instanceof ApiProblem) setErrors(Object.fromEntries(error.errors.map(({ pointer, detail }) => [fieldOf(pointer), detail])));
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };
  const simplify = async () => {
    setBusy("simplify");
    setFailure(null);
    try {
      const making = await converter.fetch();
      setDraft((now) => ({ ...now, texts: simplified(now.texts, making), fields: simplified(now.fields, making) }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };

  const part: BuilderPart = {
    draft,
    change: (change) => setDraft((now) => ({ ...now, ...change })),
    language,
    convert,
    wantConverter: () => setWrites(true),
    errors,
    findings: form.findings,
  };

  return (
    <>
      <FormHead
        at={at}
        campaign={campaign}
        form={form}
        task
        actions={
          <>
            <FormSteps at={at} form={form} isDirty={edit !== null} />
            <ReasonedButton
              sends
              variant="filled"
              loading={busy === "save"}
              reason={edit === null ? t("forms.nothingToSave") : null}
              onClick={() => void save()}
            >
              {t("common.save")}
            </ReasonedButton>
          </>
        }
      />
      {failure !== null && (
        <div className={styles.failure}>
          <Finding
            kind={isProblem(failure, "stale") ? "conflict" : "error"}
            announce="alert"
            remedies={
              isProblem(failure, "stale") && (
                <Button size="xs" onClick={() => setDraft(draftOf(form))}>
                  {t("forms.takeTheirs")}
                </Button>
              )
            }
          >
            {isProblem(failure, "stale") ? t("forms.stale") : problemWords(t, failure)}
          </Finding>
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.parts}>
          <Panel label={t("forms.name")}>
            <div className={styles.top}>
              <TextInput
                label={t("forms.name")}
                description={t("forms.nameHint")}
                value={draft.name}
                maxLength={80}
                error={errors.name}
                onChange={({ currentTarget }) => part.change({ name: currentTarget.value })}
              />
              <Segmented label={t("forms.language")} options={LANGUAGES} value={language} onChange={setLanguage} />
            </div>
          </Panel>
          <FieldsPanel {...part} />
          <TextsPanel {...part} onSimplify={() => void simplify()} simplifying={busy === "simplify"} />
          <WindowPanel {...part} form={form} campaign={campaign} />
          <AssignmentPanel {...part} />
          <SlotsPanel at={at} campaign={campaign} editable />
          <SharePanel at={at} form={form} editable number={6} />
        </div>
        <PreviewPanel at={at} form={form} language={language} isBehind={edit !== null} />
      </div>
    </>
  );
}
