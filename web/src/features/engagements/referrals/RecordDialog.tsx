import { NativeSelect, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type EngagementPlace, type Evidence, type KeyPersonTrail, recordReferrals } from "../../../api/engagements";
import { useLanguage, useT } from "../../../i18n/useT";
import { listed } from "../../../lib/format";
import { DateInput } from "../../../ui/DateInput";
import { FormDialog } from "../../../ui/FormDialog";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { DocumentField } from "../../approvals/DocumentField";
import { usePaper } from "../../approvals/usePaper";
import { useEveryReferral } from "../../deals/subscribing/queries";
import { useEngagementAct } from "../queries";
import { RECORDED_AT_ONCE, type Roster, rosterOf } from "./roster";

export const EVIDENCE = ["roster", "sign-in-sheet", "letter", "message", "in-person"] as const satisfies readonly Evidence[];

interface RecordDialogProps {
  at: EngagementPlace;
  trail: KeyPersonTrail;
  today: string;
  /** The day it begins with. */
  begin: string;
  onClose: () => void;
}

interface Values {
  names: string;
  referredOn: string | null;
  evidence: Evidence;
}

/** Records whom the key person recommended on a day: one name, or a roster as it was pasted. */
export default function RecordDialog({ at, trail, today, begin, onClose }: RecordDialogProps) {
  const t = useT();
  const online = useOnline();
  const language = useLanguage();
  const act = useEngagementAct(at.campaign);
  const referrals = useEveryReferral(at.campaign, at.engagement);
  const form = useForm<Values>({
    initialValues: { names: "", referredOn: begin, evidence: "roster" },
    validate: {
      names: (text, { referredOn }) => faultOf(rosterOf(text, knownTo(referredOn))),
      referredOn: (day) =>
        day === null || day > today ? t("engagements.dayMissing") : referrerOn(day) ? null : t("engagements.referrals.nobodyOn"),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["people", "referredOn", "evidence"]);
  const paper = usePaper();
  const { names, doubled, already, skipped, hasNumbers } = rosterOf(form.values.names, knownTo(form.values.referredOn));
  const said = [
    names.length > 0 && t("engagements.referrals.understood", { n: names.length, names: listed(names, language) }),
    doubled.length > 0 && t("engagements.referrals.doubled", { names: listed(doubled, language) }),
    already.length > 0 && t("engagements.referrals.already", { names: listed(already, language), example: already[0] ?? "" }),
    skipped.length > 0 && t("engagements.referrals.skipped", { names: listed(skipped, language) }),
    hasNumbers && t("engagements.referrals.numbersLeft"),
  ].filter((words) => words !== false);
  const referrer = form.values.referredOn === null ? null : referrerOn(form.values.referredOn);

  const submit = form.onSubmit(async ({ referredOn, evidence }) => {
    if (referredOn === null || !paper.isReady()) return;
    const people = names.map((name) => ({ name }));
    if (!(await send(() => act(() => recordReferrals(at, { referredOn, evidence, people, ...paper.named }))))) return;
    toast(t("engagements.referrals.recorded", { n: people.length }));
    onClose();
  });
  return (
    <FormDialog
      title={t("engagements.referrals.record")}
      form={form}
      labels={{
        names: t("engagements.referrals.names"),
        people: t("engagements.referrals.names"),
        referredOn: t("engagements.referrals.day"),
        evidence: t("engagements.referrals.evidence"),
      }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("engagements.referrals.recordAct", { n: names.length })}
      reason={online ? null : t("engagements.offline")}
      onClose={onClose}
    >
      <Textarea
        label={t("engagements.referrals.names")}
        description={t("engagements.referrals.namesHint", { n: RECORDED_AT_ONCE })}
        autosize
        minRows={4}
        maxRows={12}
        required
        data-autofocus
        data-path="names"
        {...form.getInputProps("names")}
      />
      <p className={said.length > 0 ? "dim" : "unseen"} role="status">
        {said.join(" ")}
      </p>
      <DateInput
        label={t("engagements.referrals.day")}
        hint={
          referrer
            ? t("engagements.referrals.dayHint", { name: `${referrer.post} ${referrer.name ?? t("engagements.erased")}` })
            : t("engagements.referrals.dayBefore")
        }
        max={today}
        required
        {...form.getInputProps("referredOn")}
      />
      <NativeSelect
        label={t("engagements.referrals.evidence")}
        data={EVIDENCE.map((value) => ({ value, label: t(`engagements.evidence.${value}`) }))}
        data-path="evidence"
        {...form.getInputProps("evidence")}
      />
      <DocumentField
        label={t("engagements.referrals.document")}
        hint={t("engagements.referrals.documentHint")}
        agency={at.tenant}
        {...paper.field}
      />
    </FormDialog>
  );

  /** Who was the key person on a day. */
  function referrerOn(day: string) {
    return trail.recognitions.find(({ from, until }) => from <= day && (until === null || until > day)) ?? null;
  }

  /** Whom that day's key person has recommended already. */
  function knownTo(day: string | null): ReadonlySet<string> {
    const referrer = day === null ? null : referrerOn(day);
    const theirs = (referrals.data ?? []).filter(({ referrerId }) => referrerId === referrer?.personId);
    return new Set(theirs.flatMap(({ personName }) => personName ?? []));
  }

  function faultOf(roster: Roster): string | null {
    if (roster.tooLong.length > 0) return t("engagements.referrals.tooLong", { name: `${roster.tooLong[0]?.slice(0, 20)}…` });
    if (roster.names.length === 0)
      return t(roster.already.length > 0 ? "engagements.referrals.allThere" : "engagements.referrals.namesMissing");
    return roster.names.length > RECORDED_AT_ONCE ? t("engagements.referrals.tooMany", { n: RECORDED_AT_ONCE }) : null;
  }
}
