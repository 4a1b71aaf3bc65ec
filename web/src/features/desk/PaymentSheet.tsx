import type { Waiting } from "../../api/desk";
import { useT } from "../../i18n/useT";
import { dayOf, money } from "../../lib/format";
import styles from "./desk.module.css";

interface PaymentSheetProps {
  heading: string;
  claims: Waiting["claims"];
  zone: string;
}

/** 獎勵付款單 on A4: every claim that waits, each with room for the recipient's signature. Only on paper. */
export function PaymentSheet({ heading, claims, zone }: PaymentSheetProps) {
  const t = useT();
  return (
    <article className={styles.sheet}>
      <header>
        <b>{heading}</b>
        <span>{t("desk.list.asOf", { day: dayOf(new Date(), zone) })}</span>
      </header>
      <h2>{t("desk.list.title")}</h2>
      <table>
        <thead>
          <tr>
            {(["account", "person", "claimedOn", "claimed", "approved"] as const).map((head) => (
              <th key={head}>{t(`desk.list.${head}`)}</th>
            ))}
            <th className={styles.amount}>{t("desk.list.gross")}</th>
            <th className={styles.toSign}>{t("desk.list.sign")}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map(({ id, accountName, personName, claimedAt, claimedByName, approvedByName, grossFen }) => (
            <tr key={id}>
              <td>{accountName ?? t("rewards.channel")}</td>
              <td>{personName ?? t("rewards.erased")}</td>
              <td className="nowrap">{dayOf(claimedAt, zone)}</td>
              <td>{claimedByName}</td>
              <td>{approvedByName}</td>
              <td className={styles.amount}>{money(grossFen)}</td>
              <td />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={5}>{t("desk.list.total", { n: claims.length })}</td>
            <td className={styles.amount}>{money(claims.reduce((sum, { grossFen }) => sum + grossFen, 0))}</td>
            <td />
          </tr>
        </tfoot>
      </table>
      <p className={styles.signing}>
        {(["paidBy", "checkedBy", "paidOn"] as const).map((who) => (
          <span key={who}>{t(`desk.list.${who}`)}</span>
        ))}
      </p>
    </article>
  );
}
