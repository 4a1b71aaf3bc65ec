import type { SheetHead } from "../../api/policies";
import { useT } from "../../i18n/useT";
import { buyerWords, homeWords } from "./columns";

/** What a sheet is of in a few words: the home, the buyer, the version, the day. */
export function Summary({ head }: { head: SheetHead }) {
  const t = useT();
  const { number, status } = head.version;

  return (
    <>
      {homeWords(t, head.home)}
      <small>
        {[
          buyerWords(head),
          t("pricelist.versionWithStatus", { n: number, status: t(`pricelist.statusShort.${status}`) }),
          t("pricelist.pricedOn", { day: head.on }),
        ].join("·")}
      </small>
    </>
  );
}
