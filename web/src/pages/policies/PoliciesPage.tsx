import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { byNumber, useVersions } from "../../features/policies/queries";
import { StartMenu } from "../../features/policies/StartMenu";
import { useStartVersion } from "../../features/policies/useStartVersion";
import { VersionsList } from "../../features/policies/VersionsList";
import { inForceNow } from "../../features/policies/versions";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { Finding } from "../../ui/Finding";
import { LoadMore } from "../../ui/LoadMore";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadedPages } from "../../ui/states";
import styles from "./policies.module.css";

/** 優惠政策: the versions of a campaign's policy, newest first. */
export default function PoliciesPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const { tenant } = useTenant();
  const campaign = useCampaign(params.campaign);
  const versions = useVersions(params.campaign);
  const starter = useStartVersion({ id: params.campaign, status: campaign.data?.status });
  const items = versions.data && byNumber(versions.data.pages.flatMap((page) => page.items));

  return (
    <>
      <PageHead
        title={t("policies.title")}
        meta={campaign.data ? [t("policies.ofCampaign", { project: campaign.data.projectName, campaign: campaign.data.name })] : []}
        back={paths.campaigns(tenant)}
        actions={campaign.data && items && items.length > 0 && <StartMenu campaign={campaign.data} versions={items} starter={starter} />}
      />
      {starter.trouble && (
        <Finding kind="error" announce="alert">
          {starter.trouble}
        </Finding>
      )}
      <Loaded query={campaign} what={t("policies.didNotLoad")}>
        {(data) => (
          <LoadedPages query={versions} what={t("policies.didNotLoad")}>
            {(all) => (
              <>
                <InForce campaign={data} versions={byNumber(all)} />
                <VersionsList campaign={data} versions={byNumber(all)} starter={starter} />
                {versions.hasNextPage && <LoadMore query={versions} shown={all.length} />}
              </>
            )}
          </LoadedPages>
        )}
      </Loaded>
    </>
  );
}

/** The finding of the page: by which version a subscription of today is priced. */
function InForce({ campaign, versions }: { campaign: CampaignDetail; versions: PolicyVersionItem[] }) {
  const t = useT();
  if (versions.length === 0) return null;
  const current = inForceNow(versions, campaign, dayOf(new Date(), campaign.zone));
  return (
    <p className={styles.sentence}>
      {current?.inForce ? t("policies.list.current", { n: current.number, day: current.inForce.from }) : t("policies.list.none")}
    </p>
  );
}
