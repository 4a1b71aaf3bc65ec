import { NativeSelect } from "@mantine/core";
import { useId } from "react";
import type { Catalogue } from "../../../../../src/campaigns/catalogue/contract";
import type { FieldProblem } from "../../../api/problem";
import { useLanguage, useT } from "../../../i18n/useT";
import { nameIn } from "../../../lib/names";
import { DateInput } from "../../../ui/DateInput";
import { Further } from "../../../ui/Further";
import { AreaInput, CountInput, MoneyInput } from "../../../ui/inputs";
import type { Asking } from "./asking";
import { FactFields } from "./FactFields";
import { ALL_FACTS, type Fact } from "./facts";
import styles from "./quote.module.css";

interface QuoteFieldsProps {
  catalogue: Catalogue;
  asking: Asking;
  ask: (change: Partial<Asking>) => void;
  /** What the terms ask beside the ordinary; left out where that is not known: then all of it can be said, folded. */
  facts?: Fact[];
  /** The day of the quote that is shown: what holds while none is chosen. */
  quotedOn: string | null;
  /** What the API found wrong with the question. */
  wrong: FieldProblem[];
}

/** Who buys what, and how: the question of the live quote. */
export function QuoteFields({ catalogue, asking, ask, facts, quotedOn, wrong }: QuoteFieldsProps) {
  const t = useT();
  const language = useLanguage();
  const id = useId();
  const choices = (list: keyof Catalogue) => catalogue[list].map(({ code, names }) => ({ value: code, label: nameIn(names, language) }));
  const errorOf = (field: keyof Asking) => wrong.find(({ pointer }) => pointer === `/${field}`)?.detail;
  const select = (field: "category" | "paymentMethod" | "credential" | "product", label: string, list: keyof Catalogue, none?: string) => (
    <NativeSelect
      className={field === "credential" ? undefined : styles.wide}
      label={label}
      data={none === undefined ? choices(list) : [{ value: "", label: none }, ...choices(list)]}
      value={asking[field]}
      onChange={(event) => ask({ [field]: event.currentTarget.value })}
      error={errorOf(field)}
    />
  );

  const further = { asking, ask, errorOf };

  return (
    <div className={styles.fields}>
      {select(
        "category",
        t("policies.quote.category"),
        "categories",
        asking.credential || !asking.category ? t("policies.quote.credentialAlone") : undefined,
      )}
      {select("paymentMethod", t("policies.quote.paymentMethod"), "paymentMethods")}
      {asking.by === "area" ? (
        <>
          <AreaInput
            label={t("policies.quote.area")}
            value={asking.areaCentiSqm}
            onChange={(areaCentiSqm) => ask({ areaCentiSqm })}
            error={errorOf("areaCentiSqm")}
          />
          <MoneyInput
            label={t("policies.quote.pricePerSqm")}
            unit={t("policies.unit.perSqm")}
            value={asking.pricePerSqmFen}
            onChange={(pricePerSqmFen) => ask({ pricePerSqmFen })}
            error={errorOf("pricePerSqmFen")}
          />
        </>
      ) : (
        <>
          <MoneyInput
            label={t("policies.quote.listPrice")}
            value={asking.listPriceFen}
            onChange={(listPriceFen) => ask({ listPriceFen })}
            error={errorOf("listPriceFen")}
          />
          <AreaInput
            label={t("policies.quote.areaIfKnown")}
            value={asking.areaCentiSqm}
            onChange={(areaCentiSqm) => ask({ areaCentiSqm })}
            error={errorOf("areaCentiSqm")}
          />
        </>
      )}
      <CountInput
        label={t("policies.quote.units")}
        unit={t("policies.unit.units")}
        value={asking.countedUnits}
        onChange={(countedUnits) => ask({ countedUnits })}
        error={errorOf("countedUnits")}
      />
      {catalogue.credentials.length > 0 &&
        select("credential", t("policies.quote.credential"), "credentials", t("policies.quote.noCredential"))}
      <DateInput label={t("policies.quote.on")} value={asking.on ?? quotedOn} onChange={(on) => ask({ on })} error={errorOf("on")} />
      {facts && <FactFields facts={facts} {...further} />}
      <Further className={styles.further} summary={t("policies.quote.further")}>
        <div className={styles.fields}>
          {catalogue.products.length > 0 && select("product", t("policies.quote.product"), "products", t("policies.quote.anyProduct"))}
          <NativeSelect
            label={t("policies.quote.by")}
            id={id}
            data={[
              { value: "area", label: t("policies.quote.byArea") },
              { value: "price", label: t("policies.quote.byPrice") },
            ]}
            value={asking.by}
            onChange={(event) => ask({ by: event.currentTarget.value === "price" ? "price" : "area" })}
          />
          {!facts && <FactFields facts={ALL_FACTS} {...further} />}
        </div>
      </Further>
    </div>
  );
}
