import { NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import type { DeskPlace, SharedCampaign } from "../../api/desk";
import type { PageProps } from "../../app/route";
import { useWaitingAtDesk } from "../../app/shell/useWaitingCounts";
import { Desk } from "../../features/desk/Desk";
import styles from "../../features/desk/desk.module.css";
import { useSharedCampaigns, useWaiting } from "../../features/desk/queries";
import { Tally } from "../../features/desk/Tally";
import { optionWords, toDo, waits } from "../../features/desk/waitingWords";
import { useLinks } from "../../features/organisations/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState, Loaded } from "../../ui/states";

/** 財務窗口 of a developer: what its finance confirms and pays, agency by agency, campaign by campaign. */
export default function DeveloperDeskPage({ params: { tenant } }: PageProps<"tenant">) {
  const t = useT();
  const links = useLinks();
  return (
    <>
      <PageHead title={t("desk.title")} screenOnly />
      <Loaded query={links} what={t("desk.notLoaded")}>
        {(all) => {
          const accepted = all.filter(({ state }) => state === "accepted");
          const agencies = [...new Map(accepted.map(({ agencyId, agencyName }) => [agencyId, agencyName])).entries()];
          return agencies.length === 0 ? (
            <Panel label={t("desk.title")}>
              <EmptyState fact={t("desk.noAgency")} hint={t("desk.noAgencyHint")} />
            </Panel>
          ) : (
            <OfAgencies tenant={tenant} agencies={agencies} />
          );
        }}
      </Loaded>
    </>
  );
}

function OfAgencies({ tenant, agencies }: { tenant: string; agencies: [id: string, name: string][] }) {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const [agency, agencyName] = agencies.find(([id]) => id === search.get("agency")) ?? agencies[0] ?? ["", ""];
  const campaigns = useSharedCampaigns(agency);
  const counts = useWaitingAtDesk();
  const waitingIn = (id: string) => counts?.items.find(({ agencyId }) => agencyId === id)?.waiting ?? 0;
  // Where nobody has chosen, the latest that something waits in; what was opened stays open once its work is done.
  const [opened, setOpened] = useState<string | null>(null);
  const chosen = search.get("campaign") ?? opened;
  const choice = (shared: SharedCampaign[]) =>
    shared.find(({ id }) => id === chosen) ??
    shared.find(({ waiting }) => toDo(waiting) > 0) ??
    shared.find(({ waiting }) => waits(waiting)) ??
    shared[0];
  const found = campaigns.data && choice(campaigns.data)?.id;
  useEffect(() => {
    if (found) setOpened(found);
  }, [found]);

  return (
    <Loaded query={campaigns} what={t("desk.notLoaded")}>
      {(shared) => {
        const campaign = choice(shared);
        return (
          <>
            <div className={`${styles.filters} no-print`}>
              <NativeSelect
                label={t("desk.agency")}
                value={agency}
                onChange={({ currentTarget }) => setSearch({ agency: currentTarget.value }, { replace: true })}
                data={agencies.map(([value, name]) => ({ value, label: optionWords(t, name, waitingIn(value)) }))}
              />
              {campaign && (
                <NativeSelect
                  label={t("desk.campaign")}
                  value={campaign.id}
                  onChange={({ currentTarget }) => setSearch({ agency, campaign: currentTarget.value }, { replace: true })}
                  data={shared.map(({ id, name, waiting }) => ({
                    value: id,
                    label: optionWords(t, name, toDo(waiting), waiting.differences),
                  }))}
                />
              )}
            </div>
            {campaign && <Tally waiting={campaign.waiting} />}
            {campaign ? (
              <OfCampaign at={{ kind: "developer", tenant, agency, campaign: campaign.id }} campaign={campaign} agencyName={agencyName} />
            ) : (
              <Panel label={t("desk.title")}>
                <EmptyState fact={t("desk.noCampaign")} hint={t("desk.noCampaignHint")} />
              </Panel>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function OfCampaign({ at, campaign, agencyName }: { at: DeskPlace; campaign: SharedCampaign; agencyName: string }) {
  const t = useT();
  const language = useLanguage();
  const waiting = useWaiting(at);
  return (
    <Loaded query={waiting} what={t("desk.notLoaded")}>
      {(found) => (
        <Desk
          key={`${at.agency}/${at.campaign}`}
          at={at}
          agencyName={agencyName}
          waiting={found}
          campaign={campaign}
          heading={dotted([agencyName, campaign.name], language)}
          readOnly={false}
        />
      )}
    </Loaded>
  );
}
