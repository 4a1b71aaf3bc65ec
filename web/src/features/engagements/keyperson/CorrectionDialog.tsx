import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { askCorrection, type EngagementPlace, type KeyPersonTrail } from "../../../api/engagements";
import type { StoredFile } from "../../../api/files";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { DocumentField } from "../../approvals/DocumentField";
import styles from "../engagements.module.css";
import { useEngagementAct } from "../queries";
import { ContactField } from "./ContactField";

interface CorrectionDialogProps {
  at: EngagementPlace;
  account: string;
  recognition: KeyPersonTrail["recognitions"][number];
  onClose: () => void;
}

/** 申請更正: somebody else was meant when this key person was recorded. Says what it does, and that it is no change. */
export default function CorrectionDialog({ at, account, recognition, onClose }: CorrectionDialogProps) {
  const t = useT();
  const online = useOnline();
  const act = useEngagementAct(at.campaign);
  const [file, setFile] = useState<StoredFile | null>(null);
  const [missing, setMissing] = useState(false);
  const form = useForm({
    initialValues: { contactId: "", reason: "" },
    validate: {
      contactId: (id) => (id ? null : t("engagements.correct.whoMissing")),
      reason: (reason) => (reason.trim() ? null : t("engagements.change.reasonMissing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["contactId", "reason"]);
  const { id: recognitionId, personId, post, name, from, correctableUntil } = recognition;

  const submit = form.onSubmit(async ({ contactId, reason }) => {
    if (!file) return setMissing(true);
    const asked = { recognitionId, contactId, reason: reason.trim(), documentId: file.id };
    if (!(await send(() => act(() => askCorrection(at, asked))))) return;
    toast(t("engagements.correct.asked"));
    onClose();
  });
  return (
    <Dialog opened onClose={onClose} title={t("engagements.correct.title")}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={{ contactId: t("engagements.correct.who"), reason: t("engagements.correct.reason") }}
          failure={failure}
        />
        <p>{t("engagements.correct.now", { named: `${post} ${name ?? t("engagements.erased")}`, from })}</p>
        <p className="sub">{t("engagements.correct.say", { from, until: correctableUntil })}</p>
        <ContactField
          account={account}
          label={t("engagements.correct.who")}
          hint={t("engagements.visit.whomHint")}
          value={form.values.contactId}
          error={form.errors.contactId}
          except={personId}
          onChange={(contact) => form.setFieldValue("contactId", contact)}
        />
        <Textarea
          label={t("engagements.correct.reason")}
          description={t("engagements.correct.reasonHint")}
          autosize
          minRows={2}
          maxLength={500}
          required
          data-path="reason"
          {...form.getInputProps("reason")}
        />
        <DocumentField
          label={t("engagements.correct.evidence")}
          hint={t("engagements.correct.evidenceHint")}
          agency={at.tenant}
          onStored={setFile}
          error={missing && !file ? t("engagements.correct.evidenceMissing") : null}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={online ? null : t("engagements.offline")}>
            {t("engagements.correct.act")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
