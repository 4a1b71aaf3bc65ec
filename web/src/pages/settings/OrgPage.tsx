import { CompanyPanel } from "../../features/organisations/CompanyPanel";
import { LinkPanels, ReceivedOffers } from "../../features/organisations/links/LinkPanels";
import styles from "../../features/organisations/organisations.module.css";
import { AgencyProjects } from "../../features/organisations/projects/AgencyProjects";
import { useLinks, useTenantAnswer } from "../../features/organisations/queries";
import { SecondFactorPolicyPanel } from "../../features/organisations/SecondFactorPolicyPanel";
import { SightPanel } from "../../features/organisations/SightPanel";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** The agency itself: its name, what consultants see, its projects, and its links with developers. */
export default function OrgPage() {
  const t = useT();
  const tenant = useTenantAnswer();
  const links = useLinks();
  return (
    <>
      <PageHead title={t("settings.org.title")} />
      <div className={styles.columns}>
        <div className={styles.stack}>
          {links.data && <ReceivedOffers links={links.data} />}
          <AgencyProjects />
          <Loaded query={links} what={t("settings.links.notLoaded")}>
            {(loaded) => <LinkPanels links={loaded} />}
          </Loaded>
        </div>
        <div className={styles.stack}>
          <Loaded query={tenant} what={t("settings.company.notLoaded")} skeleton={<LoadingSkeleton shape="form" rows={2} />}>
            {(loaded) => (
              <>
                <CompanyPanel tenant={loaded} />
                <SightPanel tenant={loaded} />
                <SecondFactorPolicyPanel tenant={loaded} />
              </>
            )}
          </Loaded>
        </div>
      </div>
    </>
  );
}
