import { Link } from "wouter";
import type { CampaignDetail } from "../../../api/campaigns";
import type { Deal } from "../../../api/deals";
import type { StatementDeal } from "../../../api/statement";
import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { moneyAlone } from "../../../lib/format";
import { Finding } from "../../../ui/Finding";
import styles from "../deals.module.css";
import { entryWords } from "../words";

interface OverdueNoteProps {
  campaign: CampaignDetail;
  deal: Deal;
  overdue: NonNullable<StatementDeal["overdue"]>;
}

/** A payment that was to be in by now: says so, and proposes the supplement that pays in another way. Nothing happens by itself. */
export function OverdueNote({ campaign, deal, overdue: { payBy, confirmedFen, shortFen, proposes } }: OverdueNoteProps) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const { tenant } = useTenant();
  const methodOf = (code: string) => entryWords(campaign.catalogue.paymentMethods, code, language) ?? "";
  const method = methodOf(deal.paymentMethod);

  return (
    <div className={styles.note}>
      <Finding
        kind="remark"
        remedies={
          can("deal:cancel") && (
            <Link href={paths.newSupplement(tenant, campaign.id, deal.id, proposes ?? undefined)} className={styles.inText}>
              {proposes === null ? t("deals.overdue.propose") : t("deals.overdue.proposeTo", { method: methodOf(proposes) })}
            </Link>
          )
        }
      >
        {t("deals.overdue.say", { method, day: payBy, confirmed: moneyAlone(confirmedFen), short: moneyAlone(shortFen) })}
      </Finding>
    </div>
  );
}
