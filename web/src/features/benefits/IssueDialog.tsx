import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Benefits, NewBenefits } from "../../api/benefits";
import type { CampaignDetail } from "../../api/campaigns";
import type { Engagement, EngagementPlace } from "../../api/engagements";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayInCampaign, dayOf } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import styles from "../deals/deals.module.css";
import { LateReason } from "../deals/LateReason";
import { emptyBuyer, type KnownBuyer, nameOf, personOf } from "../deals/subscribing/buyers";
import { FoundSelect } from "../deals/subscribing/FoundSelect";
import { PersonChoice } from "../deals/subscribing/PersonChoice";
import { useEveryReferral } from "../deals/subscribing/queries";
import { lateReason, useLate } from "../deals/useLate";
import { earlier } from "../deals/words";
import { useBenefitActs } from "./queries";

interface IssueDialogProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  engagement: Engagement;
  onIssued: (paper: Benefits) => void;
  onClose: () => void;
}

interface Values {
  known: KnownBuyer | null;
  person: { name: string; phone: string; identity: string };
  credential: string;
  issuedOn: string | null;
  expiresOn: string | null;
  transferable: NewBenefits["transferable"];
  reason: string;
}

const fields = ["person.name", "person.phone", "person.identity", "credential", "issuedOn", "expiresOn", "reason"] as const;

/** To whom, for which document, from which day until when, and whether it may be handed on. */
export default function IssueDialog({ at, campaign, engagement, onIssued, onClose }: IssueDialogProps) {
  const t = useT();
  const online = useOnline();
  const language = useLanguage();
  const acts = useBenefitActs(at);
  const referrals = useEveryReferral(at.campaign, engagement.accountId === null ? "" : at.engagement);
  const recommended = (referrals.data ?? []).filter(({ personName }) => personName !== null);
  const isChannel = engagement.credential !== null;
  const form = useForm<Values>({
    initialValues: {
      known: null,
      person: emptyBuyer().person,
      credential: "",
      issuedOn: dayInCampaign(campaign, new Date()),
      expiresOn: campaign.endsOn,
      transferable: "no",
      reason: "",
    },
    validate: {
      person: { name: (name, { known }) => (known || name.trim() ? null : t("benefits.missing")) },
      issuedOn: (day) => (day ? null : t("benefits.missing")),
      expiresOn: (day) => (day ? null : t("benefits.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, fields);
  const late = useLate(failure);
  const { known, person, issuedOn } = form.values;
  const today = dayOf(new Date(), campaign.zone);

  const submit = form.onSubmit(async ({ credential, expiresOn, transferable, reason, ...typed }) => {
    if (!typed.issuedOn || !expiresOn) return;
    const asked: NewBenefits = {
      person: personOf(typed),
      ...(credential && { credential }),
      issuedOn: typed.issuedOn,
      expiresOn,
      transferable,
      ...lateReason(late.isAsked, reason),
    };
    let paper: Benefits | null = null;
    if (!(await send(async () => (paper = await acts.issue(asked)))) || paper === null) return;
    toast(t("benefits.issue.done", { n: (paper as Benefits).number }));
    onIssued(paper);
  });

  return (
    <FormDialog
      title={t("benefits.issue")}
      form={form}
      labels={{
        "person.name": t("deals.subscribing.name"),
        "person.phone": t("deals.subscribing.phone"),
        "person.identity": t("deals.subscribing.identity"),
        credential: t("benefits.field.credential"),
        issuedOn: t("benefits.field.issuedOn"),
        expiresOn: t("benefits.field.expiresOn"),
        reason: t("deals.late.reason"),
      }}
      failure={late.failure}
      onSubmit={submit}
      busy={busy}
      act={nameOf({ known, person }) ? t("benefits.issue.to", { name: nameOf({ known, person }) }) : t("benefits.issue")}
      reason={online ? null : t("benefits.offline")}
      onClose={onClose}
    >
      <p>{t("benefits.issue.say")}</p>
      {recommended.length > 0 && (
        <FoundSelect
          label={t("benefits.field.referral")}
          hint={t("benefits.field.referralHint")}
          nothing={t("benefits.field.nobody")}
          options={recommended.map(({ personId, personName, referredOn }) => ({
            value: personId,
            label: dotted([personName, referredOn], language),
          }))}
          value={recommended.some(({ personId }) => personId === known?.id) ? (known?.id ?? "") : ""}
          onChange={(id) => {
            const found = recommended.find(({ personId }) => personId === id);
            form.setFieldValue("known", found ? { id, name: found.personName, phoneMasked: null } : null);
          }}
        />
      )}
      <PersonChoice
        known={known}
        phone={person.phone}
        field={(name) => form.getInputProps(`person.${name}`)}
        onKnown={(found) => form.setFieldValue("known", found)}
      />
      {!isChannel && campaign.catalogue.credentials.length > 0 && (
        <NativeSelect
          label={t("benefits.field.credential")}
          description={t("benefits.field.credentialHint")}
          data={[
            { value: "", label: t("benefits.field.noCredential") },
            ...campaign.catalogue.credentials.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
          ]}
          {...form.getInputProps("credential")}
        />
      )}
      <div className={styles.two}>
        <DateInput
          label={t("benefits.field.issuedOn")}
          hint={t("benefits.field.issuedHint")}
          min={campaign.startsOn}
          max={earlier(campaign.endsOn, today)}
          {...form.getInputProps("issuedOn")}
        />
        <DateInput
          label={t("benefits.field.expiresOn")}
          hint={t("benefits.field.expiresHint", { day: campaign.endsOn })}
          min={issuedOn ?? campaign.startsOn}
          max={campaign.endsOn}
          {...form.getInputProps("expiresOn")}
        />
      </div>
      <Segmented
        label={t("benefits.field.transferable")}
        options={(["no", "family"] as const).map((value) => ({ value, label: t(`benefits.transferable.${value}`) }))}
        value={form.values.transferable}
        onChange={(value) => form.setFieldValue("transferable", value)}
      />
      <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
    </FormDialog>
  );
}
