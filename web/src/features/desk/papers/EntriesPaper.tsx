import type { DeskPlace, HandedDeal } from "../../../api/desk";
import { fileDoorOf } from "../../../api/files";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { type Column, DataTable } from "../../../ui/DataTable";
import { Mark } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { DocumentLink } from "../../approvals/DocumentLink";
import { LEDGER_TONES } from "../../deals/words";
import styles from "../desk.module.css";

type Entry = HandedDeal["entries"][number];

/** 收付: what is due, came in, went back or was kept, who reported and who decided, with the papers. */
export function EntriesPaper({ at, entries }: { at: DeskPlace; entries: Entry[] }) {
  const t = useT();
  const language = useLanguage();
  const kind = ({ kind, item }: Entry) => dotted([t(`desk.kind.${kind}`), t(`desk.item.${item as "deposit"}`)], language);
  const stateOf = ({ kind, state }: Entry) => (kind === "due" && state !== "withdrawn" ? "agreed" : state);
  const mark = (entry: Entry) => {
    const state = stateOf(entry);
    return (
      <Mark
        tone={state === "agreed" ? "info" : LEDGER_TONES[state]}
        sign={t(`deals.ledger.sign.${state}`)}
        word={t(`deals.ledger.state.${state}`)}
      />
    );
  };
  const amount = ({ kind, amountFen, state }: Entry, alone = false) => {
    const fen = <Money fen={kind === "refund" ? -amountFen : amountFen} alone={alone} />;
    return state === "refused" || state === "withdrawn" ? <s>{fen}</s> : fen;
  };
  const hands = (entry: Entry) => {
    const [name, decider, state] = [entry.reportedByName, entry.decidedByName ?? "", stateOf(entry)];
    if (state === "confirmed") return t("desk.papers.confirmedBy", { name, decider });
    return state === "refused" ? t("desk.papers.refusedBy", { name, decider }) : t("desk.papers.reportedBy", { name });
  };
  const papers = ({ document, confirmingDocument }: Entry) =>
    (document || confirmingDocument) && (
      <>
        {document && <DocumentLink {...fileDoorOf(at)} file={document} what={t("desk.slip")} />}
        {confirmingDocument && <DocumentLink {...fileDoorOf(at)} file={confirmingDocument} what={t("deals.ledger.confirmedWith")} />}
      </>
    );
  const columns: Column<Entry>[] = [
    { id: "day", header: t("desk.papers.day"), cell: ({ onDay }) => <span className="nowrap">{onDay}</span> },
    { id: "kind", header: t("deals.ledger.kindHead"), cell: kind },
    { id: "amount", header: t("deals.ledger.amountYuan"), align: "right", cell: (entry) => amount(entry) },
    {
      id: "state",
      header: t("desk.differences.state"),
      cell: (entry) => (
        <>
          {mark(entry)}
          <p className="sub">{hands(entry)}</p>
          {papers(entry)}
        </>
      ),
    },
  ];

  return (
    <Panel title={t("desk.papers.ledger")} flush>
      {entries.length === 0 ? (
        <p className={styles.empty}>{t("desk.papers.noLedger")}</p>
      ) : (
        <DataTable
          label={t("desk.papers.ledger")}
          rows={entries}
          rowId={({ id }) => id}
          columns={columns}
          bare
          card={(entry) => ({
            title: kind(entry),
            mark: mark(entry),
            amount: { label: entry.onDay, value: amount(entry, true) },
            lines: [hands(entry)],
            actions: papers(entry) || undefined,
          })}
        />
      )}
    </Panel>
  );
}
