import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import {
  type AssignTo,
  assignLead,
  changeLead,
  completeLead,
  type LeadDetail,
  type LostBecause,
  loseLead,
  type NextKind,
  planNext,
  reopenLead,
  returnLead,
} from "../../../api/leads";
import { ApiProblem } from "../../../api/problem";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf } from "../../../lib/format";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { DateInput } from "../../../ui/DateInput";
import { CountInput } from "../../../ui/inputs";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import { numberProblems } from "../../people/numberProblems";
import { AccountSelect } from "../AccountSelect";
import { AssignFields } from "../AssignFields";
import styles from "../leads.module.css";
import { typedPhone } from "../report/typedPhone";
import { INTENTS, LOST_REASONS, NEXT_KINDS } from "../words";
import type { LeadMoves } from "./useLeadMoves";

interface LeadDialogProps {
  campaign: CampaignDetail;
  lead: LeadDetail;
  name: string;
  moves: LeadMoves;
  onClose: () => void;
}

/** What is asked before something is done about one lead; each says in its button what it does to whom. */
export default function LeadDialogs(props: LeadDialogProps) {
  switch (props.moves.doing) {
    case "complete":
      return <CompleteDialog {...props} />;
    case "edit":
      return <EditDialog {...props} />;
    case "assign":
      return <AssignDialog {...props} />;
    case "give-back":
      return <GiveBackDialog {...props} />;
    case "lose":
      return <LoseDialog {...props} />;
    case "reopen":
      return <ReopenDialog {...props} />;
    case "plan":
      return <PlanDialog {...props} />;
    default:
      return null;
  }
}

/** The whole number of a masked report; of somebody who is one's own or free already it goes to that lead. */
function CompleteDialog({ lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const [phone, setPhone] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const confirm = async () => {
    try {
      const answer = await run(() => completeLead(at, lead.version, phone.normalize("NFKC").trim()));
      toast(t(answer.id === lead.id ? "leads.complete.done" : "leads.complete.merged", { name }));
      if (answer.id !== lead.id) navigate(paths.lead(tenant, lead.campaignId, answer.id));
    } catch (error) {
      const told = numberProblems(t, error);
      const field = told instanceof ApiProblem ? told.errors.find(({ pointer }) => pointer === "/phone") : undefined;
      if (field) setWrong(field.detail);
      throw told;
    }
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.complete.title", { name })}
      act={t("leads.complete.act")}
      ready={() => {
        const isWhole = typedPhone(phone).kind === "whole";
        setWrong(isWhole ? null : t("leads.report.phonePart"));
        return isWhole;
      }}
      onConfirm={confirm}
    >
      <p>{t("leads.complete.say", { masked: lead.maskedPhone ?? "" })}</p>
      <TextInput
        label={t("leads.report.phone")}
        type="tel"
        autoComplete="off"
        maxLength={40}
        value={phone}
        error={wrong}
        onChange={({ currentTarget }) => setPhone(currentTarget.value)}
        data-autofocus
      />
    </ConfirmDialog>
  );
}

function EditDialog({ campaign, lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const [intent, setIntent] = useState<"high" | "medium" | "low" | "none">(lead.intent ?? "none");
  const [units, setUnits] = useState(lead.unitsWanted);
  const [engagement, setEngagement] = useState(lead.engagementId);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.edit.title", { name })}
      act={t("leads.edit.save")}
      onConfirm={async () => {
        const edit = { intent: intent === "none" ? null : intent, unitsWanted: units, engagementId: engagement };
        await run(() => changeLead(at, lead.version, edit));
        toast(t("leads.edit.done", { name }));
      }}
    >
      <div className={styles.form}>
        <AccountSelect campaign={campaign} label={t("leads.column.account")} value={engagement} onChange={setEngagement} />
        <Segmented
          label={t("leads.report.intent")}
          options={[
            ...INTENTS.map((value) => ({ value, label: t(`leads.intent.${value}`) })),
            { value: "none" as const, label: t("leads.intent.none") },
          ]}
          value={intent}
          onChange={setIntent}
        />
        <CountInput label={t("leads.report.unitsWanted")} unit={t("leads.units")} value={units} onChange={setUnits} />
      </div>
    </ConfirmDialog>
  );
}

function AssignDialog({ lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const [to, setTo] = useState<AssignTo | null>(null);
  const [tried, setTried] = useState(false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.assign.title", { name })}
      act={t("leads.assign.act", { name })}
      ready={() => {
        setTried(true);
        return to !== null;
      }}
      onConfirm={async () => {
        if (!to) return;
        const answer = await run(() => assignLead(at, lead.version, to));
        toast(answer.ownerName ? t("leads.assign.done", { name, owner: answer.ownerName }) : t("leads.assign.donePool", { name }));
      }}
    >
      <div className={styles.form}>
        <AssignFields onChange={setTo} />
        {tried && to === null && <p role="alert">{t("leads.assign.choose")}</p>}
      </div>
    </ConfirmDialog>
  );
}

function GiveBackDialog({ lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.giveBack.title", { name })}
      act={t("leads.giveBack.act", { name })}
      danger
      ready={() => {
        setTried(true);
        return reason.trim() !== "";
      }}
      onConfirm={async () => {
        await run(() => returnLead(at, lead.version, reason.trim()));
        toast(t("leads.giveBack.done", { name }));
      }}
    >
      <p>{t("leads.giveBack.say")}</p>
      <Textarea
        label={t("leads.reason")}
        rows={2}
        maxLength={200}
        value={reason}
        error={tried && !reason.trim() ? t("leads.missing") : null}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </ConfirmDialog>
  );
}

function LoseDialog({ lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const [because, setBecause] = useState<LostBecause>("not-interested");
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.lose.title", { name })}
      act={t("leads.lose.act", { name })}
      danger
      onConfirm={async () => {
        await run(() => loseLead(at, lead.version, because));
        toast(t("leads.lose.done", { name }));
      }}
    >
      <p>{t("leads.lose.say")}</p>
      <NativeSelect
        label={t("leads.lose.because")}
        value={because}
        onChange={({ currentTarget }) => setBecause(currentTarget.value as LostBecause)}
        data={LOST_REASONS.map((value) => ({ value, label: t(`leads.lost.${value}`) }))}
      />
    </ConfirmDialog>
  );
}

function ReopenDialog({ lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.reopen.title", { name })}
      act={t("leads.reopen.act", { name })}
      onConfirm={async () => {
        await run(() => reopenLead(at, lead.version));
        toast(t("leads.reopen.done", { name }));
      }}
    >
      <p>{t("leads.reopen.say")}</p>
    </ConfirmDialog>
  );
}

/** 改期: another day, another step, and what to think of then. */
function PlanDialog({ campaign, lead, name, moves: { at, run }, onClose }: LeadDialogProps) {
  const t = useT();
  const [on, setOn] = useState<string | null>(lead.next?.on ?? null);
  const [kind, setKind] = useState<NextKind>(lead.next?.kind ?? "call");
  const [note, setNote] = useState(lead.nextNote ?? "");
  const [tried, setTried] = useState(false);
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t("leads.step.title", { name })}
      act={t("leads.step.save")}
      ready={() => {
        setTried(true);
        return on !== null;
      }}
      onConfirm={async () => {
        if (!on) return;
        await run(() => planNext(at, lead.version, { on, kind, ...(note.trim() && { note: note.trim() }) }));
        toast(t("leads.step.planned"));
      }}
    >
      <div className={styles.form}>
        <div className={styles.pair}>
          <DateInput
            label={t("leads.step.on")}
            value={on}
            min={dayOf(new Date(), campaign.zone)}
            error={tried && on === null ? t("leads.missing") : null}
            onChange={setOn}
          />
          <NativeSelect
            label={t("leads.step.kind")}
            value={kind}
            onChange={({ currentTarget }) => setKind(currentTarget.value as NextKind)}
            data={NEXT_KINDS.map((value) => ({ value, label: t(`leads.next.${value}`) }))}
          />
        </div>
        <Textarea
          label={t("leads.step.note")}
          rows={2}
          maxLength={500}
          value={note}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  );
}
