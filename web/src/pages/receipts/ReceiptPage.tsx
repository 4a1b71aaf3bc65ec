import { Button } from "@mantine/core";
import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { DealDetail } from "../../api/deals";
import type { Receipt } from "../../api/receipts";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { useDeal, useLedger } from "../../features/deals/queries";
import { homeOf } from "../../features/deals/words";
import { useReceipt, useReceiptActs } from "../../features/receipts/queries";
import { ReceiptSheet } from "../../features/receipts/ReceiptSheet";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { PrintIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";

/** 買方收據: issued, printed and handed over, or withdrawn. */
export default function ReceiptPage({ params }: PageProps<"tenant" | "campaign" | "deal">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  const deal = useDeal(params);
  const receipt = useReceipt(params);
  if (!campaign.data || !deal.data || receipt.data === undefined) {
    return (
      <PageNotYet
        title={t("receipts.title")}
        back={paths.deal(params.tenant, params.campaign, params.deal)}
        what={t("receipts.receiptNotLoaded")}
        queries={[campaign, deal, receipt]}
        shape="form"
      />
    );
  }
  return <ReceiptOf campaign={campaign.data} deal={deal.data} receipt={receipt.data} />;
}

function ReceiptOf({ campaign, deal, receipt }: { campaign: CampaignDetail; deal: DealDetail; receipt: Receipt | null }) {
  const t = useT();
  const { tenant } = useTenant();
  const at = { tenant, campaign: campaign.id, deal: deal.id };
  const ledger = useLedger(at);
  const { issue, withdraw } = useReceiptActs(at);
  const [asked, setAsked] = useState<"issue" | "withdraw" | null>(null);
  const home = homeOf(deal);
  const back = paths.deal(tenant, campaign.id, deal.id);
  const again = async () => {
    await issue();
    toast(t("receipts.issued", { home }));
  };

  return (
    <>
      <PageHead
        title={t("receipts.title")}
        crumbs={[
          { label: t("deals.title"), href: paths.deals(tenant, campaign.id) },
          { label: home, href: back },
          { label: t("receipts.title") },
        ]}
        meta={[home]}
        back={back}
        screenOnly
        actions={
          receipt && (
            <>
              <ReasonedButton sends onClick={() => setAsked("withdraw")}>
                {t("receipts.withdraw")}
              </ReasonedButton>
              <ReasonedButton sends onClick={() => setAsked("issue")}>
                {t("receipts.issueAgain")}
              </ReasonedButton>
              <Button variant="filled" leftSection={<PrintIcon />} onClick={() => window.print()}>
                {t("receipts.print")}
              </Button>
            </>
          )
        }
      />
      {receipt ? (
        <Loaded query={ledger} what={t("receipts.receiptNotLoaded")}>
          {(entries) => <ReceiptSheet campaign={campaign} deal={deal} entries={entries} receipt={receipt} />}
        </Loaded>
      ) : (
        <Panel label={t("receipts.title")}>
          <EmptyState
            fact={t("receipts.none")}
            hint={t("receipts.noneHint")}
            action={
              <Button variant="filled" onClick={again}>
                {t("receipts.issue", { home })}
              </Button>
            }
          />
        </Panel>
      )}
      <ConfirmDialog
        opened={asked === "issue"}
        onClose={() => setAsked(null)}
        title={t("receipts.issueAgain")}
        act={t("receipts.issue", { home })}
        onConfirm={again}
      >
        {t("receipts.againWarning")}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asked === "withdraw"}
        onClose={() => setAsked(null)}
        title={t("receipts.withdraw")}
        act={t("receipts.withdrawOf", { home })}
        danger
        onConfirm={async () => {
          await withdraw();
          toast(t("receipts.withdrawn", { home }));
        }}
      >
        {t("receipts.withdrawWarning")}
      </ConfirmDialog>
    </>
  );
}
