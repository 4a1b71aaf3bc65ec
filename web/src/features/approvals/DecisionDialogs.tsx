import { useRef, useState } from "react";
import { type ApprovalDetail, answerApproval, decideApproval, recordDecision } from "../../api/approvals";
import { withdrawExtension, withdrawReopening } from "../../api/asking";
import { withdrawCorrection } from "../../api/engagements";
import type { StoredFile } from "../../api/files";
import { withdrawPolicyVersion } from "../../api/policies";
import { withdrawWriteOff } from "../../api/rewards";
import { acceptCounter, withdrawSpecial } from "../../api/specials";
import type { Translate } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { effectWords, isOfSigned, termsWords } from "../specials/words";
import { ActForm, RemarkField, remarkOf } from "./ActForm";
import { CounterDialog } from "./CounterDialog";
import { DocumentField } from "./DocumentField";
import { type ApprovalPlace, handOf, objectOf, wordsOf } from "./lines";
import { useDecision } from "./useDecision";

/** What can be done with an approval; each is a dialog that says first what follows. */
export type Act = "approve" | "return" | "counter" | "record" | "withdraw" | "accept" | "decline";

export interface ActDialogProps {
  approval: ApprovalDetail;
  place: ApprovalPlace;
  /** Closes it; `overtaken` when somebody else was faster. */
  onOver: (overtaken: boolean) => void;
}

export default function ActDialog({ act, ...props }: ActDialogProps & { act: Act; onClose: () => void }) {
  switch (act) {
    case "approve":
      return <ApproveDialog {...props} />;
    case "return":
      return <ReturnDialog {...props} />;
    case "counter":
      return <CounterDialog {...props} />;
    case "record":
      return <RecordDialog {...props} />;
    case "withdraw":
      return <WithdrawDialog {...props} />;
    case "accept":
    case "decline":
      return <CounterAnswerDialog act={act} {...props} />;
  }
}

function useObject(approval: ApprovalDetail): string {
  return objectOf(useT(), approval);
}

function ApproveDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const [remark, setRemark] = useState("");
  const { agencyName: agency, effectiveFrom: day = "" } = approval.subject;
  const words = wordsOf(approval.kind);
  const decision = { outcome: "approve", ...remarkOf(remark) } as const;

  const approve = () =>
    send(
      () =>
        place.kind === "developer"
          ? decideApproval(place.tenant, place.agency, place.id, decision)
          : answerApproval(place.tenant, place.id, decision),
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
      <p>{words ? t(`approvals.${words}.approve.say`) : t("approvals.approve.say", { agency, day })}</p>
      <p className="sub">{words ? t("approvals.special.approve.final") : t("approvals.approve.final", { agency })}</p>
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
    const ask = () => {
      if (isDeveloper) return decideApproval(place.tenant, place.agency, place.id, decision);
      return (handOf(approval) === "manager" ? answerApproval : recordDecision)(place.tenant, place.id, decision);
    };
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
      <p>{returnWords(t, approval, isDeveloper)}</p>
      <RemarkField
        label={t("approvals.return.reason")}
        hint={t(approval.kind === "policy-version" ? "approvals.return.reasonHint" : "approvals.special.return.reasonHint")}
        error={missing && !remark.trim() ? t("approvals.return.reasonMissing") : null}
        value={remark}
        onChange={setRemark}
        field={field}
        required
      />
    </ActForm>
  );
}

function returnWords(t: Translate, { kind, subject: { agencyName: agency } }: ApprovalDetail, isDeveloper: boolean): string {
  const words = wordsOf(kind);
  if (words) return t(`approvals.${words}.return.say`);
  return isDeveloper ? t("approvals.return.say", { agency }) : t("approvals.return.sayOwn");
}

function RecordDialog({ approval, place, onOver }: ActDialogProps) {
  const t = useT();
  const object = useObject(approval);
  const { send, ...state } = useDecision(place, onOver);
  const [remark, setRemark] = useState("");
  const words = wordsOf(approval.kind);
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
      <p className="sub">{words && words !== "correction" ? t(`approvals.${words}.record.after`) : t("approvals.record.after")}</p>
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
  const words = wordsOf(approval.kind);
  const withdraw = () => send(() => takeBack(approval, place.tenant), t("approvals.withdrawn", { object }));
  return (
    <ActForm
      title={t("approvals.withdraw.title", { object })}
      act={t("approvals.withdrawObject", { object })}
      onSubmit={withdraw}
      onOver={onOver}
      {...state}
    >
      <p>{words ? t(`approvals.${words}.withdraw.say`) : t("approvals.withdraw.say")}</p>
    </ActForm>
  );
}

/** The agency's answer to other terms than it had asked for. */
function CounterAnswerDialog({ act, approval, place, onOver }: ActDialogProps & { act: "accept" | "decline" }) {
  const t = useT();
  const language = useLanguage();
  const { send, ...state } = useDecision(place, onOver);
  const { campaignId: campaign, subjectId, special } = approval;
  const object = objectOf(t, approval);
  const answer = () =>
    send(
      () => (act === "accept" ? acceptCounter : withdrawSpecial)(place.tenant, campaign, subjectId),
      t(`approvals.special.${act}.done`, { object }),
    );
  return (
    <ActForm
      title={t(`approvals.special.${act}.title`, { object })}
      act={t(`approvals.special.${act}.title`, { object })}
      onSubmit={answer}
      onOver={onOver}
      {...state}
    >
      <p>
        {t(`approvals.special.${act}.say`, {
          terms: special?.counterTerms
            ? `${effectWords(t, language, special.counterTerms)}${language === "en" ? ", " : "，"}${termsWords(t, language, special.counterTerms, isOfSigned(special))}`
            : "",
        })}
      </p>
    </ActForm>
  );
}

/** Each kind is taken back where it was asked. */
function takeBack({ kind, id, campaignId: campaign, subjectId }: ApprovalDetail, tenant: string): Promise<unknown> {
  switch (kind) {
    case "policy-version":
      return withdrawPolicyVersion(tenant, campaign, subjectId);
    case "special-price":
      return withdrawSpecial(tenant, campaign, subjectId);
    case "deal-extension":
      return withdrawExtension({ tenant, campaign, deal: subjectId }, id);
    case "engagement-reopening":
      return withdrawReopening({ tenant, campaign, engagement: subjectId }, id);
    case "write-off":
      return withdrawWriteOff(tenant, campaign, subjectId);
    case "key-person-correction":
      return withdrawCorrection(tenant, campaign, subjectId);
  }
}
