import { useState } from "react";
import { useLocation } from "wouter";
import { deleteForm, type Form, type FormPlace, stepForm } from "../../api/forms";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Finding } from "../../ui/Finding";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useFormAct } from "./queries";

type Step = "opening" | "closing" | "reopening" | "deleting";

/** Where a form's state may go from here; what keeps it from being opened is said on the button. */
export function FormSteps({ at, form, isDirty }: { at: FormPlace; form: Form; isDirty: boolean }) {
  const t = useT();
  const act = useFormAct(at);
  const [, navigate] = useLocation();
  const [step, setStep] = useState<Step | null>(null);
  const { state, name, findings } = form;
  const wrong = findings.filter(({ severity }) => severity === "error").length;
  const remarks = [...new Set(findings.flatMap(({ severity, code }) => (severity === "warning" ? [code] : [])))];
  const steps: Step[] = state === "draft" ? ["deleting", "opening"] : state === "open" ? ["closing"] : ["reopening"];
  const reasonOf = (one: Step) => {
    if (one === "closing" || one === "deleting") return null;
    if (wrong > 0) return t("forms.findingsLeft", { n: wrong });
    return isDirty ? t("forms.saveFirst") : null;
  };

  return (
    <>
      {steps.map((one) => (
        <ReasonedButton key={one} sends reason={reasonOf(one)} onClick={() => setStep(one)}>
          {t(`forms.step.${one}`)}
        </ReasonedButton>
      ))}
      {step && (
        <ConfirmDialog
          opened
          danger={step === "deleting"}
          onClose={() => setStep(null)}
          title={t(`forms.step.${step}`)}
          act={t(`forms.act.${step}`, { name })}
          onConfirm={async () => {
            if (step === "deleting") {
              await act(() => deleteForm(at));
              navigate(paths.forms(at.tenant, at.campaign));
            } else await act(() => stepForm(at, step));
            toast(t(`forms.done.${step}`, { name }));
          }}
        >
          <p>{t(`forms.effect.${step}`)}</p>
          {(step === "opening" || step === "reopening") &&
            remarks.map((code) => (
              <Finding key={code} kind="remark">
                {t(`forms.finding.${code}`)}
              </Finding>
            ))}
        </ConfirmDialog>
      )}
    </>
  );
}
