import type { QuoteSlip } from "../../api/policies";
import { money, moneyAlone, NOTHING } from "../../lib/format";
import styles from "./papers.module.css";

interface StepsTableProps {
  priced: Pick<QuoteSlip, "list" | "lines" | "payableFen" | "saved">;
  /** The headings; with `change` it says too what each step takes off, and how the list price and what is saved come about. */
  words: { caption: string; item: string; working: string; change?: string; amount: string; payable: string };
  className?: string | undefined;
}

const MINUS = "−";

/** A price on paper, step by step from the list price to what is paid. */
export function StepsTable({ priced: { list, lines, payableFen, saved }, words, className }: StepsTableProps) {
  const isFull = words.change !== undefined;

  return (
    <table className={[styles.steps, className].filter(Boolean).join(" ")}>
      <caption className="unseen">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.working}</th>
          {isFull && (
            <th scope="col" className={styles.amount}>
              {words.change}
            </th>
          )}
          <th scope="col" className={styles.amount}>
            {words.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{list.label}</th>
          <td>{isFull && list.working}</td>
          {isFull && <td className={styles.amount}>{NOTHING}</td>}
          <td className={styles.amount}>{money(list.amountFen)}</td>
        </tr>
        {lines.map(({ step, label, working, beforeFen, afterFen }) => (
          <tr key={`${step}${label}${beforeFen}`}>
            <th scope="row">{label}</th>
            <td>{working}</td>
            {isFull && <td className={styles.amount}>{signed(afterFen - beforeFen)}</td>}
            <td className={styles.amount}>{money(afterFen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={isFull ? 3 : 2}>
            {words.payable}
          </th>
          <td className={styles.amount}>{moneyAlone(payableFen)}</td>
        </tr>
        <tr>
          <th scope="row" colSpan={isFull ? 1 : 2}>
            {saved.label}
          </th>
          {isFull && <td colSpan={2}>{saved.working}</td>}
          <td className={styles.amount}>{money(saved.amountFen)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function signed(fen: number): string {
  return fen === 0 ? money(0) : `${fen < 0 ? MINUS : "+"}${money(Math.abs(fen))}`;
}
