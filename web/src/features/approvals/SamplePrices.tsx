import type { PolicyToDecide, SamplePrices as Prices } from "../../../../src/policies/publishing/contract";
import type { PriceListRow, QuotedTier } from "../../../../src/policies/quoting/contract";
import { useLanguage, useT } from "../../i18n/useT";
import { area, listed, moneyAlone, moneyShort } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { type Column, DataTable } from "../../ui/DataTable";
import { Money } from "../../ui/Money";
import { Zhe } from "../../ui/Zhe";
import styles from "./approvals.module.css";
import { leftOut } from "./conditional";

/** What one home would cost under the version, for each way to pay and each number of units. */
export function SamplePrices({ policy, prices }: { policy: PolicyToDecide; prices: Prices }) {
  const t = useT();
  const language = useLanguage();
  const { home, on, tables } = prices;
  const category = policy.catalogue.categories.find(({ code }) => code === prices.category);
  const conditional = leftOut(policy.terms);
  const units = ({ fromUnits: from, toUnits: to }: PriceListRow) =>
    to === null
      ? t("approvals.pricesFrom", { from })
      : to === from
        ? t("approvals.pricesOne", { from })
        : t("approvals.pricesFromTo", { from, to });

  const columns: Column<PriceListRow>[] = [
    { id: "units", header: t("approvals.pricesUnits"), cell: (row) => <span className="nowrap">{units(row)}</span> },
    { id: "list", header: t("approvals.pricesList"), align: "right", cell: ({ listPriceFen }) => <Money fen={listPriceFen} /> },
    { id: "regular", header: t("approvals.pricesRegular"), align: "right", cell: ({ afterRegularFen }) => <Money fen={afterRegularFen} /> },
    { id: "tier", header: t("approvals.pricesTier"), align: "right", cell: ({ tier }) => <TierEffect tier={tier} /> },
    {
      id: "payable",
      header: t("approvals.pricesPayable"),
      align: "right",
      cell: ({ payableFen }) => (
        <b>
          <Money fen={payableFen} />
        </b>
      ),
    },
    { id: "saved", header: t("approvals.pricesSaved"), align: "right", cell: ({ savedFen }) => <Money fen={savedFen} /> },
  ];

  return (
    <>
      <p className="sub">
        {t("approvals.pricesOf", {
          home: nameIn(home.names, language),
          area: area(home.areaCentiSqm),
          price: moneyShort(home.pricePerSqmFen).slice(1),
          category: category ? nameIn(category.names, language) : prices.category,
          on,
        })}
      </p>
      {conditional.length > 0 && (
        <p className="sub">
          {t("approvals.pricesLeftOut", {
            names: listed(
              conditional.map(({ names }) => nameIn(names, language)),
              language,
            ),
          })}
        </p>
      )}
      {tables.map(({ paymentMethod, label, rows }) => (
        <div key={paymentMethod} className={`${styles.priceTable} keep-together`}>
          <h3>{label}</h3>
          <DataTable
            label={label}
            columns={columns}
            rows={rows}
            rowId={({ fromUnits }) => `${fromUnits}`}
            card={(row) => ({
              title: units(row),
              mark: <TierEffect tier={row.tier} />,
              amount: { label: t("approvals.pricesPayable"), value: <Money fen={row.payableFen} alone size="large" /> },
              lines: [`${t("approvals.pricesSaved")} ${moneyAlone(row.savedFen)}`],
            })}
          />
        </div>
      ))}
    </>
  );
}

function TierEffect({ tier }: { tier: QuotedTier | null }) {
  const t = useT();
  if (!tier) return <span className="dim">{t("approvals.pricesNone")}</span>;
  if (tier.payableBps !== null) return <Zhe bps={tier.payableBps} />;
  return <span>{t("approvals.pricesOff", { amount: moneyAlone(tier.amountFen ?? 0) })}</span>;
}
