import type { CampaignDetail } from "../../api/campaigns";
import type { SimulatedGroup } from "../../api/simulation";
import { useLanguage, useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import { entryWords } from "../deals/words";
import styles from "./simulation.module.css";
import { justUnder, totalsOf } from "./totals";

const signed = (fen: number) => `${fen > 0 ? "+" : ""}${money(fen)}`;
const signedAlone = (fen: number) => `${fen > 0 ? "+" : ""}${moneyAlone(fen)}`;

/** What a draft would do to the homes already signed: in sum, account by account, home by home. */
export function SimulationView({ campaign, groups }: { campaign: CampaignDetail; groups: SimulatedGroup[] }) {
  const t = useT();
  const language = useLanguage();
  const totals = totalsOf(groups);
  const near = justUnder(groups);
  const nameOf = ({ accountName, credential }: SimulatedGroup) =>
    accountName ?? t("simulation.channel", { name: entryWords(campaign.catalogue.credentials, credential, language) ?? "" });
  const nextWords = (next: SimulatedGroup["after"]["next"]) =>
    next ? t("simulation.next", { more: next.moreUnits, from: next.fromUnits }) : t("simulation.noNext");
  const nextOf = ({ after }: SimulatedGroup) => nextWords(after.next);
  const declared = groups.filter(({ withDemand }) => withDemand !== null);
  const declaredChange = ({ withDemand }: SimulatedGroup, of: "discountFen") =>
    withDemand ? withDemand.after[of] - withDemand.before[of] : 0;
  const changeOf = ({ before, after }: SimulatedGroup) => after.payableFen - before.payableFen;
  const rewardOf = ({ before, after }: SimulatedGroup) => after.rewardFen - before.rewardFen;

  if (groups.length === 0) {
    return (
      <Panel label={t("simulation.title")}>
        <EmptyState fact={t("simulation.none")} hint={t("simulation.noneHint")} />
      </Panel>
    );
  }
  const columns: Column<SimulatedGroup>[] = [
    { id: "name", header: t("simulation.account"), cell: nameOf, sortBy: nameOf },
    {
      id: "counted",
      header: t("simulation.counted"),
      cell: ({ before, after }) => fromTo(before.countedUnits, after.countedUnits),
      align: "right",
      sortBy: ({ after }) => after.countedUnits,
    },
    { id: "change", header: t("simulation.priceChange"), cell: (group) => signed(changeOf(group)), align: "right", sortBy: changeOf },
    { id: "reward", header: t("simulation.rewardChange"), cell: (group) => signed(rewardOf(group)), align: "right", sortBy: rewardOf },
    { id: "gains", header: t("simulation.gains"), cell: ({ gains }) => gains, align: "right", sortBy: ({ gains }) => gains },
    { id: "loses", header: t("simulation.loses"), cell: ({ loses }) => loses, align: "right", sortBy: ({ loses }) => loses },
    { id: "next", header: t("simulation.toNext"), cell: nextOf, sortBy: ({ after }) => after.next?.moreUnits ?? Number.MAX_SAFE_INTEGER },
  ];
  const moved = groups.flatMap((group) =>
    group.moved.map((home) => ({ ...home, account: nameOf(group), id: `${group.rootId}/${home.building}/${home.unitNumber}` })),
  );

  return (
    <>
      <Panel title={t("simulation.sum", { n: totals.deals })}>
        <dl className={styles.figures}>
          <Figure label={t("simulation.discount")} before={totals.before.discountFen} after={totals.after.discountFen} />
          <Figure label={t("simulation.rewards")} before={totals.before.rewardFen} after={totals.after.rewardFen} />
          <div>
            <dt>{t("simulation.whoMoves")}</dt>
            <dd>
              <b>{t("simulation.gainLose", { gains: totals.gains, loses: totals.loses })}</b>
              <small>{t("simulation.same", { n: totals.deals - totals.gains - totals.loses })}</small>
            </dd>
          </div>
        </dl>
        <p className="sub">{t("simulation.say")}</p>
      </Panel>
      {declared.length > 0 && (
        <Panel title={t("simulation.demand")} flush>
          <DataTable
            label={t("simulation.demand")}
            bare
            columns={[
              { id: "name", header: t("simulation.account"), cell: nameOf },
              { id: "more", header: t("simulation.demandMore"), cell: ({ demandUnits }) => demandUnits, align: "right" },
              {
                id: "counted",
                header: t("simulation.demandCounted"),
                cell: ({ withDemand }) => withDemand?.after.countedUnits,
                align: "right",
              },
              {
                id: "discount",
                header: t("simulation.discountChange"),
                cell: (group) => signed(declaredChange(group, "discountFen")),
                align: "right",
              },
              { id: "next", header: t("simulation.toNext"), cell: ({ withDemand }) => nextWords(withDemand?.after.next ?? null) },
            ]}
            rows={declared}
            rowId={({ rootId }) => rootId}
            card={(group) => ({
              title: nameOf(group),
              amount: { label: t("simulation.discountChange"), value: signed(declaredChange(group, "discountFen")) },
              lines: [
                t("simulation.demandCard", {
                  more: group.demandUnits,
                  n: group.withDemand?.after.countedUnits ?? 0,
                  next: nextWords(group.withDemand?.after.next ?? null),
                }),
              ],
            })}
          />
          <p className={styles.said}>{t("simulation.demandSay")}</p>
        </Panel>
      )}
      {near.length > 0 && (
        <Panel title={t("simulation.near")}>
          <ul className={styles.near}>
            {near.map((group) => (
              <li key={group.rootId}>
                {t("simulation.nearOne", { name: nameOf(group), n: group.after.countedUnits, next: nextOf(group) })}
              </li>
            ))}
          </ul>
        </Panel>
      )}
      <Panel title={t("simulation.accounts")} flush>
        <DataTable
          label={t("simulation.accounts")}
          bare
          columns={columns}
          rows={groups}
          rowId={({ rootId }) => rootId}
          card={(group) => ({
            title: nameOf(group),
            amount: { label: t("simulation.priceChange"), value: signed(changeOf(group)) },
            lines: [
              t("simulation.cardCounted", { words: fromTo(group.before.countedUnits, group.after.countedUnits), next: nextOf(group) }),
              t("simulation.cardMoved", { gains: group.gains, loses: group.loses, reward: signedAlone(rewardOf(group)) }),
            ],
          })}
        />
      </Panel>
      {moved.length > 0 && (
        <Panel title={t("simulation.homes", { n: moved.length })} flush>
          <DataTable
            label={t("simulation.homes", { n: moved.length })}
            bare
            columns={[
              {
                id: "home",
                header: t("simulation.home"),
                cell: ({ building, unitNumber }) => `${building} ${unitNumber}`,
                sortBy: ({ id }) => id,
              },
              { id: "account", header: t("simulation.account"), cell: ({ account }) => account, sortBy: ({ account }) => account },
              {
                id: "before",
                header: t("simulation.before"),
                cell: ({ beforeFen }) => <Money fen={beforeFen} />,
                align: "right",
                sortBy: ({ beforeFen }) => beforeFen,
              },
              {
                id: "after",
                header: t("simulation.after"),
                cell: ({ afterFen }) => <Money fen={afterFen} />,
                align: "right",
                sortBy: ({ afterFen }) => afterFen,
              },
              {
                id: "change",
                header: t("simulation.change"),
                cell: ({ beforeFen, afterFen }) => signed(afterFen - beforeFen),
                align: "right",
                sortBy: ({ beforeFen, afterFen }) => afterFen - beforeFen,
              },
            ]}
            rows={moved}
            rowId={({ id }) => id}
            card={({ building, unitNumber, account, beforeFen, afterFen }) => ({
              title: `${building} ${unitNumber}`,
              amount: { label: t("simulation.change"), value: signed(afterFen - beforeFen) },
              lines: [account, t("simulation.fromTo", { before: moneyAlone(beforeFen), after: moneyAlone(afterFen) })],
            })}
          />
        </Panel>
      )}
    </>
  );
}

const fromTo = (before: number, after: number) => (before === after ? `${after}` : `${before} → ${after}`);

function Figure({ label, before, after }: { label: string; before: number; after: number }) {
  const t = useT();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{signedAlone(after - before)}</b>
        <small>{t("simulation.fromTo", { before: moneyAlone(before), after: moneyAlone(after) })}</small>
      </dd>
    </div>
  );
}
