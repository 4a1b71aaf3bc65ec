import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import type { Offer } from "../../api/offers";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { area, listed, money, NOTHING } from "../../lib/format";
import { homeOf, tierWords } from "../deals/words";
import paper from "../papers/papers.module.css";
import { PaperPart, PaperTerms, SignedPaper } from "../papers/SignedPaper";
import { StepsTable } from "../papers/StepsTable";
import { usePart } from "../pricelist/paper";
import { promiseWords, rowsShown, standingWords, unitsWords } from "./words";

interface OfferSheetProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  offer: Offer;
}

/** 優惠告知書 as the buyer signs it: the price now, what it is at which count, and on which terms. */
export function OfferSheet({ campaign, deal, offer: issued }: OfferSheetProps) {
  const t = useT();
  const language = useLanguage();
  const tenant = useTenant();
  const part = usePart();
  const offer = { ...issued, rows: rowsShown(t, language, issued) };
  const names = deal.parties.map(({ name }) => name ?? t("deals.erasedBuyer"));
  const home = dotted([homeOf(offer), offer.areaCentiSqm !== null && area(offer.areaCentiSqm)], language);

  const over = offer.state === "superseded" || offer.state === "void" ? t(`offers.over.${offer.state}`) : null;
  const hasTable = offer.rows.length > 1;

  return (
    <SignedPaper
      project={campaign.projectName}
      from={[tenant.name, campaign.name]}
      title={t("offers.title")}
      over={over}
      hands={[
        t("offers.sheet.issuer", { name: offer.issuedByName, day: offer.issuedOn }),
        t("offers.sheet.buyer", { day: offer.confirmedOn ?? "" }),
      ]}
    >
      <p>
        {t("offers.sheet.to", { names: listed(names, language) })}
        <br />
        {t("offers.sheet.home", { home, payment: offer.paymentMethod })}
        <br />
        {t("offers.sheet.number", { n: offer.number, version: offer.policyNumber, day: offer.issuedOn })}
      </p>
      <PaperPart title={part(1, t("offers.sheet.now"))}>
        <p>{standingWords(t, language, offer, deal.accountName)}</p>
        <StepsTable
          priced={offer}
          words={{
            caption: t("offers.sheet.now"),
            item: t("offers.sheet.item"),
            working: t("offers.sheet.working"),
            amount: t("offers.sheet.amount"),
            payable: t("offers.sheet.payable"),
          }}
        />
      </PaperPart>
      {hasTable && (
        <PaperPart title={part(2, t("offers.sheet.table"))}>
          <Conditions offer={offer} />
        </PaperPart>
      )}
      <PaperPart title={part(hasTable ? 3 : 2, t("offers.sheet.promise"))}>
        <PaperTerms sentences={promiseWords(t, language, offer)} />
      </PaperPart>
    </SignedPaper>
  );
}

function Conditions({ offer }: { offer: Offer }) {
  const t = useT();
  const language = useLanguage();

  return (
    <table>
      <caption className="unseen">{t("offers.sheet.table")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("offers.sheet.units")}</th>
          <th scope="col">{t("offers.sheet.tier")}</th>
          <th scope="col" className={paper.amount}>
            {t("offers.sheet.yourPrice")}
          </th>
          <th scope="col" className={paper.amount}>
            {t("offers.sheet.less")}
          </th>
        </tr>
      </thead>
      <tbody>
        {offer.rows.map((row) => (
          <tr key={row.fromUnits}>
            <th scope="row">
              {unitsWords(t, row)}
              {row.isNow && t("offers.sheet.isNow")}
            </th>
            <td>{tierWords(t, language, row.tier)}</td>
            <td className={paper.amount}>{money(row.payableFen)}</td>
            <td className={paper.amount}>{row.lessFen > 0 ? money(row.lessFen) : NOTHING}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
