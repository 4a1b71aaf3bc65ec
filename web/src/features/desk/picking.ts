import type { Waiting } from "../../api/desk";
import type { Language } from "../../api/session";
import type { Translate } from "../../i18n/messages";
import { dotted } from "../../lib/dotted";
import { listed, moneyAlone } from "../../lib/format";

/** What was ticked on the desk: ids of deals whose signing waits, ids of lines of ledgers. */
export interface Picked {
  deals: ReadonlySet<string>;
  entries: ReadonlySet<string>;
}

export const NOTHING_PICKED: Picked = { deals: new Set(), entries: new Set() };

export interface PickedSums {
  n: number;
  signings: number;
  entries: number;
  signingsFen: number;
  /** What came in, went back and was kept, each apart: together they would mean nothing. */
  entriesFen: { kind: string; fen: number }[];
}

/** What was ticked and still waits, counted and added up. */
export function sumsOf({ signings, entries }: Pick<Waiting, "signings" | "entries">, picked: Picked): PickedSums {
  return added(
    signings.filter(({ dealId }) => picked.deals.has(dealId)).map(({ contractPriceFen }) => contractPriceFen),
    entries.filter(({ id }) => picked.entries.has(id)),
  );
}

/** @param contracts their prices */
export function added(contracts: number[], money: { kind: string; amountFen: number }[]): PickedSums {
  return {
    n: contracts.length + money.length,
    signings: contracts.length,
    entries: money.length,
    signingsFen: contracts.reduce((sum, fen) => sum + fen, 0),
    entriesFen: [...Map.groupBy(money, ({ kind }) => kind)].map(([kind, entries]) => ({
      kind,
      fen: entries.reduce((sum, { amountFen }) => sum + amountFen, 0),
    })),
  };
}

/** The amounts of the money that was ticked: one where it all goes the same way, else each way by its name. */
export function entriesWords(t: Translate, language: Language, { entriesFen }: Pick<PickedSums, "entriesFen">): string {
  const [first, second] = entriesFen;
  if (!second) return moneyAlone(first?.fen ?? 0);
  return listed(
    entriesFen.map(({ kind, fen }) => `${t(`desk.kind.${kind as "receipt"}`)} ${moneyAlone(fen)}`),
    language,
  );
}

/** All that was ticked, in words: contracts and money are counted apart. */
export function countedWords(t: Translate, language: Language, sums: PickedSums): string {
  const { signings, signingsFen, entries } = sums;
  const parts = [
    ...(signings > 0 ? [t("desk.counted", { what: t("desk.signingsN", { n: signings }), amount: moneyAlone(signingsFen) })] : []),
    ...(entries > 0 ? [t("desk.counted", { what: t("desk.entriesN", { n: entries }), amount: entriesWords(t, language, sums) })] : []),
  ];
  return listed(parts, language);
}

/** What was ticked, line by line: which home, what of it, how much. */
export function pickedLines(
  t: Translate,
  language: Language,
  { signings, entries }: Pick<Waiting, "signings" | "entries">,
  picked: Picked,
): string[] {
  const line = ({ building, unitNumber }: { building: string; unitNumber: string }, ...words: string[]) =>
    dotted([`${building} ${unitNumber}`, ...words], language);
  return [
    ...signings
      .filter(({ dealId }) => picked.deals.has(dealId))
      .map((signing) => line(signing, t("desk.signing"), moneyAlone(signing.contractPriceFen))),
    ...entries
      .filter(({ id }) => picked.entries.has(id))
      .map((entry) =>
        line(entry, t(`desk.kind.${entry.kind as "receipt"}`), t(`desk.item.${entry.item as "deposit"}`), moneyAlone(entry.amountFen)),
      ),
  ];
}

/** The set with one more or one less. */
export function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return next;
}
