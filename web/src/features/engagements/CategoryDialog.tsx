import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { changeEngagement, type Engagement, type EngagementPlace } from "../../api/engagements";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { useEngagementAct } from "./queries";
import { categoryWord, engagementName } from "./words";

interface CategoryDialogProps {
  at: EngagementPlace;
  engagement: Engagement;
  campaign: CampaignDetail;
  onClose: () => void;
}

/** Corrects what an account counts as; prices and rewards of its homes follow. */
export default function CategoryDialog({ at, engagement, campaign, onClose }: CategoryDialogProps) {
  const t = useT();
  const language = useLanguage();
  const online = useOnline();
  const act = useEngagementAct(campaign.id);
  const form = useForm({ initialValues: { category: engagement.category ?? "" } });
  const { busy, failure, send } = useSubmit(form, ["category"]);
  const name = engagementName(t, language, campaign, engagement);
  const chosen = { ...engagement, category: form.values.category };
  const submit = form.onSubmit(async ({ category }) => {
    const done = await send(() => act(() => changeEngagement(at, engagement.version, { category })));
    if (!done) return;
    toast(t("engagements.recategorise.done", { name, category: categoryWord(t, language, campaign, chosen) }));
    onClose();
  });

  return (
    <FormDialog
      title={t("engagements.recategorise.title", { name })}
      form={form}
      labels={{ category: t("engagements.category") }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t("engagements.recategorise.act", { name, category: categoryWord(t, language, campaign, chosen) })}
      reason={!online ? t("engagements.offline") : form.isDirty() ? null : t("engagements.recategorise.same")}
      onClose={onClose}
    >
      <NativeSelect
        label={t("engagements.category")}
        description={t("engagements.recategorise.say")}
        data={campaign.catalogue.categories.map(({ code, names }) => ({ value: code, label: nameIn(names, language) }))}
        data-path="category"
        {...form.getInputProps("category")}
      />
    </FormDialog>
  );
}
