import { Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import { type DealDetail, signDeal } from "../../api/deals";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dayInCampaign, dayOf, moneyAlone } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { MoneyInput } from "../../ui/inputs";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { SettledRemedy } from "../asking/SettledRemedy";
import styles from "./deals.module.css";
import { LateReason } from "./LateReason";
import { useDealAct } from "./queries";
import { lateReason, useLate } from "./useLate";
import { useRulePrice } from "./useRulePrice";
import { homeOf, tierWords } from "./words";

interface SigningDialogProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  counted: number | null;
  /** The last day on which signing still counts. */
  signBy: string | null;
  onClose: () => void;
}

/** Records a signing. The price is typed from the contract and never filled in; what the rule says stands beside it. */
export default function SigningDialog({ campaign, deal, counted, signBy, onClose }: SigningDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(campaign.id);
  const begin = dayInCampaign(campaign, new Date());
  const form = useForm({
    initialValues: {
      signedOn: (begin < deal.subscribedOn ? deal.subscribedOn : signBy !== null && begin > signBy ? signBy : begin) as string | null,
      contractNumber: "",
      contractPriceFen: null as number | null,
      reason: "",
    },
    validate: {
      signedOn: (day) => (day ? null : t("deals.missing")),
      contractNumber: (number) => (number.trim() ? null : t("deals.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["signedOn", "contractNumber", "contractPriceFen", "reason"]);
  const late = useLate(failure);
  const { contractPriceFen, signedOn } = form.values;
  const rule = useRulePrice(campaign, deal, counted, signedOn);
  const labels = {
    signedOn: t("deals.signedOn"),
    contractNumber: t("deals.contractNumber"),
    contractPriceFen: t("deals.contractPrice"),
    reason: t("deals.late.reason"),
  };
  const words = { home: homeOf(deal), amount: moneyAlone(contractPriceFen ?? 0) };
  const obstacle = !contractPriceFen ? "fillPrice" : contractPriceFen > deal.listPriceFen ? "aboveList" : null;
  const isTooLate = signBy !== null && signedOn !== null && signedOn > signBy;

  const submit = form.onSubmit(async ({ contractNumber, reason }) => {
    if (!contractPriceFen || !signedOn) return;
    const signing = { signedOn, contractNumber: contractNumber.trim(), contractPriceFen, ...lateReason(late.isAsked, reason) };
    const done = await send(() => act(() => signDeal({ tenant, campaign: campaign.id, deal: deal.id }, signing)));
    if (!done) return;
    toast(t("deals.signing.done", words));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.signing.title", { home: words.home })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={labels}
          failure={late.failure}
          remedy={<SettledRemedy failure={late.failure} campaign={campaign.id} engagement={deal.engagementId} />}
        />
        <div className={styles.two}>
          <DateInput
            label={labels.signedOn}
            min={deal.subscribedOn}
            max={dayOf(new Date(), campaign.zone)}
            hint={signBy === null ? undefined : t("deals.signing.by", { day: signBy })}
            {...form.getInputProps("signedOn")}
          />
          <TextInput label={labels.contractNumber} maxLength={40} autoComplete="off" {...form.getInputProps("contractNumber")} />
        </div>
        {isTooLate && <Finding kind="remark">{t("deals.signing.tooLate", { day: signBy })}</Finding>}
        <MoneyInput label={labels.contractPriceFen} hint={t("deals.signing.priceHint")} {...form.getInputProps("contractPriceFen")} />
        <RuleSays rule={rule} contractPriceFen={obstacle === null ? contractPriceFen : null} />
        <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={obstacle && t(`deals.signing.${obstacle}`)}>
            {obstacle === null ? t("deals.signing.act", words) : t("deals.signing.actBare", { home: words.home })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}

/** What the rule asks, and by how much the contract differs from it. */
function RuleSays({
  rule: { query, units, belongs },
  contractPriceFen,
}: {
  rule: ReturnType<typeof useRulePrice>;
  contractPriceFen: number | null;
}) {
  const t = useT();
  const language = useLanguage();
  if (query.isError) return <p className={styles.why}>{t("deals.price.notQuoted")}</p>;
  if (!query.data || units === null) return null;

  const { payableFen, tier } = query.data;
  const amount = moneyAlone(payableFen);
  const difference = contractPriceFen === null ? 0 : contractPriceFen - payableFen;
  return (
    <>
      <p className={styles.why}>
        {belongs
          ? t("deals.signing.rule", { amount, n: units, tier: tierWords(t, language, tier) })
          : t("deals.signing.ruleUnproven", { amount })}
      </p>
      {difference !== 0 && (
        <Finding kind="remark" announce="status">
          {t(difference > 0 ? "deals.signing.above" : "deals.signing.below", { amount: moneyAlone(Math.abs(difference)) })}
        </Finding>
      )}
    </>
  );
}
