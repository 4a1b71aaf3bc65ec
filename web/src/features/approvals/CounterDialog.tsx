import { useForm } from "@mantine/form";
import { useState } from "react";
import { decideApproval, recordDecision } from "../../api/approvals";
import type { StoredFile } from "../../api/files";
import { useLanguage, useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Finding } from "../../ui/Finding";
import { earlier } from "../deals/words";
import { TableLines } from "../specials/TableLines";
import { TermsFields } from "../specials/TermsFields";
import { termsOf, valuesOf } from "../specials/terms";
import { effectWords, isOfSigned, termsWords } from "../specials/words";
import { ActForm, RemarkField, remarkOf } from "./ActForm";
import type { ActDialogProps } from "./DecisionDialogs";
import { DocumentField } from "./DocumentField";
import { objectOf } from "./lines";
import { useDecision } from "./useDecision";

/** Answers a special price with other terms; where no developer is linked, with the paper that they stand on. */
export function CounterDialog({ approval, place, onOver }: ActDialogProps) {
  return approval.special ? <Counter approval={approval} special={approval.special} place={place} onOver={onOver} /> : null;
}

type CounterProps = ActDialogProps & { special: NonNullable<ActDialogProps["approval"]["special"]> };

function Counter({ approval, special, place, onOver }: CounterProps) {
  const t = useT();
  const language = useLanguage();
  const object = objectOf(t, approval);
  const { send, ...state } = useDecision(place, onOver);
  const isSigned = isOfSigned(special);
  const today = dayOf(new Date(), HOUSE_ZONE);
  const form = useForm({ initialValues: { terms: valuesOf(special.terms) } });
  const [remark, setRemark] = useState("");
  const [file, setFile] = useState<StoredFile | null>(null);
  const [missing, setMissing] = useState<"terms" | "document" | null>(null);
  const isDeveloper = place.kind === "developer";
  const terms = termsOf(form.values.terms);
  const isSame = JSON.stringify(terms) === JSON.stringify(special.terms);

  const counter = async () => {
    if (terms === null || isSame) return setMissing("terms");
    if (!isDeveloper && !file) return setMissing("document");
    const decision = { outcome: "counter", terms, ...remarkOf(remark) } as const;
    const ask = () =>
      isDeveloper
        ? decideApproval(place.tenant, place.agency, place.id, decision)
        : recordDecision(place.tenant, place.id, { ...decision, documentId: file?.id ?? "" });
    await send(ask, t("approvals.special.countered", { object }));
  };

  return (
    <ActForm
      title={t("approvals.special.counter.title", { object })}
      act={terms ? t("approvals.special.counter.act", { effect: effectWords(t, language, terms) }) : t("approvals.counter")}
      onSubmit={counter}
      onOver={onOver}
      {...state}
    >
      <p>{t("approvals.special.counter.say")}</p>
      <p className="sub">
        {t("approvals.special.counter.asked", {
          effect: effectWords(t, language, special.terms),
          terms: termsWords(t, language, special.terms, isSigned),
        })}
      </p>
      <TableLines terms={special.terms} />
      <TermsFields form={form} isOfHome={special.scope === "deal"} isSigned={isSigned} least={earlier(special.terms.validUntil, today)} />
      {missing === "terms" && (terms === null || isSame) && (
        <Finding kind="error" announce="alert">
          {t(isSame ? "approvals.special.counter.same" : "specials.fillPrice")}
        </Finding>
      )}
      {!isDeveloper && (
        <DocumentField
          label={t("approvals.record.document")}
          hint={t("approvals.record.documentHint")}
          agency={place.agency}
          onStored={setFile}
          error={missing === "document" && !file ? t("approvals.record.documentMissing") : null}
        />
      )}
      <RemarkField label={t("approvals.remarkOptional")} value={remark} onChange={setRemark} />
    </ActForm>
  );
}
