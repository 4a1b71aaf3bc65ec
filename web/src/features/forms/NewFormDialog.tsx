import { NativeSelect, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useLocation } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import { type FormTemplateId, type ListedForm, makeForm } from "../../api/forms";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useEngagements } from "../engagements/queries";
import { useFormAct } from "./queries";
import { TEMPLATES } from "./words";

interface NewFormDialogProps {
  campaign: CampaignDetail;
  /** What may be copied. */
  forms: ListedForm[];
  template: FormTemplateId | null;
  onClose: () => void;
}

const anyEngagement = { category: null, stage: null, search: null, sort: "opened", order: "desc" } as const;

/** A draft from a template or as another form stands, and its builder. */
export default function NewFormDialog({ campaign, forms, template, onClose }: NewFormDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const act = useFormAct({ tenant, campaign: campaign.id });
  const engagements = useEngagements(campaign.id, anyEngagement);
  const form = useForm({
    initialValues: { name: template ? t(`forms.template.${template}`) : "", from: `template:${template ?? "account"}`, engagementId: "" },
    validate: { name: isNotEmpty(t("forms.nameMissing")) },
  });
  const { busy, failure, send } = useSubmit(form, ["name", "from", "engagementId"]);
  const labels = { name: t("forms.name"), from: t("forms.from"), engagementId: t("forms.for") };
  const accounts = engagements.data?.pages.flatMap(({ items }) => items) ?? [];

  const submit = form.onSubmit(async ({ name, from, engagementId }) => {
    const [kind, id = ""] = from.split(":");
    await send(async () => {
      const made = await act(() =>
        makeForm(tenant, campaign.id, {
          name: name.trim(),
          from: kind === "form" ? { form: id } : { template: id as FormTemplateId },
          engagementId: engagementId || null,
        }),
      );
      toast(t("forms.made", { name: made.name }));
      navigate(paths.form(tenant, campaign.id, made.id));
    });
  });
  return (
    <FormDialog
      title={t("forms.add")}
      form={form}
      labels={labels}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("forms.add")}
      onClose={onClose}
    >
      <NativeSelect
        label={labels.from}
        data={[
          { group: t("forms.templates"), items: TEMPLATES.map((one) => ({ value: `template:${one}`, label: t(`forms.template.${one}`) })) },
          ...(forms.length
            ? [{ group: t("forms.copyForm"), items: forms.map(({ id, name }) => ({ value: `form:${id}`, label: name })) }]
            : []),
        ]}
        {...form.getInputProps("from")}
      />
      <TextInput label={labels.name} description={t("forms.nameHint")} maxLength={80} data-autofocus {...form.getInputProps("name")} />
      <NativeSelect
        label={labels.engagementId}
        description={t("forms.forHint")}
        data={[
          { value: "", label: t("forms.forAll") },
          ...accounts.map(({ id, accountName, credential }) => ({ value: id, label: accountName ?? credential ?? id })),
        ]}
        {...form.getInputProps("engagementId")}
      />
    </FormDialog>
  );
}
