import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import { ApiProblem, isProblem } from "../../../api/problem";
import { paths } from "../../../app/paths";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { dayOf } from "../../../lib/format";
import { dropUnsent } from "../../../lib/outbox";
import { keptUnder, useKept } from "../../../lib/useKept";
import { DateInput } from "../../../ui/DateInput";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { CountInput } from "../../../ui/inputs";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { Segmented } from "../../../ui/Segmented";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useSubmit } from "../../../ui/useSubmit";
import { mayPass, sendNow, type UnsentEntry } from "../../outbox/entries";
import { useBox } from "../../outbox/useOutbox";
import { numberProblems } from "../../people/numberProblems";
import { AccountSelect } from "../AccountSelect";
import styles from "../leads.module.css";
import { useLeadAct } from "../queries";
import { INTENTS, NEXT_KINDS, SOURCES } from "../words";
import { CheckAnswer } from "./CheckAnswer";
import { emptyReport, isBegun, reportOf, type TypedReport, typedOf } from "./form";
import { typedPhone } from "./typedPhone";
import { askedAbout, useCheck } from "./useCheck";

interface ReportDialogProps {
  campaign: CampaignDetail;
  /** A report that waited and was refused, to be put right. */
  mends?: UnsentEntry | null;
  onClose: () => void;
}

const FIELDS = ["phone", "name", "source", "engagementId", "intent", "unitsWanted", "nextOn", "note"] as const;

/** 報備新客戶: the number first, and whether it may be reported as soon as it stands there whole. */
export default function ReportDialog({ campaign, mends = null, onClose }: ReportDialogProps) {
  const t = useT();
  const online = useOnline();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const run = useLeadAct(campaign.id);
  const box = useBox();
  const check = useCheck(campaign.id);
  const keptAs = `leads.report/${box}/${campaign.id}`;
  const refused = mends?.body.kind === "report" ? mends.body.report : null;
  const sent = useRef<{ id: string; body: string }>(undefined);
  const form = useForm<TypedReport>({
    initialValues: refused ? typedOf(refused) : (keptUnder<TypedReport>(keptAs) ?? emptyReport),
    initialErrors: Object.fromEntries((mends?.refused?.errors ?? []).map(({ pointer, detail }) => [fieldOf(pointer), detail])),
    validate: {
      phone: (phone) => {
        const { kind } = typedPhone(phone);
        return kind === "nothing" ? t("leads.report.phoneMissing") : kind === "part" ? t("leads.report.phonePart") : null;
      },
      name: (name) => (name.trim() ? null : t("leads.report.nameMissing")),
    },
  });
  const { values } = form;
  const { busy, failure, send } = useSubmit(form, FIELDS);
  const kept = useKept(keptAs, refused === null && isBegun(values) ? values : null);
  const [yours, setYours] = useState<string | null>(null);
  const isMasked = typedPhone(values.phone).kind === "masked";
  const isProtected = check.state.kind === "told" && check.state.answer === "protected";
  const labels = Object.fromEntries(FIELDS.map((field) => [field, t(`leads.report.${field}`)]));
  const today = dayOf(new Date(), campaign.zone);

  const leave = () => {
    kept.sent();
    onClose();
  };
  /** One key for one report, whichever way it goes and however often. */
  const keyOf = (body: string) => {
    if (sent.current?.body !== body) sent.current = { id: crypto.randomUUID(), body };
    return sent.current.id;
  };
  const submit = form.onSubmit(async (typed) => {
    const report = reportOf(typed);
    setYours(null);
    const entry: UnsentEntry = {
      id: keyOf(JSON.stringify(report)),
      box,
      madeAt: Date.now(),
      refused: null,
      body: { kind: "report", campaign: campaign.id, name: report.name, report },
    };
    await send(async () => {
      try {
        const lead = await run(() => sendNow(tenant, entry));
        if (mends) await dropUnsent(mends.id);
        leave();
        toast(t("leads.report.done", { name: report.name }));
        navigate(paths.lead(tenant, campaign.id, lead.id));
      } catch (error) {
        if (mayPass(error) && error instanceof ApiProblem) {
          if (mends) await dropUnsent(mends.id);
          leave();
          toast(t("leads.outbox.kept", { name: report.name }));
          return;
        }
        if (isProblem(error, "lead-yours")) setYours(error.location?.split("/").at(-1) ?? null);
        throw pointed(numberProblems(t, error));
      }
    });
  });

  const phone = form.getInputProps("phone");
  const name = form.getInputProps("name");
  return (
    <Dialog opened onClose={onClose} title={t("leads.report.title")} wide>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={labels}
          failure={failure}
          remedy={yours && <Link href={paths.lead(tenant, campaign.id, yours)}>{t("leads.report.toYours")}</Link>}
        />
        <div>
          <div className={styles.asking}>
            <TextInput
              label={labels.phone}
              type="tel"
              autoComplete="off"
              maxLength={40}
              placeholder={t("leads.report.phonePlaceholder")}
              data-autofocus
              {...phone}
              onChange={(event) => {
                phone.onChange(event);
                check.forget(event.currentTarget.value, values.name);
              }}
              onBlur={(event) => {
                phone.onBlur?.(event);
                if (online) check.ask(values.phone, values.name);
              }}
            />
            <ReasonedButton sends onClick={() => check.ask(values.phone, values.name)}>
              {t("leads.check.act")}
            </ReasonedButton>
          </div>
          <p className={styles.hint}>{t(isMasked ? "leads.report.maskedHint" : "leads.report.phoneHint")}</p>
          <CheckAnswer state={check.state} />
        </div>
        <TextInput
          label={labels.name}
          autoComplete="off"
          maxLength={80}
          description={isMasked && !askedAbout(values.phone, values.name) ? t("leads.report.nameForCheck") : undefined}
          {...name}
          onChange={(event) => {
            name.onChange(event);
            check.forget(values.phone, event.currentTarget.value);
          }}
          onBlur={(event) => {
            name.onBlur?.(event);
            if (online && isMasked) check.ask(values.phone, values.name);
          }}
        />
        <div className={styles.pair}>
          <NativeSelect
            label={labels.source}
            data={SOURCES.filter((source) => source !== "form").map((value) => ({ value, label: t(`leads.source.${value}`) }))}
            {...form.getInputProps("source")}
          />
          <AccountSelect
            campaign={campaign}
            label={labels.engagementId ?? ""}
            value={values.engagementId}
            onChange={(engagement) => form.setFieldValue("engagementId", engagement)}
          />
        </div>
        <Segmented
          label={labels.intent ?? ""}
          options={[
            ...INTENTS.map((value) => ({ value, label: t(`leads.intent.${value}`) })),
            { value: "none" as const, label: t("leads.intent.none") },
          ]}
          value={values.intent}
          onChange={(intent) => form.setFieldValue("intent", intent)}
        />
        <CountInput label={labels.unitsWanted ?? ""} unit={t("leads.units")} {...form.getInputProps("unitsWanted")} />
        <div className={styles.pair}>
          <DateInput label={labels.nextOn ?? ""} min={today} {...form.getInputProps("nextOn")} />
          <NativeSelect
            label={t("leads.step.kind")}
            data={NEXT_KINDS.map((value) => ({ value, label: t(`leads.next.${value}`) }))}
            {...form.getInputProps("nextKind")}
          />
        </div>
        <Textarea label={labels.note} maxLength={1000} rows={2} {...form.getInputProps("note")} />
        <div className={`${styles.buttons} ${styles.stuck}`}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton
            type="submit"
            sends={false}
            variant="filled"
            loading={busy}
            reason={isProtected ? t("leads.check.protectedShort") : null}
          >
            {t(online ? "leads.report.act" : "leads.report.actOffline")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

/** The form has one field for a number, whole or masked, and one for the day of the next step. */
function fieldOf(pointer: string): string {
  const field = pointer.replace(/^#?\//, "");
  return field === "maskedPhone" ? "phone" : field === "next/on" ? "nextOn" : field;
}

function pointed(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const errors = error.errors.map((problem) => ({ ...problem, pointer: `/${fieldOf(problem.pointer)}` }));
  return new ApiProblem({ ...error, type: error.type, detail: error.detail, errors });
}
