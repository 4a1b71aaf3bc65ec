import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { ApiProblem } from "../../api/problem";
import { askSpecial, type SpecialScope } from "../../api/specials";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useSameKey } from "../deals/useSameKey";
import { earlier } from "../deals/words";
import { Evaluation } from "./Evaluation";
import { useSpecialAct, useSpecialPreview } from "./queries";
import styles from "./specials.module.css";
import { TermsFields } from "./TermsFields";
import { emptyTerms, termsOf } from "./terms";
import { effectWords, termsLabels } from "./words";

/** What the API found wrong in the terms, in its words. */
const wrongIn = (error: unknown): string | undefined => (error instanceof ApiProblem ? error.errors[0]?.detail : undefined);

interface AskDialogProps {
  campaign: CampaignDetail;
  about: SpecialScope;
  /** The home or the account. */
  name: string;
  isSigned: boolean;
  /** Until when the home must be signed to count; null for a whole account. */
  signBy: string | null;
  onClose: () => void;
}

/** Asks for a special price; what it costs stands under the terms while they are typed. */
export default function AskDialog({ campaign, about, name, isSigned, signBy, onClose }: AskDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useSpecialAct(campaign.id);
  const keyOf = useSameKey();
  const today = dayOf(new Date(), campaign.zone);
  const form = useForm({
    initialValues: { terms: emptyTerms(signBy !== null && signBy > campaign.endsOn ? signBy : campaign.endsOn), reason: "" },
    validate: {
      terms: { validUntil: (day) => (day ? null : t("specials.missing")) },
      reason: (reason) => (reason.trim() ? null : t("specials.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["terms", "reason"]);
  const terms = termsOf(form.values.terms);
  const { query, isPassing } = useSpecialPreview({ tenant, campaign: campaign.id }, terms && { about, terms });
  const labels = { ...termsLabels(t), reason: t("specials.field.reason") };

  const submit = form.onSubmit(async ({ reason }) => {
    if (!terms) return;
    const asked = { about, terms, reason: reason.trim() };
    const done = await send(() => act(() => askSpecial(tenant, campaign.id, asked, keyOf(asked))));
    if (!done) return;
    toast(t("specials.asked", { name }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("specials.ask.title", { name })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        <TermsFields form={form} isOfHome={about.kind === "deal"} isSigned={isSigned} least={earlier(today, campaign.endsOn)} />
        {query.data && <Evaluation evaluation={query.data} passing={isPassing} />}
        {query.isError && <Finding kind="remark">{wrongIn(query.error) ?? problemWords(t, query.error)}</Finding>}
        <Textarea
          label={t("specials.field.reason")}
          description={t("specials.field.reasonHint")}
          maxLength={1000}
          rows={3}
          {...form.getInputProps("reason")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={terms ? null : t("specials.fillPrice")}>
            {terms ? t("specials.ask.act", { effect: effectWords(t, language, terms) }) : t("specials.ask")}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
