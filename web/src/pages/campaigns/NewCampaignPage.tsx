import { Button, NativeSelect, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useMemo } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { type CampaignTemplate, planCampaign } from "../../api/campaigns";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import styles from "../../features/campaigns/campaigns.module.css";
import { namedCampaign, planOf, sourceOf, sourcesOf } from "../../features/campaigns/planning";
import { useCampaignChanged, useCampaigns, useCampaignTemplates, useNamedCampaign } from "../../features/campaigns/queries";
import { useAgencyProjects } from "../../features/organisations/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { DateInput } from "../../ui/DateInput";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded, LoadedPages } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";

/** A new campaign: from the shipped plan, from another campaign, or from nothing. */
export default function NewCampaignPage() {
  const t = useT();
  const { tenant } = useTenant();
  const projects = useAgencyProjects();
  const templates = useCampaignTemplates();
  const campaigns = useCampaigns(null);
  const [search] = useSearchParams();
  const from = namedCampaign(search.get("from"));
  const named = useNamedCampaign(from);

  return (
    <>
      <PageHead
        title={t("campaigns.new")}
        crumbs={[{ label: t("campaigns.title"), href: paths.campaigns(tenant) }, { label: t("campaigns.new") }]}
        back={paths.campaigns(tenant)}
        task
      />
      <Loaded query={projects} what={t("campaigns.didNotLoad")}>
        {(all) =>
          all.length === 0 ? (
            <Panel label={t("campaigns.new")}>
              <EmptyState
                fact={t("campaigns.noProject")}
                hint={t("campaigns.noProjectHint")}
                action={
                  <Button component={Link} href={paths.org(tenant)}>
                    {t("campaigns.toProjects")}
                  </Button>
                }
              />
            </Panel>
          ) : (
            <Loaded query={templates} what={t("campaigns.didNotLoad")}>
              {(shipped) => (
                <LoadedPages query={campaigns} what={t("campaigns.didNotLoad")}>
                  {(others) =>
                    from === null || others.some(({ id }) => id === from) ? (
                      <PlanForm projects={all} templates={shipped} campaigns={others} />
                    ) : (
                      <Loaded query={named} what={t("campaigns.didNotLoad")}>
                        {(source) => <PlanForm projects={all} templates={shipped} campaigns={[source, ...others]} />}
                      </Loaded>
                    )
                  }
                </LoadedPages>
              )}
            </Loaded>
          )
        }
      </Loaded>
    </>
  );
}

interface PlanFormProps {
  projects: { id: string; name: string; developerName: string }[];
  templates: CampaignTemplate[];
  campaigns: { id: string; name: string; projectId: string; startsOn: string; endsOn: string }[];
}

function PlanForm({ projects, templates, campaigns }: PlanFormProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const changed = useCampaignChanged();
  const sources = useMemo(() => sourcesOf(templates, campaigns, language, dayOf(new Date(), HOUSE_ZONE)), [templates, campaigns, language]);
  const first = sourceOf(sources, search.get("from"));
  const form = useForm({
    initialValues: {
      from: first?.value ?? "",
      name: first?.isCampaign ? t("campaigns.copyOf", { name: first.label }) : "",
      projectId: first?.projectId ?? projects[0]?.id ?? "",
      startsOn: first?.startsOn ?? (null as string | null),
      endsOn: first?.endsOn ?? (null as string | null),
    },
    validate: {
      name: isNotEmpty(t("campaigns.nameMissing")),
      startsOn: isNotEmpty(t("campaigns.dayMissing")),
      endsOn: (day, { startsOn }) => (!day ? t("campaigns.dayMissing") : startsOn && day < startsOn ? t("campaigns.reversed") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "projectId", "startsOn", "endsOn"]);
  const labels = {
    name: t("campaigns.name"),
    projectId: t("campaigns.project"),
    startsOn: t("campaigns.startsOn"),
    endsOn: t("campaigns.endsOn"),
  };

  const submit = form.onSubmit(
    async (values) => {
      let made = "";
      const done = await send(async () => {
        const campaign = await planCampaign(tenant, planOf(values));
        await changed(campaign);
        made = campaign.id;
      });
      if (!done) return;
      toast(t("campaigns.planned", { name: values.name.trim() }));
      navigate(paths.policies(tenant, made));
    },
    (errors) => form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  const begin = (value: string) => {
    const source = sourceOf(sources, value);
    form.setValues({
      from: value,
      ...(source ? { startsOn: source.startsOn, endsOn: source.endsOn } : {}),
      ...(source?.projectId ? { projectId: source.projectId } : {}),
      ...(source?.isCampaign && !form.isDirty("name") ? { name: t("campaigns.copyOf", { name: source.label }) } : {}),
    });
  };

  return (
    <div className={styles.narrow}>
      <Panel label={t("campaigns.new")}>
        <form onSubmit={submit} noValidate className={styles.form}>
          <FormErrorSummary form={form} labels={labels} failure={failure} />
          <NativeSelect
            label={t("campaigns.from")}
            description={t(
              `campaigns.fromHint.${sourceOf(sources, form.values.from)?.isCampaign ? "campaign" : form.values.from ? "template" : "nothing"}`,
            )}
            value={form.values.from}
            onChange={(event) => begin(event.currentTarget.value)}
            data={[...sources.map(({ value, label }) => ({ value, label })), { value: "", label: t("campaigns.fromNothing") }]}
          />
          <TextInput label={labels.name} maxLength={80} placeholder={t("campaigns.namePlaceholder")} {...form.getInputProps("name")} />
          <NativeSelect
            label={labels.projectId}
            data={projects.map(({ id, name, developerName }) => ({ value: id, label: dotted([name, developerName], language) }))}
            {...form.getInputProps("projectId")}
          />
          <div className={styles.two}>
            <DateInput label={labels.startsOn} {...form.getInputProps("startsOn")} />
            <DateInput label={labels.endsOn} hint={t("campaigns.bothIncluded")} {...form.getInputProps("endsOn")} />
          </div>
          <div className={styles.buttons}>
            <Button component={Link} href={paths.campaigns(tenant)}>
              {t("common.cancel")}
            </Button>
            <ReasonedButton type="submit" variant="filled" loading={busy}>
              {t("campaigns.plan")}
            </ReasonedButton>
          </div>
        </form>
      </Panel>
    </div>
  );
}
