import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type DealDetail, decideProof, type Proof } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { SettledRemedy } from "../../asking/SettledRemedy";
import styles from "../deals.module.css";
import { useDealAct } from "../queries";
import { homeOf } from "../words";

interface DecisionDialogProps {
  deal: DealDetail;
  proof: Proof;
  kind: string;
  outcome: "accepted" | "refused";
  onClose: () => void;
}

/** Says whether a proof holds; to refuse it a reason is needed. */
export default function DecisionDialog({ deal, proof, kind, outcome, onClose }: DecisionDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const form = useForm({
    initialValues: { remark: "" },
    validate: { remark: (remark) => (outcome === "refused" && !remark.trim() ? t("deals.proofs.remarkMissing") : null) },
  });
  const { busy, failure, send } = useSubmit(form, ["remark"]);
  const words = { kind, home: homeOf(deal) };

  const submit = form.onSubmit(async ({ remark }) => {
    const decision = { outcome, ...(remark.trim() && { remark: remark.trim() }) };
    const done = await send(() => act(() => decideProof({ tenant, campaign: deal.campaignId, deal: deal.id }, proof.id, decision)));
    if (!done) return;
    toast(t(`deals.proofs.done.${outcome}`, { kind }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t(`deals.proofs.decide.${outcome}`, words)}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={{ remark: t("deals.proofs.remark") }}
          failure={failure}
          remedy={<SettledRemedy failure={failure} campaign={deal.campaignId} engagement={deal.engagementId} />}
        />
        <p>{t(`deals.proofs.say.${outcome}`)}</p>
        <Textarea
          label={t(outcome === "refused" ? "deals.proofs.remark" : "deals.proofs.remarkOptional")}
          maxLength={500}
          rows={2}
          data-autofocus
          {...form.getInputProps("remark")}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" color={outcome === "refused" ? "red" : undefined} loading={busy}>
            {t(`deals.proofs.decide.${outcome}`, words)}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
