import { PasswordInput, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { confirmMobile, startMobile } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { looksLikeLogin } from "../../../lib/login";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary, focusField } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useRevealLabels } from "../../../ui/useRevealLabels";
import { useSubmit } from "../../../ui/useSubmit";
import { RESEND_AFTER_SECONDS, SmsCodeField } from "../../session/SmsCodeField";
import { useCountdown } from "../../session/useCountdown";
import styles from "../factor/factor.module.css";

interface Asked {
  mobile: string;
  password: string;
}

/** Records a mobile number: the password and the number, then the code that was sent to it. */
export default function MobileDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <Dialog opened onClose={onClose} title={t("account.mobile.record")}>
      {asked ? <ConfirmStep asked={asked} onDone={onClose} /> : <NumberStep onAsked={setAsked} />}
    </Dialog>
  );
}

function NumberStep({ onAsked }: { onAsked: (asked: Asked) => void }) {
  const t = useT();
  const reveal = useRevealLabels();
  const form = useForm({
    initialValues: { mobile: "", password: "" },
    validate: {
      mobile: (value) => (looksLikeLogin(value) && !value.includes("@") ? null : t("session.sms.mobileInvalid")),
      password: isNotEmpty(t("session.passwordMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["mobile", "password"]);

  const submit = form.onSubmit(({ mobile, password }) =>
    send(async () => {
      await startMobile(mobile.trim(), password);
      onAsked({ mobile: mobile.trim(), password });
    }).then(() => undefined),
  );
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ mobile: t("session.sms.mobile"), password: t("session.password") }} failure={failure} />
      <TextInput
        label={t("session.sms.mobile")}
        description={t("account.mobile.numberHint")}
        type="tel"
        autoComplete="tel"
        inputMode="tel"
        maxLength={40}
        data-autofocus
        {...form.getInputProps("mobile")}
      />
      <PasswordInput
        label={t("session.password")}
        description={t("account.factor.passwordSay")}
        autoComplete="current-password"
        maxLength={200}
        {...reveal}
        {...form.getInputProps("password")}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy}>
        {t("session.sms.ask")}
      </ReasonedButton>
    </form>
  );
}

function ConfirmStep({ asked: { mobile, password }, onDone }: { asked: Asked; onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const { left, start } = useCountdown();
  const form = useForm({ initialValues: { code: "" }, validate: { code: isNotEmpty(t("session.code.missing")) } });
  const { busy, failure, send } = useSubmit(form, ["code"]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the code has just been sent
  useEffect(() => {
    start(RESEND_AFTER_SECONDS);
    focusField("code");
  }, []);

  const submit = form.onSubmit(async ({ code }) => {
    const saved = await send(async () => {
      queries.setQueryData(["me", "reach"], await confirmMobile(code));
    });
    if (!saved) return;
    toast(t("account.mobile.recorded"));
    onDone();
  });
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ code: t("session.sms.code") }} failure={failure} />
      <p role="status">{t("account.mobile.sentTo", { mobile })}</p>
      <SmsCodeField
        left={left}
        onResend={() => send(() => startMobile(mobile, password).then(() => start(RESEND_AFTER_SECONDS)))}
        {...form.getInputProps("code")}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy}>
        {t("account.mobile.confirm")}
      </ReasonedButton>
    </form>
  );
}
