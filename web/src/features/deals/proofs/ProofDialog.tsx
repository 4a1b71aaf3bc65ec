import { Button, NativeSelect } from "@mantine/core";
import { useForm } from "@mantine/form";
import { type DealDetail, type NewProof, submitProof } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { DateInput } from "../../../ui/DateInput";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import { DocumentField } from "../../approvals/DocumentField";
import { usePaper } from "../../approvals/usePaper";
import styles from "../deals.module.css";
import { useDealAct } from "../queries";
import { useSameKey } from "../useSameKey";
import { homeOf } from "../words";

const KINDS: readonly NewProof["kind"][] = ["work-permit", "chamber-roll", "stall-licence", "social-insurance", "kinship", "credential"];

/** Hands in a proof, to be checked by somebody else. */
export default function ProofDialog({ deal, onClose }: { deal: DealDetail; onClose: () => void }) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const keyOf = useSameKey();
  const paper = usePaper();
  const kinds = KINDS.filter((kind) => kind !== "credential" || deal.credential !== null);
  const form = useForm({
    initialValues: {
      kind: (kinds.at(deal.credential === null ? 0 : -1) ?? "work-permit") as NewProof["kind"],
      expiresOn: null as string | null,
    },
  });
  const { busy, failure, send } = useSubmit(form, ["kind", "expiresOn"]);
  const labels = { kind: t("deals.proofs.kindHead"), expiresOn: t("deals.proofs.expiresOn") };

  const submit = form.onSubmit(async ({ kind, expiresOn }) => {
    if (!paper.isReady()) return;
    const proof = { kind, ...(expiresOn && { expiresOn }), ...paper.named };
    const done = await send(() => act(() => submitProof({ tenant, campaign: deal.campaignId, deal: deal.id }, proof, keyOf(proof))));
    if (!done) return;
    toast(t("deals.proofs.handedIn"));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("deals.proofs.handInOf", { home: homeOf(deal) })}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary form={form} labels={labels} failure={failure} />
        <NativeSelect
          label={labels.kind}
          data={kinds.map((value) => ({ value, label: t(`deals.proofs.kind.${value}`) }))}
          {...form.getInputProps("kind")}
        />
        <DateInput label={labels.expiresOn} hint={t("deals.proofs.expiresHint")} {...form.getInputProps("expiresOn")} />
        <DocumentField label={t("deals.proofs.document")} hint={t("deals.proofs.documentHint")} agency={tenant} {...paper.field} />
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy}>
            {t("deals.proofs.act", { kind: t(`deals.proofs.kind.${form.values.kind}`) })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
