import type { RewardEntry } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { DataTable } from "../../ui/DataTable";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { homeOf, inOrder } from "./words";

type Line = Pick<RewardEntry, "id" | "building" | "unitNumber" | "kind" | "successOn" | "claimableFrom" | "amountFen">;

/** What a claim is made of, home by home. */
export function ClaimLines({ entries }: { entries: readonly Line[] }) {
  const t = useT();
  return (
    <Panel title={t("rewards.lines")} flush>
      <DataTable
        label={t("rewards.lines")}
        rows={inOrder(entries)}
        rowId={({ id }) => id}
        bare
        columns={[
          { id: "home", header: t("rewards.home"), cell: (entry) => homeOf(entry) },
          { id: "kind", header: t("rewards.kind"), cell: ({ kind }) => t(`rewards.kind.${kind}`) },
          { id: "success", header: t("rewards.successOn"), cell: ({ successOn }) => successOn ?? NOTHING },
          { id: "from", header: t("rewards.claimableFrom"), cell: ({ claimableFrom }) => claimableFrom ?? NOTHING },
          { id: "amount", header: t("rewards.amountYuan"), cell: ({ amountFen }) => <Money fen={amountFen} />, align: "right" },
        ]}
        card={(entry) => ({
          title: homeOf(entry),
          amount: { label: t(`rewards.kind.${entry.kind}`), value: <Money fen={entry.amountFen} alone /> },
          lines: [t("rewards.entryDays", { success: entry.successOn ?? NOTHING, from: entry.claimableFrom ?? NOTHING })],
        })}
      />
    </Panel>
  );
}
