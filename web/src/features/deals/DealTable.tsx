import type { Deal } from "../../api/deals";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { NOTHING } from "../../lib/format";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { buyersWords, homeOf, STATE_TONES } from "./words";

interface DealTableProps {
  rows: Deal[];
  hrefOf: (deal: Deal) => string;
}

/** Deals as rows: the home, whose account, the buyer, how it stands and what it costs. */
export function DealTable({ rows, hrefOf }: DealTableProps) {
  const t = useT();
  const language = useLanguage();
  const mark = ({ state, signingRefusedAt }: Deal) =>
    state === "subscribed" && signingRefusedAt !== null ? (
      <Mark tone="bad" sign={t("deals.refused.sign")} word={t("deals.refused.word")} />
    ) : (
      <Mark tone={STATE_TONES[state]} sign={t(`deals.sign.${state}`)} word={t(`deals.state.${state}`)} />
    );
  const account = ({ accountName }: Deal) => accountName ?? t("deals.channel");
  const payable = (deal: Deal) => deal.price?.payableFen ?? null;
  const columns: Column<Deal>[] = [
    { id: "home", header: t("deals.home"), cell: (deal) => <span className="nowrap">{homeOf(deal)}</span> },
    { id: "account", header: t("deals.account"), cell: account },
    { id: "buyer", header: t("deals.buyer"), cell: (deal) => <span className="nowrap">{buyersWords(t, deal)}</span> },
    { id: "state", header: t("deals.stateHead"), cell: mark },
    { id: "subscribed", header: t("deals.subscribedOn"), cell: ({ subscribedOn }) => <span className="nowrap">{subscribedOn}</span> },
    { id: "signed", header: t("deals.signedOn"), cell: ({ signedOn }) => <span className="nowrap">{signedOn ?? NOTHING}</span> },
    { id: "list", header: t("deals.listYuan"), cell: ({ listPriceFen }) => <Money fen={listPriceFen} />, align: "right" },
    { id: "contract", header: t("deals.contractYuan"), cell: ({ contractPriceFen }) => <Money fen={contractPriceFen} />, align: "right" },
    { id: "payable", header: t("deals.payableYuan"), cell: (deal) => <Money fen={payable(deal)} />, align: "right" },
  ];

  return (
    <DataTable
      label={t("deals.title")}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={hrefOf}
      card={(deal) => ({
        title: homeOf(deal),
        mark: mark(deal),
        amount:
          payable(deal) === null
            ? { label: t("deals.listPrice"), value: <Money fen={deal.listPriceFen} alone /> }
            : { label: t("deals.payable"), value: <Money fen={payable(deal)} alone /> },
        lines: [dotted([account(deal), buyersWords(t, deal)], language), daysWords(deal)],
      })}
    />
  );

  function daysWords({ state, subscribedOn, signedOn, cancelledOn }: Deal): string {
    if (state === "cancelled") return t("deals.cancelledOnDay", { day: cancelledOn ?? "" });
    return signedOn === null ? t("deals.subscribedOnDay", { day: subscribedOn }) : t("deals.signedOnDay", { day: signedOn });
  }
}
