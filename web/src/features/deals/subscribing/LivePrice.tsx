import type { CampaignDetail } from "../../../api/campaigns";
import type { Engagement } from "../../../api/engagements";
import type { QuoteRequest } from "../../../api/policies";
import type { Unit } from "../../../api/units";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Panel } from "../../../ui/Panel";
import { ErrorState, LoadingSkeleton } from "../../../ui/states";
import { useStatement } from "../../engagements/queries";
import { QuoteLines } from "../../policies/quote/QuoteLines";
import { useSlip } from "../../policies/quote/useQuote";
import styles from "../deals.module.css";

interface LivePriceProps {
  campaign: CampaignDetail;
  engagement: Engagement | null;
  unit: Unit | null;
  paymentMethod: string;
  credential: string;
  subscribedOn: string | null;
}

/** What the home would cost if it were signed as the next one of its engagement. */
export function LivePrice({ campaign, engagement, unit, ...asked }: LivePriceProps) {
  const t = useT();
  return (
    <Panel title={t("deals.subscribing.price")}>
      {engagement && unit ? (
        <Quoted campaign={campaign} engagement={engagement} unit={unit} {...asked} />
      ) : (
        <p className="dim">{t("deals.subscribing.priceFill")}</p>
      )}
    </Panel>
  );
}

interface QuotedProps extends LivePriceProps {
  engagement: Engagement;
  unit: Unit;
}

function Quoted({ campaign, engagement, unit, paymentMethod, credential, subscribedOn }: QuotedProps) {
  const t = useT();
  const { tenant } = useTenant();
  const statement = useStatement({ tenant, campaign: campaign.id, engagement: engagement.id });
  const counted = statement.data?.countedUnits ?? null;
  const { category } = engagement;
  const request: QuoteRequest | null =
    counted === null || subscribedOn === null || (category === null && !credential)
      ? null
      : {
          paymentMethod,
          listPriceFen: unit.listTotalFen,
          countedUnits: counted + 1,
          on: subscribedOn,
          ...(category !== null && { category }),
          ...(credential && { credential }),
          ...(unit.areaCentiSqm !== null && { areaCentiSqm: unit.areaCentiSqm }),
          ...(unit.product !== null && { product: unit.product }),
        };
  const query = useSlip(campaign.id, request, unit.version);

  if (query.isError) return <ErrorState what={t("deals.subscribing.notQuoted")} error={query.error} onRetry={() => query.refetch()} />;
  if (statement.isError)
    return <ErrorState what={t("deals.subscribing.notQuoted")} error={statement.error} onRetry={() => statement.refetch()} />;
  if (!query.data) return <LoadingSkeleton shape="lines" rows={5} />;
  return (
    <>
      <QuoteLines slip={query.data} passing={query.isPlaceholderData || query.isFetching} />
      <p className={styles.why}>{t("deals.subscribing.priceWhy", { n: query.data.countedUnits })}</p>
    </>
  );
}
