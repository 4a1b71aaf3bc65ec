import { Button, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, type RefObject, useRef, useState } from "react";
import { type ApprovalDetail, decideApproval, recordDecision } from "../../api/approvals";
import type { StoredFile } from "../../api/files";
import { withdrawPolicyVersion } from "../../api/policies";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import styles from "./approvals.module.css";
import { DocumentField } from "./DocumentField";
import type { ApprovalPlace } from "./lines";
import { useDecision } from "./useDecision";

/** What can be done with an approval; each is a dialog that says first what follows. */
export type Act = "approve" | "return" | "record" | "withdraw";

export interface ActDialogProps {
  approval: ApprovalDetail;
  place: ApprovalPlace;
  /** Closes it; `overtaken` when somebody else was faster. */
  onOver: (overtaken: boolean) => void;
}

const REMARK_LIMIT = 2000;

export default function ActDialog({ act, ...props }: ActDialogProps & { act: Act }) {
  switch (act) {
    case "approve":
      return <ApproveDialog {...props} />;
    case "return":
      return <ReturnDialog {...props} />;
    case "record":
      return <RecordDialog {...props} />;
    case "withdraw":
      return <WithdrawDialog {...props} />;
  }
}

function useObject({ subject }: ApprovalDetail): string {
  return useT()("approvals.object", { number: subject.number });
}

function ApproveDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const [remark, setRemark] = useState("");
  const { agencyName: agency, effectiveFrom: day } = approval.subject;

  const approve = () =>
    send(
      () => decideApproval(place.tenant, place.agency, place.id, { outcome: "approve", ...remarkOf(remark) }),
      t("approvals.approved", { object }),
    );
  return (
    <ActForm
      title={t("approvals.approve.title", { object })}
      act={t("approvals.approve", { object })}
      onSubmit={approve}
      onOver={onOver}
      {...state}
    >
      <p>{t("approvals.approve.say", { agency, day })}</p>
      <p className="sub">{t("approvals.approve.final", { agency })}</p>
      <RemarkField label={t("approvals.remarkOptional")} value={remark} onChange={setRemark} />
    </ActForm>
  );
}

function ReturnDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const [remark, setRemark] = useState("");
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isDeveloper = place.kind === "developer";

  const giveBack = async () => {
    if (!remark.trim()) {
      setMissing(true);
      return field.current?.focus();
    }
    const decision = { outcome: "return", remark: remark.trim() } as const;
    const ask = () =>
      isDeveloper ? decideApproval(place.tenant, place.agency, place.id, decision) : recordDecision(place.tenant, place.id, decision);
    await send(ask, t("approvals.returned", { object }));
  };
  return (
    <ActForm
      title={t("approvals.return.title", { object })}
      act={t("approvals.returnObject", { object })}
      onSubmit={giveBack}
      onOver={onOver}
      {...state}
    >
      <p>{isDeveloper ? t("approvals.return.say", { agency: approval.subject.agencyName }) : t("approvals.return.sayOwn")}</p>
      <RemarkField
        label={t("approvals.return.reason")}
        hint={t("approvals.return.reasonHint")}
        error={missing && !remark.trim() ? t("approvals.return.reasonMissing") : null}
        value={remark}
        onChange={setRemark}
        field={field}
        required
      />
    </ActForm>
  );
}

function RecordDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const [remark, setRemark] = useState("");
  const [file, setFile] = useState<StoredFile | null>(null);
  const [missing, setMissing] = useState(false);

  const record = async () => {
    if (!file) return setMissing(true);
    const decision = { outcome: "approve", documentId: file.id, ...remarkOf(remark) } as const;
    await send(() => recordDecision(place.tenant, place.id, decision), t("approvals.recorded", { object }));
  };
  return (
    <ActForm
      title={t("approvals.record.title", { object })}
      act={t("approvals.record", { object })}
      onSubmit={record}
      onOver={onOver}
      {...state}
    >
      <p>{t("approvals.record.say", { project: approval.subject.projectName })}</p>
      <p className="sub">{t("approvals.record.after")}</p>
      <DocumentField
        label={t("approvals.record.document")}
        hint={t("approvals.record.documentHint")}
        agency={place.agency}
        onStored={setFile}
        error={missing && !file ? t("approvals.record.documentMissing") : null}
      />
      <RemarkField label={t("approvals.remarkOptional")} value={remark} onChange={setRemark} />
    </ActForm>
  );
}

function WithdrawDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const withdraw = () =>
    send(() => withdrawPolicyVersion(place.tenant, approval.campaignId, approval.subjectId), t("approvals.withdrawn", { object }));
  return (
    <ActForm
      title={t("approvals.withdraw.title", { object })}
      act={t("approvals.withdrawObject", { object })}
      onSubmit={withdraw}
      onOver={onOver}
      {...state}
    >
      <p>{t("approvals.withdraw.say")}</p>
    </ActForm>
  );
}

interface ActFormProps {
  title: string;
  act: string;
  onSubmit: () => unknown;
  onOver: (overtaken: boolean) => void;
  busy: boolean;
  failure: unknown;
  children: ReactNode;
}

function ActForm({ title, act, onSubmit, onOver, busy, failure, children }: ActFormProps) {
  const t = useT();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog opened onClose={() => onOver(false)} title={title}>
      <form onSubmit={submit} noValidate className={styles.form}>
        {children}
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={() => onOver(false)}>{t("common.cancel")}</Button>
          <Button type="submit" variant="filled" loading={busy}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface RemarkFieldProps {
  label: string;
  hint?: string;
  error?: string | null;
  value: string;
  onChange: (value: string) => void;
  field?: RefObject<HTMLTextAreaElement | null>;
  required?: boolean;
}

function RemarkField({ label, hint, error = null, value, onChange, field, required = false }: RemarkFieldProps) {
  return (
    <Textarea
      ref={field}
      label={label}
      description={hint}
      error={error}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      maxLength={REMARK_LIMIT}
      rows={3}
      required={required}
      data-autofocus
    />
  );
}

function remarkOf(remark: string): { remark?: string } {
  return remark.trim() ? { remark: remark.trim() } : {};
}
