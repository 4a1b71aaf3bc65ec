import { Checkbox, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { type CampaignDetail, changeCampaign } from "../../api/campaigns";
import { isProblem } from "../../api/problem";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { DateInput } from "../../ui/DateInput";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { CountInput } from "../../ui/inputs";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import styles from "./campaigns.module.css";
import { useCampaignChanged } from "./queries";

interface BasicsFormProps {
  campaign: CampaignDetail;
  groups: { id: string; name: string }[];
  editable: boolean;
}

/** Name, window and the groups that take part. */
export function BasicsForm({ campaign, groups, editable }: BasicsFormProps) {
  const t = useT();
  const { tenant } = useTenant();
  const changed = useCampaignChanged();
  const form = useForm({
    initialValues: {
      name: campaign.name,
      startsOn: campaign.startsOn as string | null,
      endsOn: campaign.endsOn as string | null,
      groupIds: campaign.groupIds,
      backdateDays: campaign.backdateDays,
    },
    validate: {
      name: isNotEmpty(t("campaigns.nameMissing")),
      startsOn: isNotEmpty(t("campaigns.dayMissing")),
      endsOn: (day, { startsOn }) => (!day ? t("campaigns.dayMissing") : startsOn && day < startsOn ? t("campaigns.reversed") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "startsOn", "endsOn", "groupIds", "backdateDays"]);
  const labels = {
    name: t("campaigns.name"),
    startsOn: t("campaigns.startsOn"),
    endsOn: t("campaigns.endsOn"),
    groupIds: t("campaigns.groups"),
    backdateDays: t("campaigns.backdate"),
  };

  const submit = form.onSubmit(
    async ({ name, startsOn, endsOn, groupIds, backdateDays }) => {
      const done = await send(async () =>
        changed(
          await changeCampaign(tenant, campaign, {
            name: name.trim(),
            startsOn: startsOn ?? undefined,
            endsOn: endsOn ?? undefined,
            groupIds,
            backdateDays,
          }),
        ),
      );
      if (done) toast(t("campaigns.saved"));
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );

  return (
    <Panel title={t("shell.basics")}>
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!editable} className={styles.form} style={{ border: 0, padding: 0, margin: 0 }}>
          <legend className="unseen">{t("shell.basics")}</legend>
          <FormErrorSummary form={form} labels={labels} failure={isProblem(failure, "stale") ? null : failure} />
          {isProblem(failure, "stale") && (
            <Finding kind="conflict" announce="alert">
              {t("common.problem.stale")}
            </Finding>
          )}
          <TextInput label={labels.name} maxLength={80} {...form.getInputProps("name")} />
          <div className={styles.two}>
            <DateInput label={labels.startsOn} disabled={!editable} {...form.getInputProps("startsOn")} />
            <DateInput label={labels.endsOn} disabled={!editable} hint={t("campaigns.bothIncluded")} {...form.getInputProps("endsOn")} />
          </div>
          <CountInput
            label={labels.backdateDays}
            unit={t("campaigns.backdateUnit")}
            hint={t("campaigns.backdateHint")}
            {...form.getInputProps("backdateDays")}
          />
          <Checkbox.Group label={labels.groupIds} description={t("campaigns.groupsHint")} {...form.getInputProps("groupIds")}>
            <div className={styles.groups}>
              {groups.length === 0 && <span className="dim">{t("campaigns.noGroups")}</span>}
              {groups.map(({ id, name }) => (
                <Checkbox key={id} value={id} label={name} />
              ))}
            </div>
          </Checkbox.Group>
          {editable && (
            <div className={styles.buttons}>
              <ReasonedButton type="submit" variant="filled" loading={busy} disabled={!form.isDirty()}>
                {t("campaigns.save")}
              </ReasonedButton>
            </div>
          )}
        </fieldset>
      </form>
    </Panel>
  );
}
