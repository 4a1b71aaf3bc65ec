import type { Claim } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { type Column, DataTable } from "../../ui/DataTable";
import { Mark } from "../../ui/Mark";
import { Money } from "../../ui/Money";
import { CLAIM_TONES } from "./words";

interface ClaimTableProps {
  label: string;
  rows: Claim[];
  zone: string;
  href: (claim: Claim) => string;
  bare?: boolean;
}

/** Claims as rows: for whom, how much, how far it is and through whose hands. */
export function ClaimTable({ label, rows, zone, href, bare }: ClaimTableProps) {
  const t = useT();
  const account = ({ accountName }: Claim) => accountName ?? t("rewards.channel");
  const person = ({ personName }: Claim) => (personName === null ? t("rewards.erased") : maskedName(personName));
  const mark = ({ state }: Claim) => (
    <Mark tone={CLAIM_TONES[state]} sign={t(`rewards.claimSign.${state}`)} word={t(`rewards.claimState.${state}`)} />
  );
  const columns: Column<Claim>[] = [
    { id: "account", header: t("rewards.account"), cell: account },
    { id: "person", header: t("rewards.person"), cell: (claim) => <span className="nowrap">{person(claim)}</span> },
    { id: "state", header: t("rewards.stateHead"), cell: mark },
    { id: "claimed", header: t("rewards.claimedOn"), cell: ({ claimedAt }) => <span className="nowrap">{dayOf(claimedAt, zone)}</span> },
    { id: "by", header: t("rewards.claimedBy"), cell: ({ claimedByName }) => claimedByName },
    { id: "gross", header: t("rewards.grossYuan"), cell: ({ grossFen }) => <Money fen={grossFen} />, align: "right" },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      href={href}
      bare={bare}
      card={(claim) => ({
        title: account(claim),
        mark: mark(claim),
        amount: { label: person(claim), value: <Money fen={claim.grossFen} alone /> },
        lines: [t("rewards.claimedLine", { day: dayOf(claim.claimedAt, zone), name: claim.claimedByName })],
      })}
    />
  );
}
