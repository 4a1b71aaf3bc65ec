import type { Benefits } from "../../api/benefits";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { PaperPart, PaperTerms, SignedPaper } from "../papers/SignedPaper";
import { usePart } from "../pricelist/paper";
import { conditionWords, groupWords, rightWords, tierName, tierWhen } from "./words";

/** 優惠細則及使用權利確認書 as the buyer signs it: which discounts, on which conditions, until when and for whom. */
export function BenefitsSheet({ paper }: { paper: Benefits }) {
  const t = useT();
  const language = useLanguage();
  const part = usePart();

  return (
    <SignedPaper
      project={paper.projectName}
      from={[paper.agencyName, paper.campaignName]}
      title={t("benefits.title")}
      over={paper.state === "void" || paper.state === "expired" ? t(`benefits.over.${paper.state}`) : null}
      hands={[
        t("benefits.sheet.issuer", { name: paper.issuedByName, day: paper.issuedOn }),
        t("benefits.sheet.buyer", { day: paper.confirmedOn ?? "", number: paper.documentNumber ?? "" }),
      ]}
    >
      <p>
        {t("benefits.sheet.to", { name: paper.personName ?? t("benefits.erased") })}
        <br />
        {dotted([groupWords(t, paper), paper.category, paper.accountName === null ? null : paper.credential], language)}
        <br />
        {t("benefits.sheet.number", { n: paper.number, version: paper.policyNumber, day: paper.issuedOn })}
      </p>
      <PaperPart title={part(1, t("benefits.sheet.standard"))}>
        <Standard paper={paper} />
        <p>{t("benefits.sheet.onTop")}</p>
      </PaperPart>
      <PaperPart title={part(2, t("benefits.sheet.conditions"))}>
        <PaperTerms sentences={conditionWords(t, paper)} />
      </PaperPart>
      <PaperPart title={part(3, t("benefits.sheet.rights"))}>
        <PaperTerms sentences={rightWords(t, paper)} />
      </PaperPart>
    </SignedPaper>
  );
}

function Standard({ paper }: { paper: Benefits }) {
  const t = useT();

  return (
    <table>
      <caption className="unseen">{t("benefits.sheet.standard")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("benefits.sheet.item")}</th>
          <th scope="col">{t("benefits.sheet.when")}</th>
          <th scope="col">{t("benefits.sheet.effect")}</th>
        </tr>
      </thead>
      <tbody>
        {paper.regular.map(({ id, label, when, effect }) => (
          <tr key={id}>
            <th scope="row">{t("benefits.sheet.regular", { label })}</th>
            <td>{when}</td>
            <td>{effect}</td>
          </tr>
        ))}
        {paper.tiers.map((tier) => (
          <tr key={`${tier.source}${tier.fromUnits}`}>
            <th scope="row">{tierName(t, tier)}</th>
            <td>{tierWhen(t, tier)}</td>
            <td>{t("benefits.sheet.again", { effect: tier.effect })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
