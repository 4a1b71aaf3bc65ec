import { Button, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { askExtension } from "../../api/asking";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { DateInput } from "../../ui/DateInput";
import { Dialog } from "../../ui/Dialog";
import { FormErrorSummary } from "../../ui/FormErrorSummary";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useSubmit } from "../../ui/useSubmit";
import { useSameKey } from "../deals/useSameKey";
import { homeOf } from "../deals/words";
import styles from "./asking.module.css";
import { ExtensionEffect } from "./ExtensionEffect";
import { useAskingAct, useExtensionPreview } from "./queries";
import { SettledRemedy } from "./SettledRemedy";

interface ExtensionDialogProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  /** The present last day; null for a home that was signed late. */
  signBy: string | null;
  onClose: () => void;
}

/** Asks for more days to sign: until which day, and why. */
export default function ExtensionDialog({ campaign, deal, signBy, onClose }: ExtensionDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const act = useAskingAct(campaign.id);
  const keyOf = useSameKey();
  const home = homeOf(deal);
  const tooEarly = (day: string) => {
    if (deal.signedOn !== null) return day < deal.signedOn ? t("asking.extension.beforeSigning", { day: deal.signedOn }) : null;
    return signBy !== null && day <= signBy ? t("asking.extension.notLater", { day: signBy }) : null;
  };
  const form = useForm({
    initialValues: { extendTo: deal.signedOn, reason: "" },
    validate: {
      extendTo: (day) => (day === null ? t("asking.missing") : tooEarly(day)),
      reason: (reason) => (reason.trim() ? null : t("asking.missing")),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["extendTo", "reason"]);
  const labels = { extendTo: t("asking.extension.until"), reason: t("asking.reason") };
  const { extendTo } = form.values;
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const previewed = extendTo !== null && tooEarly(extendTo) === null ? extendTo : null;
  const preview = useExtensionPreview(at, previewed);

  const submit = form.onSubmit(async ({ extendTo: day, reason }) => {
    if (day === null) return;
    const asked = { extendTo: day, reason: reason.trim() };
    if (!(await send(() => act(() => askExtension(at, asked, keyOf(asked)))))) return;
    toast(t("asking.extension.asked", { home }));
    onClose();
  });

  return (
    <Dialog opened onClose={onClose} title={t("asking.extension.dialog", { home })} wide>
      <form onSubmit={submit} noValidate className={styles.form}>
        <FormErrorSummary
          form={form}
          labels={labels}
          failure={failure}
          remedy={<SettledRemedy failure={failure} campaign={campaign.id} engagement={deal.engagementId} />}
        />
        <p>
          {deal.signedOn === null
            ? t("asking.extension.say", { day: signBy ?? "" })
            : t("asking.extension.sayLate", { day: deal.signedOn })}
        </p>
        <DateInput
          label={labels.extendTo}
          hint={t("asking.extension.untilHint")}
          min={deal.signedOn ?? signBy ?? undefined}
          {...form.getInputProps("extendTo")}
        />
        <Textarea label={labels.reason} description={t("asking.reasonHint")} maxLength={1000} rows={3} {...form.getInputProps("reason")} />
        {previewed !== null && (
          <Loaded query={preview} what={t("asking.extension.notReckoned")}>
            {(effect) => (
              <ExtensionEffect
                effect={effect}
                signedOn={deal.signedOn}
                title={t("asking.extension.effects")}
                passing={preview.isPlaceholderData}
              />
            )}
          </Loaded>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={extendTo === null ? t("asking.extension.fill") : null}>
            {extendTo === null ? t("asking.extension.ask") : t("asking.extension.act", { day: extendTo })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
