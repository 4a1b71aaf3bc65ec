import { useState } from "react";
import { Link } from "wouter";
import type { Approval } from "../../api/approvals";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { tableTime } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Mark } from "../../ui/Mark";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import { stateWords } from "../approvals/lines";
import styles from "./asking.module.css";

interface AskedListProps {
  items: Approval[];
  zone: string;
  /** What was asked for, in a few words: 2008-06-08 → 2008-06-12. */
  wordsOf: (approval: Approval) => string;
  /** Null for who may not ask. */
  onWithdraw: ((approval: Approval) => Promise<unknown>) | null;
}

/** All that was asked about one thing, the latest first: what, why, how it stands, and who decided. */
export function AskedList({ items, zone, wordsOf, onWithdraw }: AskedListProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const [withdrawing, setWithdrawing] = useState<Approval | null>(null);

  return (
    <>
      <ul className={styles.list}>
        {items.toReversed().map((approval) => {
          const { id, subject, state, note, makerName, submittedAt, deciderName, decidedAt, remark } = approval;
          const { tone, sign, word } = stateWords(approval, "agency");
          return (
            <li key={id}>
              <span className={styles.head}>
                <Link href={paths.approval(tenant, id)} className={styles.name}>
                  {wordsOf(approval)}
                </Link>
                <Mark tone={tone} sign={t(sign)} word={t(word)} />
              </span>
              <span className={styles.words}>{note}</span>
              <span className={styles.words}>
                {dotted(
                  [
                    t("asking.by", { name: makerName, time: tableTime(submittedAt, zone) }),
                    deciderName !== null &&
                      decidedAt !== null &&
                      state !== "withdrawn" &&
                      t("asking.decidedBy", { name: deciderName, time: tableTime(decidedAt, zone) }),
                    remark,
                  ],
                  language,
                )}
              </span>
              {state === "pending" && onWithdraw && (
                <span className={styles.acts}>
                  <TextButton
                    sends
                    onClick={() => setWithdrawing(approval)}
                    label={t("asking.withdraw.of", { number: subject.number })}
                    danger
                  >
                    {t("asking.withdraw")}
                  </TextButton>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {withdrawing && onWithdraw && (
        <ConfirmDialog
          opened
          onClose={() => setWithdrawing(null)}
          title={t("asking.withdraw.title", { number: withdrawing.subject.number })}
          act={t("asking.withdraw.act", { number: withdrawing.subject.number })}
          onConfirm={async () => {
            await onWithdraw(withdrawing);
            toast(t("asking.withdraw.done", { number: withdrawing.subject.number }));
          }}
        >
          <p>{t("asking.withdraw.say")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
