import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { type LeadRulesShown, setLeadRules } from "../../api/forms";
import { isProblem } from "../../api/problem";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import styles from "../../features/forms/forms.module.css";
import { useLeadRules, useRulesAct } from "../../features/forms/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { fullDay } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Segmented } from "../../ui/Segmented";
import { TypedInput } from "../../ui/TypedInput";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";

/** The numbers among the rules, each with what it may be: as the API holds them. */
const NUMBERS = {
  reportHours: [1, 720],
  protectDays: [1, 365],
  visitDays: [1, 365],
  picksPerDay: [0, 100],
  coolDownDays: [0, 365],
  callsPerDay: [1, 300],
  retentionDays: [1, 3650],
} as const;
type NumberName = keyof typeof NUMBERS;
const NAMES = Object.keys(NUMBERS) as NumberName[];

/** 客戶規則: the clocks of 報備, the pool's limits, the day's calls, and until when particulars are kept. */
export default function LeadRulesPage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const rules = useLeadRules(params.campaign);
  if (campaign.data && rules.data) return <RulesOf key={rules.data.version} campaign={campaign.data} rules={rules.data} />;
  return (
    <PageNotYet
      title={t("forms.rules.title")}
      back={paths.campaign(params.tenant, params.campaign)}
      what={t("forms.rules.notLoaded")}
      queries={[campaign, rules]}
      shape="form"
    />
  );
}

function RulesOf({ campaign, rules }: { campaign: CampaignDetail; rules: LeadRulesShown }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useRulesAct(campaign.id);
  const { version, ...initialValues } = rules;
  const editable = can("lead:rules") && campaign.status !== "archived";
  const between = (name: NumberName) => (many: number | null) => {
    const [least, most] = NUMBERS[name];
    return many === null || many < least || many > most ? t("forms.rules.between", { least, most }) : null;
  };
  const form = useForm({
    initialValues: initialValues as Record<NumberName, number | null> & { visitWins: boolean },
    validate: Object.fromEntries(NAMES.map((name) => [name, between(name)])),
  });
  const { busy, failure, send } = useSubmit(form, [...NAMES, "visitWins"]);
  const labels = Object.fromEntries(NAMES.map((name) => [name, t(`forms.rules.${name}`)]));

  const submit = form.onSubmit(async (values) => {
    const whole = { ...initialValues, ...(JSON.parse(JSON.stringify(values)) as typeof initialValues) };
    if (await send(() => act(() => setLeadRules(tenant, campaign.id, version, whole)))) toast(t("forms.rules.saved"));
  });
  const number = (name: NumberName) => (
    <TypedInput<number>
      key={name}
      label={labels[name] ?? name}
      hint={t(`forms.rules.${name}.hint`)}
      unit={t(`forms.rules.${name}.unit`)}
      parse={(text) => (/^\d{1,5}$/.test(text.normalize("NFKC").trim()) ? Number(text.normalize("NFKC").trim()) : null)}
      format={String}
      unreadable={t("common.notCount")}
      inputMode="numeric"
      disabled={!editable}
      {...form.getInputProps(name)}
    />
  );
  const kept = Number.isInteger(form.values.retentionDays)
    ? new Date(Date.parse(campaign.endsOn) + (form.values.retentionDays ?? 0) * 86_400_000).toISOString().slice(0, 10)
    : null;

  return (
    <>
      <PageHead
        title={t("forms.rules.title")}
        crumbs={[{ label: t("shell.basics"), href: paths.campaign(tenant, campaign.id) }, { label: t("forms.rules.title") }]}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        back={paths.campaign(tenant, campaign.id)}
      />
      <form onSubmit={submit} noValidate className={styles.rules}>
        <FormErrorSummary form={form} labels={labels} failure={isProblem(failure, "stale") ? null : failure} />
        {isProblem(failure, "stale") && (
          <Finding kind="conflict" announce="alert">
            {t("common.problem.stale")}
          </Finding>
        )}
        <Finding kind="remark">{t("forms.rules.fromNow")}</Finding>
        <Panel title={t("forms.rules.clocks")}>
          <div className={styles.two}>
            {number("reportHours")}
            {number("protectDays")}
            <Segmented
              label={t("forms.rules.visitWins")}
              hint={t(form.values.visitWins ? "forms.rules.visitWins.yes" : "forms.rules.visitWins.no")}
              options={[
                { value: "yes", label: t("forms.rules.on") },
                { value: "no", label: t("forms.rules.off") },
              ]}
              value={form.values.visitWins ? "yes" : "no"}
              disabled={!editable}
              onChange={(value) => form.setFieldValue("visitWins", value === "yes")}
            />
            {number("visitDays")}
          </div>
        </Panel>
        <Panel title={t("forms.rules.pool")}>
          <div className={styles.two}>
            {number("picksPerDay")}
            {number("coolDownDays")}
            {number("callsPerDay")}
          </div>
        </Panel>
        <Panel title={t("forms.rules.retention")}>
          <div className={styles.two}>{number("retentionDays")}</div>
          {kept && (
            <p className={styles.hint}>
              {t("forms.rules.keptUntil", { end: fullDay(campaign.endsOn, language), day: fullDay(kept, language) })}
            </p>
          )}
        </Panel>
        {editable && (
          <div className={styles.buttons}>
            <ReasonedButton type="submit" variant="filled" loading={busy}>
              {t("common.save")}
            </ReasonedButton>
          </div>
        )}
      </form>
    </>
  );
}
