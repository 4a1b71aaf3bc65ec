import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail, LedgerEntry } from "../../api/deals";
import type { Receipt } from "../../api/receipts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, listed, money, moneyAlone } from "../../lib/format";
import { QrCode } from "../../ui/QrCode";
import { stands } from "../deals/ledger/waiting";
import { homeOf } from "../deals/words";
import paper from "../papers/papers.module.css";
import { SignedPaper } from "../papers/SignedPaper";
import styles from "./receipts.module.css";

interface ReceiptSheetProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  entries: LedgerEntry[];
  receipt: Receipt;
}

/** 收據 as it is handed to the buyer: what came in, and the code that opens their own page. */
export function ReceiptSheet({ campaign, deal, entries, receipt }: ReceiptSheetProps) {
  const t = useT();
  const language = useLanguage();
  const tenant = useTenant();
  const moved = entries.filter(({ kind, state }) => (kind === "receipt" || kind === "refund") && stands(state));
  const names = deal.parties.map(({ name }) => name ?? t("deals.erasedBuyer"));

  return (
    <SignedPaper
      project={campaign.projectName}
      from={[tenant.name, campaign.name]}
      title={t("receipts.title")}
      hands={[
        t("receipts.sheet.issuer", { name: receipt.issuedByName, day: dayOf(receipt.issuedAt, campaign.zone) }),
        t("receipts.sheet.buyer"),
      ]}
    >
      <p>
        {t("receipts.sheet.from", { names: listed(names, language) })}
        <br />
        {t("receipts.sheet.for", { home: homeOf(deal) })}
        {deal.contractNumber !== null && t("receipts.sheet.contract", { number: deal.contractNumber })}
      </p>
      <table>
        <caption className="unseen">{t("receipts.money")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("receipts.sheet.day")}</th>
            <th scope="col">{t("receipts.sheet.item")}</th>
            <th scope="col">{t("receipts.sheet.state")}</th>
            <th scope="col" className={paper.amount}>
              {t("receipts.sheet.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {moved.map((entry) => (
            <tr key={entry.id}>
              <td>{entry.onDay}</td>
              <td>{dotted([t(`deals.ledger.kind.${entry.kind}`), t(`deals.ledger.item.${entry.item}`)], language)}</td>
              <td>{t(`deals.ledger.state.${entry.state}`)}</td>
              <td className={paper.amount}>{money(entry.kind === "refund" ? -entry.amountFen : entry.amountFen)}</td>
            </tr>
          ))}
          {moved.length === 0 && (
            <tr>
              <td colSpan={4}>{t("receipts.noMoney")}</td>
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t("receipts.received")}
            </th>
            <td className={paper.amount}>{moneyAlone(deal.receivedFen - deal.refundedFen)}</td>
          </tr>
          {deal.unconfirmedFen > 0 && (
            <tr>
              <th scope="row" colSpan={3}>
                {t("receipts.unconfirmed")}
              </th>
              <td className={paper.amount}>{moneyAlone(deal.unconfirmedFen)}</td>
            </tr>
          )}
        </tfoot>
      </table>
      <div className={styles.own}>
        <QrCode text={`${location.origin}${paths.ownDeal(receipt.secret)}`} label={t("receipts.sheet.code")} />
        <p>
          {t("receipts.sheet.scan")}
          <small>{t("receipts.sheet.keep")}</small>
        </p>
      </div>
    </SignedPaper>
  );
}
