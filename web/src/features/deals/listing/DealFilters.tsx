import { NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealConditions } from "../../../api/deals";
import { useLanguage, useT } from "../../../i18n/useT";
import { orderParameters } from "../../../lib/conditions";
import { dotted } from "../../../lib/dotted";
import { OrderSelect } from "../../../ui/OrderSelect";
import { SearchBox } from "../../../ui/SearchBox";
import { Segmented } from "../../../ui/Segmented";
import { usePhone } from "../../../ui/usePhone";
import { useBuildings } from "../../units/queries";
import styles from "../deals.module.css";
import { useEveryEngagement } from "../subscribing/queries";
import { entryWords, STATES } from "../words";
import { DEAL_WAYS } from "./conditions";

interface DealFiltersProps {
  campaign: CampaignDetail;
  conditions: DealConditions;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Which deals, and on a phone in which order. */
export function DealFilters({ campaign, conditions, onChange }: DealFiltersProps) {
  const t = useT();
  const language = useLanguage();
  const phone = usePhone();
  const engagements = useEveryEngagement(campaign.id);
  const buildings = useBuildings(campaign.projectId);
  const chosen = (value: string) => value || null;

  return (
    <search className={`${styles.conditions} no-print`}>
      <div className={styles.asked}>
        <SearchBox label={t("deals.search")} value={conditions.search ?? ""} onSearch={(text) => onChange({ q: chosen(text) })} />
        <NativeSelect
          aria-label={t("deals.byEngagement")}
          value={conditions.engagement ?? ""}
          onChange={({ currentTarget }) => onChange({ engagement: chosen(currentTarget.value) })}
          data={[
            { value: "", label: t("deals.allEngagements") },
            ...(engagements.data ?? []).map(({ id, accountName, credential }) => ({
              value: id,
              label:
                accountName ?? dotted([t("deals.channel"), entryWords(campaign.catalogue.credentials, credential, language)], language),
            })),
          ]}
        />
        <NativeSelect
          aria-label={t("deals.byBuilding")}
          value={conditions.building ?? ""}
          onChange={({ currentTarget }) => onChange({ building: chosen(currentTarget.value) })}
          data={[{ value: "", label: t("deals.allBuildings") }, ...(buildings.data ?? []).map(({ building }) => building)]}
        />
        {phone && (
          <OrderSelect
            options={(["subscribed", "unit", "payable", "due"] as const).map((sort) => ({ sort, label: t(`deals.order.${sort}`) }))}
            ways={DEAL_WAYS}
            order={{ sort: conditions.sort, way: conditions.order }}
            onOrder={(order) => onChange(orderParameters(order, DEAL_WAYS))}
          />
        )}
      </div>
      <div className={styles.filters}>
        <Segmented
          label={t("deals.byState")}
          labelHidden
          options={[{ value: "all", label: t("deals.allStates") }, ...STATES.map((value) => ({ value, label: t(`deals.state.${value}`) }))]}
          value={conditions.state ?? "all"}
          onChange={(state) => onChange({ state: state === "all" ? null : state })}
        />
      </div>
    </search>
  );
}
