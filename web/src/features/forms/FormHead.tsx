import type { ReactNode } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { Form, FormPlace } from "../../api/forms";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { NOW_TONES } from "./words";

interface FormHeadProps {
  at: FormPlace;
  campaign: CampaignDetail;
  form: Form;
  actions?: ReactNode;
  task?: boolean;
}

/** The head of a form's page: its state, for whom it is, and how many have registered. */
export function FormHead({ at, form, actions, task }: FormHeadProps) {
  const t = useT();
  return (
    <PageHead
      title={form.name}
      crumbs={[{ label: t("forms.title"), href: paths.forms(at.tenant, at.campaign) }, { label: form.name }]}
      chip={<Chip tone={NOW_TONES[form.now]}>{t(`forms.now.${form.now}`)}</Chip>}
      meta={[
        form.engagementName ?? t("forms.forAll"),
        form.capacity === null ? t("forms.registered", { n: form.taken }) : t("forms.registeredOf", { n: form.taken, of: form.capacity }),
        ...(form.state === "draft" ? [] : [t("forms.todayOf", { n: form.today })]),
      ]}
      back={paths.forms(at.tenant, at.campaign)}
      actions={actions}
      task={task}
    />
  );
}
