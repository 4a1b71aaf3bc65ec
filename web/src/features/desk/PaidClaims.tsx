import type { DeskPlace } from "../../api/desk";
import type { Claim } from "../../api/rewards";
import { paths } from "../../app/paths";
import { useT } from "../../i18n/useT";
import { moneyAlone, NOTHING } from "../../lib/format";
import { maskedName } from "../../lib/masked";
import { DataTable } from "../../ui/DataTable";
import { LoadMore } from "../../ui/LoadMore";
import { Money } from "../../ui/Money";
import { Panel } from "../../ui/Panel";
import { LoadedPages } from "../../ui/states";
import styles from "./desk.module.css";
import { usePaidClaims } from "./queries";

/** 已付款: what a developer's finance has paid in a campaign; each opens with its receipt. */
export function PaidClaims({ at }: { at: DeskPlace }) {
  const t = useT();
  const claims = usePaidClaims(at);
  const day = ({ paidOn }: Claim) => paidOn ?? NOTHING;
  const account = ({ accountName }: Claim) => accountName ?? t("rewards.channel");
  const person = ({ personName }: Claim) => (personName === null ? t("rewards.erased") : maskedName(personName));
  const receipt = ({ receiptNumber }: Claim) => receiptNumber ?? NOTHING;

  return (
    <LoadedPages query={claims} what={t("desk.paid.notLoaded")}>
      {(rows) => (
        <Panel title={t("desk.paid.title")} sticky flush>
          {rows.length === 0 ? (
            <p className={styles.empty}>{t("desk.paid.none")}</p>
          ) : (
            <DataTable
              label={t("desk.paid.title")}
              rows={rows}
              rowId={({ id }) => id}
              href={({ id }) => paths.developerClaim(at.tenant, at.agency, at.campaign, id)}
              bare
              columns={[
                { id: "receipt", header: t("rewards.pay.receipt"), cell: (claim) => <span className="nowrap">{receipt(claim)}</span> },
                { id: "day", header: t("rewards.pay.day"), cell: (claim) => <span className="nowrap">{day(claim)}</span> },
                { id: "account", header: t("rewards.account"), cell: account },
                { id: "person", header: t("rewards.person"), cell: (claim) => <span className="nowrap">{person(claim)}</span> },
                { id: "by", header: t("desk.paid.by"), cell: ({ paidByName }) => paidByName },
                { id: "cash", header: t("desk.paid.cashYuan"), cell: ({ cashFen }) => <Money fen={cashFen ?? 0} />, align: "right" },
                { id: "gross", header: t("rewards.grossYuan"), cell: ({ grossFen }) => <Money fen={grossFen} />, align: "right" },
              ]}
              card={(claim) => ({
                title: account(claim),
                amount: { label: t("desk.paid.grossOf", { name: person(claim) }), value: <Money fen={claim.grossFen} alone /> },
                lines: [
                  t("rewards.receipt.number", { number: receipt(claim) }),
                  t("desk.paid.split", {
                    cash: moneyAlone(claim.cashFen ?? 0),
                    tax: moneyAlone(claim.taxFen ?? 0),
                    offset: moneyAlone(claim.offsetFen ?? 0),
                  }),
                  t("desk.paid.line", { day: day(claim), name: claim.paidByName ?? "" }),
                ],
              })}
            />
          )}
          {claims.hasNextPage && (
            <div className={styles.empty}>
              <LoadMore query={claims} shown={rows.length} />
            </div>
          )}
        </Panel>
      )}
    </LoadedPages>
  );
}
