import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import type { FormTemplateId, ListedForm } from "../../api/forms";
import { paths } from "../../app/paths";
import type { PageProps } from "../../app/route";
import { useCan, useTenant } from "../../app/session";
import { useCampaign } from "../../features/campaigns/queries";
import styles from "../../features/forms/forms.module.css";
import { useForms } from "../../features/forms/queries";
import { TemplateCards } from "../../features/forms/TemplateCards";
import { NOW_TONES } from "../../features/forms/words";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { PlusIcon } from "../../ui/icons";
import { LoadMore } from "../../ui/LoadMore";
import { lazyDialog } from "../../ui/lazyDialog";
import { Mark } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { PageNotYet } from "../../ui/PageNotYet";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, LoadedPages } from "../../ui/states";

const NewFormDialog = lazyDialog(() => import("../../features/forms/NewFormDialog"));

/** 登記表單: the public forms of a campaign, whether they take registrations, and how many there are. */
export default function FormsPage({ params }: PageProps<"tenant" | "campaign">) {
  const t = useT();
  const campaign = useCampaign(params.campaign);
  if (campaign.data) return <FormsOf campaign={campaign.data} />;
  return <PageNotYet title={t("forms.title")} back={paths.campaigns(params.tenant)} what={t("forms.notLoaded")} queries={[campaign]} />;
}

function FormsOf({ campaign }: { campaign: CampaignDetail }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const { tenant } = useTenant();
  const forms = useForms(campaign.id);
  const [making, setMaking] = useState<FormTemplateId | "any" | null>(null);
  const archived = campaign.status === "archived" ? t("forms.archived") : null;
  const rows = forms.data?.pages.flatMap(({ items }) => items) ?? [];
  const now = ({ now: state }: ListedForm) => (
    <Mark tone={NOW_TONES[state]} sign={t(`forms.sign.${state}`)} word={t(`forms.now.${state}`)} />
  );
  const registered = ({ taken, capacity }: ListedForm) => (capacity === null ? `${taken}` : `${taken} / ${capacity}`);
  const window = ({ opensOn, closesOn }: ListedForm) =>
    opensOn === null && closesOn === null ? t("forms.wholeCampaign") : `${opensOn ?? campaign.startsOn} – ${closesOn ?? campaign.endsOn}`;

  const columns: Column<ListedForm>[] = [
    { id: "name", header: t("forms.name"), cell: ({ name }) => <b>{name}</b> },
    { id: "for", header: t("forms.for"), cell: ({ engagementName }) => engagementName ?? <span className="dim">{t("forms.forAll")}</span> },
    { id: "now", header: t("forms.state"), cell: now },
    { id: "window", header: t("forms.window"), cell: (row) => <span className="nowrap">{window(row)}</span> },
    { id: "taken", header: t("forms.registeredHead"), align: "right", cell: registered },
    { id: "today", header: t("forms.today"), align: "right", cell: ({ today, state }) => (state === "draft" ? NOTHING : today) },
    { id: "address", header: t("forms.link"), cell: ({ code }) => <code className={styles.code}>/f/{code}</code> },
  ];

  return (
    <>
      <PageHead
        title={t("forms.title")}
        meta={[dotted([campaign.projectName, campaign.name], language)]}
        actions={
          can("form:manage") &&
          rows.length > 0 && (
            <ReasonedButton sends variant="filled" reason={archived} leftSection={<PlusIcon size={14} />} onClick={() => setMaking("any")}>
              {t("forms.add")}
            </ReasonedButton>
          )
        }
      />
      <LoadedPages query={forms} what={t("forms.notLoaded")}>
        {(items) =>
          items.length === 0 ? (
            <Panel label={t("forms.title")}>
              <EmptyState fact={t("forms.empty")} hint={t(can("form:manage") ? "forms.emptyHint" : "forms.emptyRead")} />
              {can("form:manage") && archived === null && <TemplateCards onChoose={setMaking} />}
            </Panel>
          ) : (
            <>
              <DataTable
                label={t("forms.title")}
                columns={columns}
                rows={items}
                rowId={({ id }) => id}
                href={({ id }) => paths.form(tenant, campaign.id, id)}
                cardsBelow="narrow"
                card={(row) => ({
                  title: row.name,
                  mark: now(row),
                  amount: { label: t("forms.registeredHead"), value: registered(row) },
                  lines: [
                    dotted([row.engagementName, window(row)], language),
                    row.state !== "draft" && t("forms.todayOf", { n: row.today }),
                  ].filter(Boolean),
                })}
              />
              <LoadMore query={forms} shown={items.length} />
            </>
          )
        }
      </LoadedPages>
      {making && (
        <NewFormDialog campaign={campaign} forms={rows} template={making === "any" ? null : making} onClose={() => setMaking(null)} />
      )}
    </>
  );
}
