import { Fragment } from "react";
import type { ListedDeal } from "../../api/deals";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf, NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { buyersWords, homeOf, STATE_TONES } from "./words";

interface DealTableProps {
  rows: ListedDeal[];
  hrefOf: (deal: ListedDeal) => string;
  /** Whose today a day is over by. */
  zone: string;
  order: { sort: string; way: "asc" | "desc"; onSort: (sort: string) => void };
}

/** Deals as rows: the home, whose account, the buyer, how it stands, what it costs and what of that is still to come. */
export function DealTable({ rows, hrefOf, zone, order }: DealTableProps) {
  const t = useT();
  const language = useLanguage();
  const mark = ({ state, signingRefusedAt }: ListedDeal) =>
    state === "subscribed" && signingRefusedAt !== null ? (
      <Mark tone="bad" sign={t("deals.refused.sign")} word={t("deals.refused.word")} />
    ) : (
      <Mark tone={STATE_TONES[state]} sign={t(`deals.sign.${state}`)} word={t(`deals.state.${state}`)} />
    );
  const account = ({ accountName }: ListedDeal) => accountName ?? t("deals.channel");
  const payable = (deal: ListedDeal) => deal.price?.payableFen ?? null;
  const today = dayOf(new Date(), zone);
  const nextDue = ({ nextDueOn }: ListedDeal) => {
    if (nextDueOn === null) return null;
    if (nextDueOn >= today) return <span className="nowrap">{nextDueOn}</span>;
    return <Mark tone="bad" sign={t("deals.nextDueSign")} word={nextDueOn} />;
  };
  const columns: Column<ListedDeal>[] = [
    { id: "home", header: t("deals.home"), cell: (deal) => <span className="nowrap">{homeOf(deal)}</span>, sort: "unit" },
    { id: "account", header: t("deals.account"), cell: account },
    { id: "buyer", header: t("deals.buyer"), cell: (deal) => <span className="nowrap">{buyersWords(t, deal)}</span> },
    { id: "state", header: t("deals.stateHead"), cell: mark },
    {
      id: "subscribed",
      header: t("deals.subscribedOn"),
      cell: ({ subscribedOn }) => <span className="nowrap">{subscribedOn}</span>,
      sort: "subscribed",
    },
    { id: "payable", header: t("deals.payableYuan"), cell: (deal) => <Money fen={payable(deal)} />, align: "right", sort: "payable" },
    { id: "due", header: t("deals.dueYuan"), cell: ({ dueFen }) => <Money fen={dueFen} />, align: "right", sort: "due" },
    { id: "next", header: t("deals.nextDue"), cell: (deal) => nextDue(deal) ?? <span className="dim">{NOTHING}</span> },
  ];

  return (
    <DataTable
      label={t("deals.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={hrefOf}
      order={order}
      card={(deal) => ({
        title: homeOf(deal),
        mark: mark(deal),
        amount: amountOf(deal),
        lines: [
          dotted([account(deal), buyersWords(t, deal)], language),
          <Fragment key="days">
            <span>{daysWords(deal)}</span>
            {deal.nextDueOn !== null && (
              <span>{t(deal.nextDueOn < today ? "deals.nextDueOver" : "deals.nextDueOn", { day: deal.nextDueOn })}</span>
            )}
          </Fragment>,
        ],
      })}
    />
  );

  function amountOf(deal: ListedDeal) {
    const { dueFen } = deal;
    if (dueFen === null) return { label: t("deals.listPrice"), value: <Money fen={deal.listPriceFen} alone /> };
    if (dueFen === 0) return { label: t("deals.dueNothing"), value: <Money fen={payable(deal)} alone /> };
    return { label: t(dueFen > 0 ? "deals.due" : "deals.dueBack"), value: <Money fen={Math.abs(dueFen)} alone /> };
  }

  function daysWords({ state, subscribedOn, signedOn, cancelledOn }: ListedDeal): string {
    if (state === "cancelled") return t("deals.cancelledOnDay", { day: cancelledOn ?? "" });
    return signedOn === null ? t("deals.subscribedOnDay", { day: subscribedOn }) : t("deals.signedOnDay", { day: signedOn });
  }
}
