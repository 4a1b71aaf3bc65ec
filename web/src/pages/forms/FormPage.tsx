import type { CampaignDetail } from "../../api/campaigns";
import type { Form } from "../../api/forms";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { Builder } from "../../features/forms/Builder";
import { FormHead } from "../../features/forms/FormHead";
import styles from "../../features/forms/forms.module.css";
import { PreviewPanel } from "../../features/forms/PreviewPanel";
import { useForm } from "../../features/forms/queries";
import { SharePanel } from "../../features/forms/SharePanel";
import { SlotsPanel } from "../../features/forms/SlotsPanel";
import { useLanguage, useT } from "../../i18n/useT";
import { PageNotYet } from "../../ui/PageNotYet";

/** One form: built by who manages forms, shared by who sells. */
export default function FormPage({ params }: PageProps<"tenant" | "campaign" | "form">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const form = useForm(params);
  if (campaign.data && form.data) return <FormOf at={params} campaign={campaign.data} form={form.data} />;
  return (
    <PageNotYet
      title={t("forms.one")}
      back={paths.forms(params.tenant, params.campaign)}
      what={t("forms.notLoaded")}
      queries={[campaign, form]}
      shape="form"
    />
  );
}

function FormOf({ at, campaign, form }: { at: PageProps<"tenant" | "campaign" | "form">["params"]; campaign: CampaignDetail; form: Form }) {
  const can = useCan();
  const language = useLanguage();
  if (can("form:manage") && campaign.status !== "archived") return <Builder at={at} campaign={campaign} form={form} />;
  return (
    <>
      <FormHead at={at} campaign={campaign} form={form} />
      <div className={styles.columns}>
        <div className={styles.parts}>
          <SharePanel at={at} form={form} editable={false} />
          <SlotsPanel at={at} campaign={campaign} editable={false} />
        </div>
        <PreviewPanel at={at} form={form} language={language} />
      </div>
    </>
  );
}
