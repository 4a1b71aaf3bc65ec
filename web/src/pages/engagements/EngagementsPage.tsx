import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PageProps } from "../../app/route";
import { useCan } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { EngagementTable } from "../../features/engagements/EngagementTable";
import styles from "../../features/engagements/engagements.module.css";
import { useEngagements } from "../../features/engagements/queries";
import { useLanguage, useT } from "../../i18n/useT";
import { nameIn } from "../../lib/names";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded, LoadedPages, NoMatch } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";

const ReopeningsDialog = lazyDialog(() => import("../../features/asking/ReopeningsDialog"));
const OpenDialog = lazyDialog(() => import("../../features/engagements/OpenDialog"));

/** 拓展對象: the accounts in a campaign, and the channels of its credentials. */
export default function EngagementsPage({ params }: PageProps<"campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  if (campaign.data) return <EngagementsOf campaign={campaign.data} />;
  return (
    <>
      <PageHead title={t("engagements.title")} />
      <Loaded query={campaign} what={t("engagements.notLoaded")}>
        {() => null}
      </Loaded>
    </>
  );
}

function EngagementsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const language = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const [opening, setOpening] = useState(false);
  const [reopening, setReopening] = useState(false);
  const { categories } = campaign.catalogue;
  const category = categories.find(({ code }) => code === parameters.get("category")) ?? null;
  const engagements = useEngagements(campaign.id, category?.code ?? null);
  const choose = (code: string) => setParameters(code ? { category: code } : {}, { replace: true });
  const archived = campaign.status === "archived" ? t("engagements.archived") : null;
  const open = (variant: "filled" | "default") =>
    can("account:edit") && (
      <ReasonedButton
        variant={variant}
        leftSection={<PlusIcon size={14} />}
        onClick={() => setOpening(true)}
        reason={online ? archived : t("engagements.offline")}
      >
        {t("engagements.open.button")}
      </ReasonedButton>
    );

  const isSettled = engagements.data?.pages.some(({ items }) => items.some(({ settledOn }) => settledOn !== null));
  const actions = (
    <>
      {can("settlement:settle") && isSettled && archived === null && (
        <ReasonedButton sends onClick={() => setReopening(true)}>
          {t("asking.several.button")}
        </ReasonedButton>
      )}
      {open("filled")}
    </>
  );

  return (
    <>
      <PageHead title={t("engagements.title")} meta={[campaign.projectName, campaign.name]} actions={actions} />
      <LoadedPages query={engagements} what={t("engagements.notLoaded")}>
        {(rows) =>
          rows.length === 0 && !category ? (
            <Panel label={t("engagements.title")}>
              <EmptyState
                fact={t("engagements.empty")}
                hint={t(can("account:edit") ? "engagements.emptyHint" : "engagements.emptyRead")}
                action={open("default")}
              />
            </Panel>
          ) : (
            <>
              <div className={styles.filters}>
                <NativeSelect
                  aria-label={t("engagements.category")}
                  value={category?.code ?? ""}
                  onChange={({ currentTarget }) => choose(currentTarget.value)}
                  data={[
                    { value: "", label: t("engagements.allCategories") },
                    ...categories.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
                  ]}
                />
              </div>
              {rows.length === 0 && category ? (
                <Panel label={t("engagements.title")}>
                  <NoMatch fact={t("engagements.noMatch")} conditions={nameIn(category.names, language)} onClear={() => choose("")} />
                </Panel>
              ) : (
                <EngagementTable rows={rows} campaign={campaign} />
              )}
              {engagements.hasNextPage && <LoadMore query={engagements} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
      {reopening && <ReopeningsDialog campaign={campaign} onClose={() => setReopening(false)} />}
      {opening && <OpenDialog campaign={campaign} onClose={() => setOpening(false)} />}
    </>
  );
}
