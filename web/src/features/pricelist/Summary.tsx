import type { SheetHead } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { buyerWords, homeWords } from "./columns";

/** What a sheet is of in a few words: the home, the buyer and what `also` says, the version, the day. */
export function Summary({ head, also = [] }: { head: SheetHead; also?: string[] }) {
  const t = useT();
  const language = useLanguage();
  const { number, status } = head.version;

  return (
    <>
      {homeWords(t, head.home)}
      <small>
        {dotted(
          [
            buyerWords(head, language),
            ...also,
            t("pricelist.versionWithStatus", { n: number, status: t(`pricelist.statusShort.${status}`) }),
            t("pricelist.pricedOn", { day: head.on }),
          ],
          language,
        )}
      </small>
    </>
  );
}
