import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { type CampaignDetail, type CampaignStep, takeCampaignStep } from "../../api/campaigns";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { toast } from "../../ui/toast";
import { useCampaignChanged } from "./queries";

/** Copying a campaign, and where its status may go from here. */
export function Steps({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const { tenant } = useTenant();
  const changed = useCampaignChanged();
  const [step, setStep] = useState<CampaignStep | null>(null);
  const { name } = campaign;

  return (
    <>
      <Button component={Link} href={paths.newCampaign(tenant, campaign.id)}>
        {t("campaigns.copy")}
      </Button>
      {campaign.steps.map((one) => (
        <Button key={one} variant={one === "opening" ? "filled" : "default"} onClick={() => setStep(one)}>
          {t(`campaigns.step.${one}`)}
        </Button>
      ))}
      {step && (
        <ConfirmDialog
          opened
          onClose={() => setStep(null)}
          title={t(`campaigns.step.${step}`)}
          act={t(`campaigns.act.${step}`, { name })}
          onConfirm={async () => {
            await changed(await takeCampaignStep(tenant, campaign.id, step));
            toast(t(`campaigns.done.${step}`, { name }));
          }}
        >
          <p>{t(`campaigns.effect.${step}`)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
