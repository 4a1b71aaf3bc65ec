import type { ReactNode } from "react";
import { useT } from "../i18n/useT";
import styles from "./Finding.module.css";
import { MarkSign } from "./Mark";

/** 錯 must be put right, 提 is worth a look, 衝 somebody was faster, 稿 a draft is kept, 好 it is done. */
export type FindingKind = "error" | "remark" | "conflict" | "draft" | "success";

const TONES = { error: "bad", remark: "wait", conflict: "wait", draft: "info", success: "good" } as const;

interface FindingProps {
  kind: FindingKind;
  children: ReactNode;
  /** Buttons that put it right at once. */
  remedies?: ReactNode;
  /** Said when it appears: `alert` interrupts, `status` waits. None for what was there from the start. */
  announce?: "alert" | "status";
}

/** A finding where it belongs: under the field or over the part it concerns, with its mark. */
export function Finding({ kind, children, remedies, announce }: FindingProps) {
  const t = useT();
  return (
    <div className={`${styles.finding} ${styles[TONES[kind]]}`} role={announce}>
      <MarkSign tone={TONES[kind]} sign={t(`common.mark.${kind}`)} />
      <div>
        <span className="unseen">{t(`common.finding.${kind}`)}</span>
        {children}
        {remedies && <div className={styles.remedies}>{remedies}</div>}
      </div>
    </div>
  );
}
