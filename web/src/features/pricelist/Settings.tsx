import { Checkbox, NativeSelect } from "@mantine/core";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import type { FieldProblem } from "../../api/problem";
import { LANGUAGE_NAMES, LANGUAGES, speak } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { DateInput } from "../../ui/DateInput";
import { Further } from "../../ui/Further";
import { AreaInput, MoneyInput } from "../../ui/inputs";
import { FactFields } from "../policies/quote/FactFields";
import { ALL_FACTS } from "../policies/quote/facts";
import type { Choices } from "./choices";
import styles from "./pricelist.module.css";
import { VersionField } from "./VersionField";

interface SettingsProps {
  campaign: CampaignDetail;
  versions: PolicyVersionItem[];
  choices: Choices;
  choose: (change: Partial<Choices>) => void;
  /** The day of the list that is shown: what holds while none is chosen. */
  pricedOn: string | null;
  /** What the API found wrong with the question. */
  wrong: FieldProblem[];
}

/** What the sheet shows: version, buyer, home, ways to pay, language. */
export function Settings({ campaign, versions, choices, choose, pricedOn, wrong }: SettingsProps) {
  const t = useT();
  const language = useLanguage();
  const { catalogue, sampleHomes } = campaign;
  const errorOf = (...fields: string[]) => wrong.find(({ pointer }) => fields.includes(pointer.slice(1)))?.detail;
  const sample = sampleHomes.findIndex(
    ({ areaCentiSqm, pricePerSqmFen }) => areaCentiSqm === choices.areaCentiSqm && pricePerSqmFen === choices.pricePerSqmFen,
  );

  return (
    <div className={styles.settings}>
      <VersionField versions={versions} value={choices.version} onChange={(version) => choose({ version })} error={errorOf("version")} />
      <DateInput label={t("pricelist.on")} value={choices.on ?? pricedOn} onChange={(on) => choose({ on })} error={errorOf("on")} />
      <NativeSelect
        label={t("pricelist.buyer")}
        value={choices.buyer}
        onChange={(event) => choose({ buyer: event.currentTarget.value })}
        error={errorOf("category", "credential")}
        data={[
          {
            group: t("pricelist.categories"),
            items: catalogue.categories.map(({ code, names }) => ({ value: `category:${code}`, label: nameIn(names, language) })),
          },
          {
            group: t("pricelist.credentials"),
            items: catalogue.credentials.map(({ code, names }) => ({ value: `credential:${code}`, label: nameIn(names, language) })),
          },
        ]}
      />
      {sampleHomes.length > 0 && (
        <NativeSelect
          label={t("pricelist.home")}
          value={`${sample}`}
          onChange={(event) => {
            const home = sampleHomes[Number(event.currentTarget.value)];
            if (home) choose({ areaCentiSqm: home.areaCentiSqm, pricePerSqmFen: home.pricePerSqmFen, product: home.product ?? "" });
          }}
          data={[
            ...sampleHomes.map(({ names }, position) => ({ value: `${position}`, label: nameIn(names, language) })),
            ...(sample < 0 ? [{ value: "-1", label: t("pricelist.ownHome") }] : []),
          ]}
        />
      )}
      <div className={styles.pair}>
        <AreaInput
          label={t("pricelist.area")}
          value={choices.areaCentiSqm}
          onChange={(areaCentiSqm) => choose({ areaCentiSqm })}
          error={errorOf("areaCentiSqm")}
        />
        <MoneyInput
          label={t("pricelist.pricePerSqm")}
          unit={t("pricelist.yuanPerSqm")}
          value={choices.pricePerSqmFen}
          onChange={(pricePerSqmFen) => choose({ pricePerSqmFen })}
          error={errorOf("pricePerSqmFen", "listPriceFen")}
        />
      </div>
      {catalogue.products.length > 0 && (
        <NativeSelect
          label={t("pricelist.product")}
          value={choices.product}
          onChange={(event) => choose({ product: event.currentTarget.value })}
          error={errorOf("product")}
          data={[
            { value: "", label: t("pricelist.anyProduct") },
            ...catalogue.products.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
          ]}
        />
      )}
      <Further summary={t("pricelist.further")}>
        <div className={styles.pair}>
          <FactFields facts={ALL_FACTS} asking={choices} ask={choose} errorOf={errorOf} />
        </div>
      </Further>
      <Checkbox.Group
        label={t("pricelist.paymentMethods")}
        value={choices.paymentMethods}
        onChange={(paymentMethods) => choose({ paymentMethods })}
        error={choices.paymentMethods.length === 0 ? t("pricelist.noMethod") : errorOf("paymentMethods")}
      >
        <div className={styles.checks}>
          {catalogue.paymentMethods.map(({ code, names }) => (
            <Checkbox key={code} value={code} label={nameIn(names, language)} />
          ))}
        </div>
      </Checkbox.Group>
      <NativeSelect
        label={t("shell.language")}
        value={language}
        onChange={(event) => speak(LANGUAGES.find((known) => known === event.currentTarget.value) ?? "zh-Hant")}
        data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <p className="dim">{t("pricelist.exact")}</p>
    </div>
  );
}
