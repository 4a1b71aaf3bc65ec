import type { Claim } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import styles from "./rewards.module.css";

interface ReceiptProps {
  claim: Claim;
  heading: string;
  /** The home that it was set off against, where it is known. */
  offsetHome?: string | null;
}

/** 領獎收據 on A4, to be signed by who was paid. Only on paper. */
export function Receipt({ claim, heading, offsetHome = null }: ReceiptProps) {
  const t = useT();
  const rows = [
    [t("rewards.gross"), money(claim.grossFen)],
    [t("rewards.tax"), money(claim.taxFen ?? 0)],
    [offsetHome ? t("rewards.receipt.offsetHome", { home: offsetHome }) : t("rewards.offset"), money(claim.offsetFen ?? 0)],
    [t("rewards.pay.cash"), moneyAlone(claim.cashFen ?? 0)],
  ];
  return (
    <article className={styles.sheet}>
      <header>
        <b>{heading}</b>
        <span>{t("rewards.receipt.number", { number: claim.receiptNumber ?? "" })}</span>
      </header>
      <h2>{t("rewards.receipt.title")}</h2>
      <p>
        {t("rewards.receipt.who", {
          account: claim.accountName ?? t("rewards.channel"),
          name: claim.personName ?? t("rewards.erased"),
          day: claim.paidOn ?? "",
        })}
      </p>
      <table>
        <tbody>
          {rows.map(([term, amount]) => (
            <tr key={term}>
              <th scope="row">{term}</th>
              <td>{amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        {t("rewards.receipt.hands", {
          claimed: claim.claimedByName,
          approved: claim.approvedByName ?? "",
          paid: claim.paidByName ?? "",
          witness: claim.witnessName,
        })}
      </p>
      <div className={styles.sign}>
        <span>{t("rewards.receipt.signature")}</span>
        <span>{t("rewards.receipt.day")}</span>
      </div>
    </article>
  );
}
