import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import { type DeclaredDemand, listDemands, withdrawDemand } from "../../../api/demands";
import type { Engagement, EngagementPlace } from "../../../api/engagements";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Panel } from "../../../ui/Panel";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import { entryWords } from "../../deals/words";
import styles from "../engagements.module.css";
import { useEngagementAct } from "../queries";

const DemandDialog = lazyDialog(() => import("./DemandDialog"));

interface DemandPanelProps {
  at: EngagementPlace;
  campaign: CampaignDetail;
  engagement: Engagement;
  today: string;
}

/** 意向購買: how many homes the account says that it will take, by product; earlier words under it. */
export function DemandPanel({ at, campaign, engagement, today }: DemandPanelProps) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const act = useEngagementAct(at.campaign);
  const [doing, setDoing] = useState<DeclaredDemand | "declare" | null>(null);
  const query = useQuery({
    queryKey: ["agency", at.tenant, "campaigns", at.campaign, "engagements", at.engagement, "demands"],
    queryFn: () => listDemands(at),
  });
  const mayEdit = can("account:edit") && campaign.status !== "archived";
  const declare = mayEdit && (
    <ReasonedButton sends size="xs" onClick={() => setDoing("declare")}>
      {t("engagements.demand.declare")}
    </ReasonedButton>
  );
  const productOf = ({ product }: DeclaredDemand) =>
    entryWords(campaign.catalogue.products, product, language) ?? t("engagements.demand.anyProduct");
  const about = ({ declaredOn, personName, personId, recordedByName }: DeclaredDemand) =>
    dotted(
      [
        declaredOn,
        personId === null ? "" : (personName ?? t("engagements.erased")),
        t("engagements.demand.recordedBy", { name: recordedByName }),
      ].filter(Boolean),
      language,
    );

  return (
    <>
      <Panel title={t("engagements.demand.title")} actions={declare}>
        <Loaded query={query} what={t("engagements.demand.notLoaded")}>
          {(items) => {
            const standing = items.filter(({ endedAt }) => endedAt === null);
            const before = items.filter(({ endedAt }) => endedAt !== null);
            return (
              <>
                {standing.length === 0 ? (
                  <EmptyState fact={t("engagements.demand.none")} hint={t("engagements.demand.noneHint")} />
                ) : (
                  <ul className={styles.demands}>
                    {standing.map((demand) => (
                      <li key={demand.id} className={styles.demand}>
                        <span>
                          <b>{t("engagements.demand.units", { n: demand.units, product: productOf(demand) })}</b>
                          <small>{about(demand)}</small>
                        </span>
                        {mayEdit && (
                          <TextButton
                            sends
                            label={t("engagements.demand.withdrawOf", { product: productOf(demand) })}
                            onClick={() => setDoing(demand)}
                          >
                            {t("engagements.demand.withdraw")}
                          </TextButton>
                        )}
                      </li>
                    ))}
                  </ul>
                )}
                {before.length > 0 && (
                  <details className={styles.before}>
                    <summary>{t("engagements.demand.before", { n: before.length })}</summary>
                    <ul className={styles.demands}>
                      {before.map((demand) => (
                        <li key={demand.id} className={styles.demand}>
                          <span>
                            {t("engagements.demand.units", { n: demand.units, product: productOf(demand) })}
                            <small>{about(demand)}</small>
                          </span>
                        </li>
                      ))}
                    </ul>
                  </details>
                )}
              </>
            );
          }}
        </Loaded>
      </Panel>
      {doing === "declare" && (
        <DemandDialog at={at} campaign={campaign} account={engagement.accountId} today={today} onClose={() => setDoing(null)} />
      )}
      <ConfirmDialog
        opened={doing !== null && doing !== "declare"}
        onClose={() => setDoing(null)}
        title={t("engagements.demand.withdraw")}
        act={doing && doing !== "declare" ? t("engagements.demand.withdrawOf", { product: productOf(doing) }) : ""}
        onConfirm={async () => {
          if (doing === null || doing === "declare") return;
          await act(() => withdrawDemand(at, doing.id));
          toast(t("engagements.demand.withdrawn"));
        }}
      >
        {t("engagements.demand.withdrawSay")}
      </ConfirmDialog>
    </>
  );
}
