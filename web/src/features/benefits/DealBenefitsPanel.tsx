import { Link } from "wouter";
import type { DealBenefit } from "../../api/benefits";
import type { DealPlace } from "../../api/deals";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { Panel } from "../../ui/Panel";
import styles from "./benefits.module.css";
import { useDealBenefits } from "./queries";
import { differenceWords } from "./words";

interface DealBenefitsPanelProps {
  at: DealPlace;
  /** The version that prices the deal. */
  policyNumber: number;
}

/** The confirmations that a home was subscribed on; where another version prices it, what each of the two comes to. */
export function DealBenefitsPanel({ at, policyNumber }: DealBenefitsPanelProps) {
  const t = useT();
  const { data } = useDealBenefits(at);
  if (!data?.length) return null;

  return (
    <Panel title={t("benefits.deal.title")}>
      {data.map((item) => {
        const { id, engagementId, number } = item.benefits;

        return (
          <div key={id} className={styles.deal}>
            <Link href={paths.benefits(at.tenant, at.campaign, engagementId, id)}>{t("benefits.deal.link", { n: number })}</Link>
            <Standing item={item} policyNumber={policyNumber} />
          </div>
        );
      })}
    </Panel>
  );
}

function Standing({ item: { benefits, prices }, policyNumber }: { item: DealBenefit; policyNumber: number }) {
  const t = useT();
  if (prices === null) return <p className="sub">{t("benefits.deal.same", { n: policyNumber })}</p>;
  const { promisedFen, payableFen } = prices;

  return (
    <Finding kind="remark">
      <p>{t("benefits.deal.other", { paper: benefits.policyNumber, now: policyNumber })}</p>
      <p>
        {t("benefits.deal.prices", {
          n: prices.units,
          paper: benefits.policyNumber,
          promised: moneyAlone(promisedFen),
          now: policyNumber,
          payable: moneyAlone(payableFen),
        })}
      </p>
      <p>
        <b>{differenceWords(t, prices)}</b>
      </p>
    </Finding>
  );
}
