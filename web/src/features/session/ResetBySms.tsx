import { hasLength, isNotEmpty, useForm } from "@mantine/form";
import { useEffect } from "react";
import { useLocation } from "wouter";
import { isProblem } from "../../api/problem";
import { askForReset, completeResetBySms } from "../../api/session";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { FormErrorSummary, focusField } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { NewPasswordField, PASSWORD_MIN } from "./PasswordField";
import { RESEND_AFTER_SECONDS, SmsCodeField } from "./SmsCodeField";
import styles from "./session.module.css";
import { useCountdown } from "./useCountdown";

/** A new password by the code that was sent to a mobile number. */
export function ResetBySms({ mobile }: { mobile: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  const { left, start } = useCountdown();
  const form = useForm({
    initialValues: { smsCode: "", password: "" },
    validate: { smsCode: isNotEmpty(t("session.code.missing")), password: hasLength({ min: PASSWORD_MIN }, t("account.password.short")) },
  });
  const { busy, failure, send } = useSubmit(form, ["smsCode", "password"]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the code has just been sent
  useEffect(() => {
    start(RESEND_AFTER_SECONDS);
    focusField("smsCode");
  }, []);

  const submit = form.onSubmit(async ({ smsCode, password }) => {
    let isDone = false;
    await send(async () => {
      try {
        await completeResetBySms(mobile, smsCode, password);
        isDone = true;
      } catch (error) {
        if (!isProblem(error, "wrong-sms-code")) throw error;
        form.setFieldError("smsCode", t("session.sms.wrong"));
      }
    });
    if (!isDone) return;
    toast(t("account.reset.done"));
    navigate(paths.login(), { replace: true });
  });
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ smsCode: t("session.sms.code"), password: t("account.password.new") }} failure={failure} />
      <p className={styles.lead} role="status">
        {t("session.sms.sent")}
      </p>
      <SmsCodeField
        left={left}
        onResend={() => send(() => askForReset({ mobile }).then(() => start(RESEND_AFTER_SECONDS)))}
        {...form.getInputProps("smsCode")}
      />
      <NewPasswordField label={t("account.password.new")} {...form.getInputProps("password")} />
      <ReasonedButton type="submit" variant="filled" loading={busy} fullWidth>
        {t("account.reset.act")}
      </ReasonedButton>
    </form>
  );
}
