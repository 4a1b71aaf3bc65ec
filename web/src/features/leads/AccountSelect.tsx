import { NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "../../api/campaigns";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { useEveryEngagement } from "../deals/subscribing/queries";
import { entryWords } from "../deals/words";

interface AccountSelectProps {
  campaign: Pick<CampaignDetail, "id" | "catalogue">;
  label: string;
  hint?: string;
  /** An engagement's id; null for none. */
  value: string | null;
  onChange: (engagement: string | null) => void;
}

/** Which account of the campaign, or channel of its credentials, somebody belongs to; or none. */
export function AccountSelect({ campaign, label, hint, value, onChange }: AccountSelectProps) {
  const t = useT();
  const language = useLanguage();
  const engagements = useEveryEngagement(campaign.id);
  return (
    <NativeSelect
      label={label}
      description={hint}
      value={value ?? ""}
      onChange={({ currentTarget }) => onChange(currentTarget.value || null)}
      data={[
        { value: "", label: t("leads.noAccount") },
        ...(engagements.data ?? []).map(({ id, accountName, credential }) => ({
          value: id,
          label: accountName ?? dotted([t("leads.channel"), entryWords(campaign.catalogue.credentials, credential, language)], language),
        })),
      ]}
    />
  );
}
