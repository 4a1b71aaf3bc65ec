import { NativeSelect } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail } from "../../../api/deals";
import type { Unit } from "../../../api/units";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { area, moneyAlone } from "../../../lib/format";
import { nameIn } from "../../../lib/names";
import { AreaInput, MoneyInput } from "../../../ui/inputs";
import { Segmented } from "../../../ui/Segmented";
import styles from "../deals.module.css";
import { BuyerList } from "../subscribing/BuyerList";
import { FoundSelect } from "../subscribing/FoundSelect";
import { HomeFields } from "../subscribing/HomeFields";
import { useEveryEngagement } from "../subscribing/queries";
import { entryWords } from "../words";
import { hasPrice, type Kind, type TypedSupplement } from "./change";

interface ChangeFieldsProps {
  form: UseFormReturnType<TypedSupplement>;
  kind: Kind;
  campaign: CampaignDetail;
  deal: DealDetail;
  onUnit: (unit: Unit | null) => void;
}

/** What a supplement of a kind says: the new content, and the price that is printed on it. */
export function ChangeFields({ form, kind, campaign, deal, onUnit }: ChangeFieldsProps) {
  const t = useT();
  const language = useLanguage();
  const setUnit = (unit: Unit | null) => {
    onUnit(unit);
    form.setFieldValue("unitId", unit?.id ?? "");
  };

  return (
    <>
      {kind === "payment-method" && (
        <NativeSelect
          label={t("deals.paymentMethod")}
          data={[
            { value: "", label: t("deals.subscribing.choose") },
            ...campaign.catalogue.paymentMethods
              .filter(({ code }) => code !== deal.paymentMethod)
              .map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
          ]}
          {...form.getInputProps("paymentMethod")}
        />
      )}
      {kind === "unit" && (
        <HomeFields
          project={campaign.projectId}
          label={t("deals.supplementing.newHome")}
          error={form.errors.unitId}
          value={form.values.unitId}
          onChange={setUnit}
        />
      )}
      {kind === "measured-area" && (
        <div className={styles.two}>
          <AreaInput
            label={t("deals.supplementing.area")}
            hint={deal.areaCentiSqm === null ? undefined : t("deals.supplementing.now", { what: area(deal.areaCentiSqm) })}
            {...form.getInputProps("areaCentiSqm")}
          />
          <MoneyInput
            label={t("deals.supplementing.list")}
            hint={t("deals.supplementing.now", { what: moneyAlone(deal.listPriceFen) })}
            {...form.getInputProps("listPriceFen")}
          />
        </div>
      )}
      {kind === "engagement" && <EngagementField form={form} campaign={campaign} deal={deal} />}
      {kind === "name" && <NameFields form={form} />}
      {hasPrice(kind) && (
        <MoneyInput
          label={t("deals.supplementing.price")}
          hint={t("deals.supplementing.priceHint", { amount: moneyAlone(deal.contractPriceFen ?? 0) })}
          {...form.getInputProps("contractPriceFen")}
        />
      )}
    </>
  );
}

/** Other accounts of the campaign that are not settled yet. */
function EngagementField({ form, campaign, deal }: Pick<ChangeFieldsProps, "form" | "campaign" | "deal">) {
  const t = useT();
  const language = useLanguage();
  const engagements = useEveryEngagement(campaign.id);
  const { categories, credentials } = campaign.catalogue;

  return (
    <FoundSelect
      label={t("deals.supplementing.account")}
      error={form.errors.engagementId}
      hint={t("deals.supplementing.accountHint")}
      nothing={t("deals.subscribing.choose")}
      options={(engagements.data ?? [])
        .filter(({ id, settledOn }) => id !== deal.engagementId && settledOn === null)
        .map(({ id, accountName, category, credential }) => ({
          value: id,
          label: dotted(
            [
              accountName ?? t("deals.channel"),
              entryWords(categories, category, language) ?? entryWords(credentials, credential, language),
            ],
            language,
          ),
        }))}
      value={form.values.engagementId}
      onChange={(id) => form.setFieldValue("engagementId", id)}
    />
  );
}

function NameFields({ form }: Pick<ChangeFieldsProps, "form">) {
  const t = useT();
  const { buyers, relation } = form.values;

  return (
    <>
      <Segmented
        label={t("deals.supplementing.relation")}
        options={[
          { value: "family", label: t("deals.supplementing.family") },
          { value: "outsider", label: t("deals.supplementing.outsider") },
        ]}
        value={relation}
        onChange={(next) => form.setFieldValue("relation", next)}
        hint={relation ? t(`deals.supplementing.hint.${relation}`) : t("deals.supplementing.relationHint")}
      />
      <BuyerList
        form={form}
        onBuyers={(next) => form.setFieldValue("buyers", next)}
        onKnown={(at, known) =>
          form.setFieldValue(
            "buyers",
            buyers.map((buyer, index) => (index === at ? { ...buyer, known } : buyer)),
          )
        }
      />
    </>
  );
}
