import { useForm } from "@mantine/form";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import type { Offer } from "../../api/offers";
import { useT } from "../../i18n/useT";
import { dayInCampaign, dayOf } from "../../lib/format";
import { DateInput } from "../../ui/DateInput";
import { FormDialog } from "../../ui/FormDialog";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { LateReason } from "../deals/LateReason";
import { lateReason, useLate } from "../deals/useLate";
import { earlier, homeOf } from "../deals/words";
import { useOfferActs } from "./queries";

interface DayDialogProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  tenant: string;
  onClose: () => void;
  /** The one that the buyer has signed; null to issue another. */
  offer: Offer | null;
  /** One stands that is superseded. */
  live: boolean;
  /** The last day on which the contract may be signed; null while it is not known. */
  signBy: string | null;
}

/** The day of an issue, or of the buyer's signature. */
export default function DayDialog({ campaign, deal, tenant, offer, live, signBy, onClose }: DayDialogProps) {
  const t = useT();
  const { issue, confirm } = useOfferActs({ tenant, campaign: campaign.id, deal: deal.id });
  const begin = dayInCampaign(campaign, new Date());
  const least = offer?.issuedOn ?? deal.subscribedOn;
  const isWithin = begin >= least && (signBy === null || begin <= signBy);
  const field = offer ? "confirmedOn" : "issuedOn";
  const first = (isWithin ? begin : least) as string | null;
  const form = useForm({
    initialValues: { issuedOn: first, confirmedOn: first, reason: "" },
    validate: { [field]: (day: string | null) => (day ? null : t("deals.missing")) },
  });
  const { busy, failure, send } = useSubmit(form, [field, "reason"]);
  const late = useLate(failure);
  const kind = offer ? "confirm" : "issue";
  const words = { home: homeOf(deal), n: offer?.number ?? 0 };
  const label = t(`offers.${kind}.day`);

  const submit = form.onSubmit(async ({ [field]: day, reason }) => {
    if (!day) return;
    const why = lateReason(late.isAsked, reason);
    const done = await send(() => (offer ? confirm(offer.id, { confirmedOn: day, ...why }) : issue({ issuedOn: day, ...why })));
    if (!done) return;
    toast(t(`offers.${kind}.done`, words));
    onClose();
  });

  return (
    <FormDialog
      title={t(`offers.${kind}.act`, words)}
      form={form}
      labels={{ [field]: label, reason: t("deals.late.reason") }}
      failure={late.failure}
      onSubmit={submit}
      busy={busy}
      act={t(`offers.${kind}.act`, words)}
      onClose={onClose}
    >
      <p>{t(live ? "offers.issue.again" : `offers.${kind}.say`)}</p>
      <DateInput label={label} min={least} max={earlier(signBy, dayOf(new Date(), campaign.zone))} {...form.getInputProps(field)} />
      <LateReason shown={late.isAsked} field={form.getInputProps("reason")} />
    </FormDialog>
  );
}
