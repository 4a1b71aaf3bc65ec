import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import { type EngagementConditions, type EngagementSort, type ListedEngagements, listEngagements } from "../../api/engagements";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import { EngagementTable } from "../../features/engagements/EngagementTable";
import styles from "../../features/engagements/engagements.module.css";
import { CLEARED, conditionsIn, ENGAGEMENT_WAYS, STAGES } from "../../features/engagements/listing";
import { useEngagements } from "../../features/engagements/queries";
import { ExportMenu } from "../../features/export/ExportMenu";
import { useLanguage, useT } from "../../i18n/useT";
import { orderParameters, pressed, useConditions } from "../../lib/conditions";
import { dotted } from "../../lib/dotted";
import { listed, moneyAlone } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { OrderSelect } from "../../ui/OrderSelect";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { SearchBox } from "../../ui/SearchBox";
import { EmptyState, Loaded, LoadedPages, NoMatch } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import { usePhone } from "../../ui/usePhone";

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
  const { tenant } = useTenant();
  const [parameters, change] = useConditions();
  const [opening, setOpening] = useState(false);
  const [reopening, setReopening] = useState(false);
  const { categories } = campaign.catalogue;
  const conditions = conditionsIn(parameters, categories);
  const { category, stage, sort, order } = conditions;
  const text = parameters.get("q") ?? "";
  const engagements = useEngagements(campaign.id, conditions);
  const asked = [
    text,
    nameIn(categories.find(({ code }) => code === category)?.names ?? { "zh-Hant": "" }, language),
    stage && t(`engagements.stage.${stage}`),
  ].filter(Boolean) as string[];
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
      <PageHead title={t("engagements.title")} meta={[dotted([campaign.projectName, campaign.name], language)]} actions={actions} />
      <LoadedPages query={engagements} what={t("engagements.notLoaded")}>
        {(rows) =>
          rows.length === 0 && asked.length === 0 ? (
            <Panel label={t("engagements.title")}>
              <EmptyState
                fact={t("engagements.empty")}
                hint={t(can("account:edit") ? "engagements.emptyHint" : "engagements.emptyRead")}
                action={open("default")}
              />
            </Panel>
          ) : (
            <>
              <Filters campaign={campaign} conditions={conditions} text={text} onChange={change} />
              <ExportMenu
                alone
                list={{
                  title: t("engagements.title"),
                  of: [campaign.projectName, campaign.name],
                  zone: campaign.zone,
                  conditions: asked,
                  ask: (after, asking) => listEngagements(tenant, campaign.id, conditions, after, asking),
                  columns: async () => (await import("../../features/engagements/exporting")).engagementColumns(t, language, campaign),
                }}
              />
              <Found
                found={engagements.isPlaceholderData ? null : (engagements.data?.pages[0]?.found ?? null)}
                more={text !== "" && conditions.search === null}
              />
              {rows.length === 0 ? (
                <Panel label={t("engagements.title")}>
                  <NoMatch fact={t("engagements.noMatch")} conditions={listed(asked, language)} onClear={() => change(CLEARED)} />
                </Panel>
              ) : (
                <EngagementTable
                  rows={rows}
                  campaign={campaign}
                  order={{
                    sort,
                    way: order,
                    onSort: (next) =>
                      change(orderParameters(pressed({ sort, way: order }, next as EngagementSort, ENGAGEMENT_WAYS), ENGAGEMENT_WAYS)),
                  }}
                />
              )}
              {rows.length > 0 && <LoadMore query={engagements} shown={rows.length} />}
            </>
          )
        }
      </LoadedPages>
      {reopening && <ReopeningsDialog campaign={campaign} onClose={() => setReopening(false)} />}
      {opening && <OpenDialog campaign={campaign} onClose={() => setOpening(false)} />}
    </>
  );
}

interface FiltersProps {
  campaign: CampaignDetail;
  conditions: EngagementConditions;
  text: string;
  onChange: (changes: Record<string, string | null>) => void;
}

/** Which engagements, and on a phone in which order. */
function Filters({ campaign, conditions, text, onChange }: FiltersProps) {
  const t = useT();
  const language = useLanguage();
  const phone = usePhone();

  return (
    <search className={`${styles.filters} no-print`}>
      <SearchBox label={t("engagements.search")} value={text} onSearch={(typed) => onChange({ q: typed || null })} />
      <NativeSelect
        aria-label={t("engagements.category")}
        value={conditions.category ?? ""}
        onChange={({ currentTarget }) => onChange({ category: currentTarget.value || null })}
        data={[
          { value: "", label: t("engagements.allCategories") },
          ...campaign.catalogue.categories.map(({ code, names }) => ({ value: code, label: nameIn(names, language) })),
        ]}
      />
      <NativeSelect
        aria-label={t("engagements.stageHead")}
        value={conditions.stage ?? ""}
        onChange={({ currentTarget }) => onChange({ stage: currentTarget.value || null })}
        data={[
          { value: "", label: t("engagements.allStages") },
          ...STAGES.map((stage) => ({ value: stage, label: t(`engagements.stage.${stage}`) })),
        ]}
      />
      {phone && (
        <OrderSelect
          options={(["opened", "signed", "owed"] as const).map((sort) => ({ sort, label: t(`engagements.order.${sort}`) }))}
          ways={ENGAGEMENT_WAYS}
          order={{ sort: conditions.sort, way: conditions.order }}
          onOrder={(order) => onChange(orderParameters(order, ENGAGEMENT_WAYS))}
        />
      )}
    </search>
  );
}

/** How many were found and what they come to, where that is known; that a name needs another character. */
function Found({ found, more }: Pick<ListedEngagements, "found"> & { more: boolean }) {
  const t = useT();
  const language = useLanguage();
  const sums = found && [
    t("engagements.found", { n: found.engagements }),
    t("engagements.foundSigned", { n: found.signed }),
    t("engagements.foundOwed", { amount: moneyAlone(found.owedFen) }),
  ];
  return (
    <div role="status" className={styles.found}>
      {more ? <p className="dim">{t("engagements.searchMore")}</p> : sums && <p className="dim">{dotted(sums, language)}</p>}
      {found?.isCut && <p className="dim">{t("common.foundMany")}</p>}
    </div>
  );
}
