import { Link } from "wouter";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { BasicsForm } from "../../features/campaigns/BasicsForm";
import { CataloguePanel } from "../../features/campaigns/CataloguePanel";
import styles from "../../features/campaigns/campaigns.module.css";
import { useCampaign } from "../../features/campaigns/queries";
import { Steps } from "../../features/campaigns/Steps";
import { STATUS_TONES } from "../../features/campaigns/status";
import { useGroups } from "../../features/organisations/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange } from "../../lib/format";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Loaded } from "../../ui/states";

/** 基本資料: a campaign's name, window, groups, status, and the words its policies and accounts use. */
export default function BasicsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const { tenant } = useTenant();
  const query = useCampaign(params.campaign);
  const groups = useGroups();
  const campaign = query.data;
  const editable = can("campaign:plan") && campaign?.status !== "archived";

  return (
    <>
      <PageHead
        title={campaign?.name ?? t("shell.basics")}
        crumbs={[{ label: t("campaigns.title"), href: paths.campaigns(tenant) }, { label: t("shell.basics") }]}
        chip={campaign && <Chip tone={STATUS_TONES[campaign.status]}>{t(`campaigns.status.${campaign.status}`)}</Chip>}
        meta={
          campaign
            ? [
                dotted([campaign.projectName, campaign.developerName], language),
                dayRange(campaign.startsOn, campaign.endsOn, language),
                can("lead:read") && <Link href={paths.leadRules(tenant, campaign.id)}>{t("shell.leadRules")}</Link>,
              ]
            : []
        }
        back={paths.campaigns(tenant)}
        actions={campaign && can("campaign:plan") && <Steps campaign={campaign} />}
      />
      <Loaded query={query} what={t("campaigns.didNotLoad")}>
        {(data) => (
          <div className={styles.columns}>
            <div>
              <Loaded query={groups} what={t("campaigns.didNotLoad")}>
                {(all) => <BasicsForm key={data.version} campaign={data} groups={inOrder(all)} editable={editable} />}
              </Loaded>
            </div>
            <div>
              <CataloguePanel campaign={data} editable={editable} />
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

const inOrder = <Group extends { name: string }>(groups: Group[]) => groups.toSorted((a, b) => a.name.localeCompare(b.name, "zh-Hant"));
