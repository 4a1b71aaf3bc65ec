import { Menu } from "@mantine/core";
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import { paths } from "../../app/paths";
import { useCan, useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayRange, NOTHING, tableTime } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { MoreIcon } from "../../ui/icons";
import { Mark } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import { useOnline } from "../../ui/useOnline";
import styles from "./list.module.css";
import { StartMenu } from "./StartMenu";
import type { Starter } from "./useStartVersion";
import { STATUS_TONES } from "./versions";

interface VersionsListProps {
  campaign: CampaignDetail;
  versions: PolicyVersionItem[];
  starter: Starter;
}

/** Each version: how far it is, which days it prices, where it comes from. */
export function VersionsList({ campaign, versions, starter }: VersionsListProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  if (versions.length === 0) {
    return (
      <Panel label={t("policies.title")}>
        <EmptyState
          fact={t("policies.list.empty")}
          hint={t("policies.list.emptyHint")}
          action={<StartMenu campaign={campaign} versions={versions} starter={starter} />}
        />
      </Panel>
    );
  }

  const numberOf = (id: string | null) => versions.find((version) => version.id === id)?.number;
  const mark = ({ status }: PolicyVersionItem) => (
    <Mark tone={STATUS_TONES[status]} sign={t(`policies.sign.${status}`)} word={t(`policies.status.${status}`)} />
  );
  /** The days that it prices or, before it is published, shall price. */
  const days = ({ inForce, effectiveFrom, status }: PolicyVersionItem): ReactNode => {
    if (inForce) return inForce.until ? dayRange(inForce.from, inForce.until, language) : t("policies.list.since", { day: inForce.from });
    if (status === "superseded") return NOTHING;
    return effectiveFrom ? (
      <span className="provisional">{t("policies.list.since", { day: effectiveFrom })}</span>
    ) : (
      t("policies.list.noDay")
    );
  };
  const base = ({ basedOn }: PolicyVersionItem) => {
    const n = numberOf(basedOn);
    return n === undefined ? NOTHING : t("policies.version", { n });
  };
  const changedAt = ({ publishedAt, updatedAt }: PolicyVersionItem) => tableTime(publishedAt ?? updatedAt, campaign.zone);

  const columns: Column<PolicyVersionItem>[] = [
    { id: "number", header: t("policies.list.version"), cell: ({ number }) => <b>{t("policies.version", { n: number })}</b> },
    { id: "status", header: t("policies.list.status"), cell: mark },
    { id: "days", header: t("policies.list.days"), cell: days },
    { id: "basedOn", header: t("policies.list.basedOn"), cell: base },
    { id: "by", header: t("policies.list.by"), cell: ({ createdByName }) => createdByName ?? NOTHING },
    { id: "changed", header: t("policies.list.changed"), cell: (version) => <span className="nowrap">{changedAt(version)}</span> },
    {
      id: "acts",
      header: "",
      align: "right",
      cell: (version) => <VersionMenu campaign={campaign} version={version} versions={versions} starter={starter} />,
    },
  ];

  return (
    <DataTable
      label={t("policies.title")}
      columns={columns}
      rows={versions}
      rowId={({ id }) => id}
      href={({ id }) => paths.policy(tenant, campaign.id, id)}
      card={(version) => ({
        title: t("policies.version", { n: version.number }),
        mark: mark(version),
        lines: [
          <>
            <span>{t("policies.list.days")}</span>
            {days(version)}
          </>,
          <>
            <span>{version.createdByName ?? t("policies.list.changed")}</span>
            {changedAt(version)}
          </>,
        ],
        menu: <VersionMenu campaign={campaign} version={version} versions={versions} starter={starter} />,
      })}
    />
  );
}

interface VersionMenuProps extends VersionsListProps {
  version: PolicyVersionItem;
}

/** Where a version leads: its difference from the one before it, its prices, a draft of its own. */
function VersionMenu({ campaign, version, versions, starter: { start, mayStart } }: VersionMenuProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const language = useLanguage();
  const { tenant } = useTenant();
  const others = versions.filter(({ id }) => id !== version.id);
  const other = others.find(({ id }) => id === version.basedOn) ?? others.find(({ number }) => number < version.number) ?? others[0];
  const label = t("policies.list.actsOf", { n: version.number });

  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.menu} aria-label={label}>
          <MoreIcon />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {other && (
          <Menu.Item component={Link} href={paths.policyComparison(tenant, campaign.id, version.id, other.id)}>
            {t("policies.compareWith", { n: other.number })}
          </Menu.Item>
        )}
        {can("policy:draft") && (
          <Menu.Item component={Link} href={paths.simulation(tenant, campaign.id, version.id)}>
            {t("policies.simulate")}
          </Menu.Item>
        )}
        {can("quote:ask") && (
          <Menu.Item component={Link} href={paths.priceList(tenant, campaign.id, version.id)}>
            {t("policies.toPriceList")}
          </Menu.Item>
        )}
        {mayStart && (
          <Menu.Item disabled={!online} onClick={() => start({ basedOn: version.id })}>
            {dotted([t("policies.start.fromVersion", { n: version.number }), !online && t("policies.submit.offline")], language)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
