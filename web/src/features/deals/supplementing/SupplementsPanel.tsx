import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail, Supplement } from "../../../api/deals";
import { paths } from "../../../app/paths";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { NOTHING } from "../../../lib/format";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Panel } from "../../../ui/Panel";
import { EmptyState, Loaded } from "../../../ui/states";
import { DocumentLink } from "../../approvals/DocumentLink";
import { LinkButton } from "../LinkButton";
import { useSupplements } from "../queries";
import { homeOf } from "../words";
import { refusalOf } from "./change";
import { useChangeWords } from "./useChangeWords";

interface SupplementsPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
}

/** 補充協議: what was changed after signing, from what to what, on which paper. */
export function SupplementsPanel({ campaign, deal }: SupplementsPanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const supplements = useSupplements({ tenant, campaign: campaign.id, deal: deal.id });

  return (
    <Panel
      title={t("deals.supplement.title")}
      flush
      actions={
        can("deal:cancel") &&
        refusalOf(deal) === null && (
          <LinkButton href={paths.newSupplement(tenant, campaign.id, deal.id)} size="xs">
            {t("deals.supplement.record")}
          </LinkButton>
        )
      }
    >
      <Loaded query={supplements} what={t("deals.supplement.notLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState fact={t("deals.supplement.empty")} hint={t("deals.supplement.emptyHint")} />
          ) : (
            <SupplementTable campaign={campaign} home={homeOf(deal)} rows={rows} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function SupplementTable({ campaign, home, rows }: { campaign: CampaignDetail; home: string; rows: Supplement[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const changeWords = useChangeWords(campaign, rows);
  const kind = (row: Supplement) => t(`deals.supplement.${row.kind}`);
  const changes = (row: Supplement) => changeWords(row).map((words) => <div key={words}>{words}</div>);
  const paper = ({ document }: Supplement) => document && <DocumentLink agency={tenant} file={document} />;
  const columns: Column<Supplement>[] = [
    { id: "day", header: t("deals.supplementing.signedOn"), cell: ({ signedOn }) => <span className="nowrap">{signedOn}</span> },
    { id: "kind", header: t("deals.supplement.kind"), cell: (row) => <span className="nowrap">{kind(row)}</span> },
    { id: "change", header: t("deals.supplement.change"), cell: changes },
    {
      id: "number",
      header: t("deals.supplementing.number"),
      cell: (row) => (
        <>
          {row.documentNumber ?? NOTHING}
          {paper(row)}
        </>
      ),
    },
    { id: "by", header: t("deals.ledger.by"), cell: ({ recordedByName }) => <span className="nowrap">{recordedByName}</span> },
  ];

  return (
    <DataTable
      label={t("deals.supplement.of", { home })}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      bare
      card={(row) => ({
        title: kind(row),
        amount: { label: row.documentNumber ?? NOTHING, value: row.signedOn },
        lines: [changes(row), row.recordedByName],
        actions: paper(row),
      })}
    />
  );
}
