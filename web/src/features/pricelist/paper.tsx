import type { ReactNode } from "react";
import type { SheetHead } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange } from "../../lib/format";
import styles from "./pricelist.module.css";

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/** 一、計算過程; in English 1. How it comes about: the heading of a sheet's part. */
export function usePart(): (n: number, title: string) => string {
  const language = useLanguage();
  return (n, title) => (language === "en" ? `${n}. ${title}` : `${numerals[n - 1] ?? n}、${title}`);
}

interface PaperProps {
  head: SheetHead;
  title: string;
  /** Whether to say of a published version too that it is; any other always says what it is. */
  status?: boolean;
  /** What stands under the title: the home, the buyer. */
  about: ReactNode;
  children: ReactNode;
}

/** A sheet of A4, black on white: whose it is and by which version above, the days below. */
export function Paper({ head, title, status = false, about, children }: PaperProps) {
  const t = useT();
  const language = useLanguage();
  const { version } = head;

  return (
    <article className={styles.sheet} aria-labelledby="sheet-title">
      <header className={styles.sheetHead}>
        <div>
          <b>{head.projectName}</b>
          <span>{dotted([head.agencyName, head.campaignName], language)}</span>
        </div>
        <div>
          <b>{dotted([t("pricelist.version", { n: version.number }), status && t(`pricelist.statusShort.${version.status}`)], language)}</b>
          <span>{dayRange(head.startsOn, head.endsOn, language)}</span>
        </div>
      </header>
      {version.status !== "published" && <p className={styles.unpublished}>{t(`pricelist.status.${version.status}`)}</p>}
      <h2 className={styles.sheetTitle} id="sheet-title">
        {title}
      </h2>
      <p className={styles.example}>{about}</p>
      {children}
      <footer className={styles.sheetFoot}>
        <span>{t("pricelist.printedOn", { day: head.printedOn })}</span>
        <span>{t("pricelist.pricedOn", { day: head.on })}</span>
      </footer>
    </article>
  );
}
