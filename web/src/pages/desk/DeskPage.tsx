import type { DeskPlace } from "../../api/desk";
import type { PageProps } from "../../app/route";
import { useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { Desk } from "../../features/desk/Desk";
import styles from "../../features/desk/desk.module.css";
import { useWaiting } from "../../features/desk/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { Finding } from "../../ui/Finding";
import { PageHead } from "../../ui/PageHead";
import { Loaded } from "../../ui/states";

/** 財務窗口 of an agency: what waits in a campaign; where a developer is linked it confirms, and this one looks on. */
export default function DeskPage({ params: { tenant, campaign } }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const language = useLanguage();
  const { name } = useTenant();
  const asked = useCampaign(campaign);
  const at: DeskPlace = { kind: "agency", tenant, agency: tenant, campaign };
  const waiting = useWaiting(at);
  const heading = asked.data ? dotted([asked.data.projectName, asked.data.name], language) : "";

  return (
    <>
      <PageHead title={t("desk.title")} meta={heading ? [heading] : []} screenOnly />
      <Loaded query={asked} what={t("desk.notLoaded")}>
        {(data) => (
          <>
            {data.decider === "developer" && (
              <div className={`${styles.gap} no-print`}>
                <Finding kind="remark">{t("desk.developerConfirms", { name: data.developerName })}</Finding>
              </div>
            )}
            <Loaded query={waiting} what={t("desk.notLoaded")}>
              {(found) => (
                <Desk at={at} agencyName={name} waiting={found} campaign={data} heading={heading} readOnly={data.decider === "developer"} />
              )}
            </Loaded>
          </>
        )}
      </Loaded>
    </>
  );
}
