import { PasswordInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { type ReactNode, useState } from "react";
import { isProblem } from "../../../api/problem";
import type { FactorProof } from "../../../api/session";
import { useT } from "../../../i18n/useT";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { useRevealLabels } from "../../../ui/useRevealLabels";
import { useSubmit } from "../../../ui/useSubmit";
import { CodeField, type CodeKind, useCodeRefusal } from "../../session/CodeField";
import styles from "./factor.module.css";

interface ProofFormProps {
  /** What it will do, over the fields. */
  children: ReactNode;
  act: string;
  danger?: boolean;
  onProof: (proof: FactorProof) => Promise<unknown>;
}

/** Password and code: what is asked before a second factor or its recovery codes are given up. */
export function ProofForm({ children, act, danger = false, onProof }: ProofFormProps) {
  const t = useT();
  const reveal = useRevealLabels();
  const [kind, setKind] = useState<CodeKind>("app");
  const wordsOf = useCodeRefusal();
  const form = useForm({
    initialValues: { password: "", code: "" },
    validate: { password: isNotEmpty(t("session.passwordMissing")), code: isNotEmpty(t("session.code.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["password", "code"]);

  const submit = form.onSubmit((proof) =>
    send(async () => {
      try {
        await onProof(proof);
      } catch (error) {
        if (!isProblem(error, "wrong-code")) throw error;
        form.setFieldError("code", wordsOf(kind));
      }
    }).then(() => undefined),
  );
  return (
    <form onSubmit={submit} noValidate className={styles.form}>
      <FormErrorSummary form={form} labels={{ password: t("session.password"), code: t(`session.code.${kind}`) }} failure={failure} />
      <div className={styles.stack}>{children}</div>
      <PasswordInput
        label={t("session.password")}
        autoComplete="current-password"
        maxLength={200}
        data-autofocus
        {...reveal}
        {...form.getInputProps("password")}
      />
      <CodeField
        kind={kind}
        onKind={(next) => {
          form.setFieldValue("code", "");
          setKind(next);
        }}
        {...form.getInputProps("code")}
      />
      <ReasonedButton type="submit" variant="filled" color={danger ? "red" : undefined} loading={busy}>
        {act}
      </ReasonedButton>
    </form>
  );
}
