import { PasswordInput, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { confirmSecondFactor, type SecondFactorSecret, startSecondFactor } from "../../../api/session";
import { SESSION_KEY } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { QrCode } from "../../../ui/QrCode";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { usePhone } from "../../../ui/usePhone";
import { useRevealLabels } from "../../../ui/useRevealLabels";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "./factor.module.css";
import { RecoveryCodesStep } from "./RecoveryCodesStep";

/** Sets a second factor up: the password, the secret and a first code, the recovery codes. */
export default function SetUpDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const [secret, setSecret] = useState<SecondFactorSecret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);

  const confirmed = async (shown: string[]) => {
    setCodes(shown);
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["me", "second-factor"] }),
      queries.invalidateQueries({ queryKey: ["me", "sessions"] }),
      queries.invalidateQueries({ queryKey: SESSION_KEY }),
    ]);
  };
  if (codes) return <RecoveryCodesStep codes={codes} done={t("account.factor.enabled")} onKept={onClose} />;
  return (
    <Dialog opened onClose={onClose} title={t("account.factor.setUp")}>
      {secret ? <ScanStep secret={secret} onConfirmed={confirmed} /> : <PasswordStep onSecret={setSecret} />}
    </Dialog>
  );
}

function PasswordStep({ onSecret }: { onSecret: (secret: SecondFactorSecret) => void }) {
  const t = useT();
  const reveal = useRevealLabels();
  const form = useForm({ initialValues: { password: "" }, validate: { password: isNotEmpty(t("session.passwordMissing")) } });
  const { busy, failure, send } = useSubmit(form, ["password"]);

  const submit = form.onSubmit(({ password }) => send(async () => onSecret(await startSecondFactor(password))).then(() => undefined));
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ password: t("session.password") }} failure={failure} />
      <p>{t("account.factor.why")}</p>
      <PasswordInput
        label={t("session.password")}
        description={t("account.factor.passwordSay")}
        autoComplete="current-password"
        maxLength={200}
        data-autofocus
        {...reveal}
        {...form.getInputProps("password")}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy}>
        {t("account.factor.next")}
      </ReasonedButton>
    </form>
  );
}

function ScanStep({
  secret: { secret, uri },
  onConfirmed,
}: {
  secret: SecondFactorSecret;
  onConfirmed: (codes: string[]) => Promise<void>;
}) {
  const t = useT();
  const isPhone = usePhone();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useForm({ initialValues: { code: "" }, validate: { code: isNotEmpty(t("session.code.missing")) } });
  const { busy, failure, send } = useSubmit(form, ["code"]);
  useEffect(() => heading.current?.focus(), []); // not the field: a phone's keyboard would cover what is to be scanned

  const submit = form.onSubmit(({ code }) => send(async () => onConfirmed(await confirmSecondFactor(code))).then(() => undefined));
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ code: t("account.factor.codeLabel") }} failure={failure} />
      <div>
        <h3 className={styles.heading} ref={heading} tabIndex={-1}>
          {t("account.factor.scan")}
        </h3>
        <p className="sub">{t("account.factor.scanSay")}</p>
      </div>
      <div className={styles.scan}>
        <QrCode text={uri} label={t("account.factor.qr")} />
        <div className={styles.key}>
          <span className="sub">{t("account.factor.secret")}</span>
          <code>{secret.match(/.{4}/g)?.join(" ")}</code>
          {isPhone && <a href={uri}>{t("account.factor.open")}</a>}
        </div>
      </div>
      <TextInput
        label={t("account.factor.codeLabel")}
        description={t("account.factor.codeHint")}
        autoComplete="one-time-code"
        inputMode="numeric"
        maxLength={40}
        {...form.getInputProps("code")}
      />
      <ReasonedButton type="submit" variant="filled" loading={busy}>
        {t("account.factor.enable")}
      </ReasonedButton>
      <p className="sub">{t("account.factor.others")}</p>
    </form>
  );
}
