import { NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useLocation } from "wouter";
import type { Account } from "../../api/accounts";
import type { CampaignDetail } from "../../api/campaigns";
import { openEngagement } from "../../api/engagements";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { FormDialog } from "../../ui/FormDialog";
import { Segmented } from "../../ui/Segmented";
import { toast } from "../../ui/toast";
import { useOnline } from "../../ui/useOnline";
import { useSubmit } from "../../ui/useSubmit";
import { AccountPicker } from "./AccountPicker";
import { useEngagementAct } from "./queries";
import { engagementName } from "./words";

interface Values {
  kind: "account" | "channel";
  accountId: Account | null;
  category: string;
  credential: string;
}

/** Takes an account into the campaign, or opens the channel of a credential, and goes there. */
export default function OpenDialog({ campaign, onClose }: { campaign: CampaignDetail; onClose: () => void }) {
  const t = useT();
  const online = useOnline();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const act = useEngagementAct(campaign.id);
  const { categories, credentials } = campaign.catalogue;
  const form = useForm<Values>({
    initialValues: { kind: "account", accountId: null, category: "", credential: "" },
    validate: {
      accountId: (account, { kind }) => (kind === "account" && !account ? t("engagements.open.accountMissing") : null),
      category: (code, { kind }) => (kind === "account" && !code ? t("engagements.open.categoryMissing") : null),
      credential: (code, { kind }) => (kind === "channel" && !code ? t("engagements.open.credentialMissing") : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["accountId", "category", "credential"]);
  const isAccount = form.values.kind === "account";
  const options = (words: typeof categories) => [
    { value: "", label: t("engagements.open.choose"), disabled: true },
    ...words.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
  ];

  const submit = form.onSubmit(async ({ accountId, category, credential }) => {
    await send(async () => {
      const wanted = isAccount ? { accountId: accountId?.id ?? "", category } : { credential };
      const engagement = await act(() => openEngagement(tenant, campaign.id, wanted));
      toast(t("engagements.open.done", { name: engagementName(t, language, campaign, engagement) }));
      navigate(paths.engagement(tenant, campaign.id, engagement.id));
    });
  });
  return (
    <FormDialog
      title={t("engagements.open.title", { campaign: campaign.name })}
      form={form}
      labels={{
        accountId: t("engagements.open.account"),
        category: t("engagements.category"),
        credential: t("engagements.open.credential"),
      }}
      failure={failure}
      onSubmit={submit}
      busy={busy}
      act={t(isAccount ? "engagements.open.act" : "engagements.open.actChannel")}
      reason={online ? null : t("engagements.offline")}
      onClose={onClose}
    >
      {credentials.length > 0 && (
        <Segmented
          label={t("engagements.open.kind")}
          labelHidden
          options={[
            { value: "account", label: t("engagements.open.kindAccount") },
            { value: "channel", label: t("engagements.channel") },
          ]}
          value={form.values.kind}
          onChange={(kind) => form.setFieldValue("kind", kind)}
        />
      )}
      {isAccount ? (
        <>
          <AccountPicker
            value={form.values.accountId}
            onChange={(account) => form.setFieldValue("accountId", account)}
            error={form.errors.accountId as string | undefined}
          />
          <NativeSelect
            label={t("engagements.category")}
            description={t("engagements.open.categoryHint")}
            data={options(categories)}
            data-path="category"
            {...form.getInputProps("category")}
          />
        </>
      ) : (
        <NativeSelect
          label={t("engagements.open.credential")}
          description={t("engagements.open.credentialHint")}
          data={options(credentials)}
          data-path="credential"
          {...form.getInputProps("credential")}
        />
      )}
    </FormDialog>
  );
}
