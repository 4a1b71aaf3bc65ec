import type { ReactNode } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { Deal, DealDetail } from "../../api/deals";
import type { StatementDeal } from "../../api/statement";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import type { Translate } from "../../i18n/messages";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { moneyAlone } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { useOffers } from "../offers/queries";
import { causesOf } from "../statement/causes";
import styles from "./deals.module.css";
import { LinkButton } from "./LinkButton";
import { useSupplements } from "./queries";
import { useRulePrice } from "./useRulePrice";
import { tierWords, whyWords } from "./words";

interface PricePanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  /** The deal on its engagement's statement; null while that is not here. */
  item: StatementDeal | null;
  /** Every deal of that statement, to name the one that was a cause. */
  all: StatementDeal[];
  counted: number | null;
}

/** What the home costs: the list price, each step, what is payable, and in words why. */
export function PricePanel({ campaign, deal, item, all, counted }: PricePanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const mayIssue = can("deal:record") && deal.state === "subscribed";
  const papers = useOffers(mayIssue ? null : { tenant, campaign: campaign.id, deal: deal.id });
  const hasOffers = mayIssue || (papers.data ?? []).length > 0;
  return (
    <Panel
      title={t("deals.price.title")}
      actions={
        hasOffers && (
          <LinkButton size="xs" href={paths.offer(tenant, campaign.id, deal.id)}>
            {t("deals.offer")}
          </LinkButton>
        )
      }
    >
      {deal.state === "subscribed" ? (
        <Expected campaign={campaign} deal={deal} counted={counted} signBy={item?.signBy ?? null} />
      ) : (
        <Settled deal={deal} item={item} all={all} />
      )}
    </Panel>
  );
}

function Settled({ deal, item, all }: { deal: DealDetail; item: StatementDeal | null; all: StatementDeal[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const supplements = useSupplements({ tenant, campaign: deal.campaignId, deal: deal.id });
  const printed = supplements.data?.findLast(({ change }) => change.some(({ field }) => field === "contractPriceFen"));
  const causes = item && item.lines.length > 1 ? causesOf(t, language, item, all).filter(({ fen }) => fen !== null) : [];
  const { price, contractPriceFen } = deal;
  const payableFen = price?.payableFen ?? null;
  const steps = deal.state === "cancelled" ? [] : (item?.steps ?? []);

  return (
    <div className={deal.isSettling ? styles.passing : undefined}>
      <Line label={t("deals.listPrice")} fen={deal.listPriceFen} />
      {steps.map(({ step, label, working, afterFen }) => (
        <Line key={`${step}${label}`} label={label} proof={working} fen={afterFen} />
      ))}
      {contractPriceFen !== null && (
        <Line
          label={t("deals.price.contract")}
          proof={
            printed
              ? t("deals.price.contractSupplement", { number: printed.documentNumber ?? "", day: printed.signedOn })
              : t("deals.price.contractProof")
          }
          fen={contractPriceFen}
        />
      )}
      <Payable label={t("deals.payable")} fen={payableFen} />
      {causes.map(({ key, day, words, fen, label, isWithdrawn }) => (
        <Line key={key} label={words} proof={dotted([day ?? "", label], language)} fen={isWithdrawn ? null : fen} />
      ))}
      {price && <PriceWhy deal={deal} price={price} />}
    </div>
  );
}

/** Counted or not, at which count, and what gave the tier. */
function PriceWhy({ deal, price }: { deal: Deal; price: NonNullable<Deal["price"]> }) {
  const t = useT();
  const language = useLanguage();
  const { standing, why, units, tier, because, openFen, stopsAtFloor } = price;
  if (deal.state === "cancelled") return <p className={styles.why}>{t("deals.price.cancelled", { day: deal.cancelledOn ?? "" })}</p>;

  return (
    <>
      <p className={styles.why}>
        {standing === "counted"
          ? t("deals.price.counted", { n: units, tier: tierWords(t, language, tier) })
          : t(standing === "alone" ? "deals.price.alone" : "deals.price.uncounted", { why: whyWords(t, why) })}
        {standing !== "counted" && tier?.source === "own-purchase" && t("deals.price.own", { tier: tierWords(t, language, tier) })}
        {because && causeWords(t, because)}
        {stopsAtFloor && t("deals.price.floor")}
      </p>
      {openFen > 0 && <Finding kind="remark">{t("deals.price.open", { amount: moneyAlone(openFen) })}</Finding>}
    </>
  );
}

function causeWords(t: Translate, because: NonNullable<NonNullable<Deal["price"]>["because"]>): string {
  if (because.kind === "special") return t("deals.price.special", { number: because.number, day: because.day });
  if (because.kind === "supplement") return t("deals.price.moved", { number: because.documentNumber ?? "", day: because.day });
  return t(`deals.price.${because.kind}`, { n: because.units, day: because.day });
}

/** Before signing nothing is payable: what the rule would ask if it were signed now. */
function Expected({
  campaign,
  deal,
  counted,
  signBy,
}: {
  campaign: CampaignDetail;
  deal: Deal;
  counted: number | null;
  signBy: string | null;
}) {
  const t = useT();
  const { query, belongs, units } = useRulePrice(campaign, deal, counted);
  const slip = query.data;

  return (
    <div className={query.isFetching && slip ? styles.passing : undefined}>
      <Line label={t("deals.listPrice")} fen={deal.listPriceFen} />
      {slip?.lines.map(({ step, label, working, afterFen }) => (
        <Line key={`${step}${label}`} label={label} proof={working} fen={afterFen} />
      ))}
      <Payable label={t("deals.price.ifSigned")} fen={slip?.payableFen ?? null} isProvisional />
      <p className={styles.why}>
        {slip && units !== null && (belongs ? t("deals.price.ifSignedWhy", { n: units }) : t("deals.price.ifUnproven"))}
        {signBy !== null && t("deals.price.signBy", { day: signBy })}
      </p>
      {query.isError && <p className={styles.why}>{t("deals.price.notQuoted")}</p>}
    </div>
  );
}

export function Line({ label, proof, fen }: { label: ReactNode; proof?: ReactNode; fen: number | null }) {
  return (
    <div className={styles.line}>
      <span>
        {label}
        {proof && <small>{proof}</small>}
      </span>
      <Money fen={fen} />
    </div>
  );
}

function Payable({ label, fen, isProvisional = false }: { label: string; fen: number | null; isProvisional?: boolean }) {
  return (
    <div className={`${styles.line} ${styles.total}`}>
      <span>{label}</span>
      <Money fen={fen} alone size="large" firmness={isProvisional && fen !== null ? "provisional" : undefined} />
    </div>
  );
}
