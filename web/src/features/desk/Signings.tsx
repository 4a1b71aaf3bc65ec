import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { type ConfirmedSigning, type DeskPlace, unconfirmFromDesk, type Waiting } from "../../api/desk";
import { paths } from "../../app/paths";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { moneyAlone, tableTime } from "../../lib/format";
import { LoadMore } from "../../ui/LoadMore";
import { Panel } from "../../ui/Panel";
import { LoadedPages } from "../../ui/states";
import { toast } from "../../ui/toast";
import { UnconfirmDialog } from "../deals/ledger/UnconfirmDialog";
import styles from "./desk.module.css";
import { PapersLink } from "./PapersLink";
import { useConfirmed, useDeskAct } from "./queries";

const homeOf = ({ building, unitNumber }: { building: string; unitNumber: string }) => `${building} ${unitNumber}`;

interface RefusedSigningsProps {
  at: DeskPlace;
  refused: Waiting["refused"];
  zone: string;
}

/** 未獲確認的簽約: what finance refused and nobody has typed anew. */
export function RefusedSignings({ at, refused, zone }: RefusedSigningsProps) {
  const t = useT();
  return (
    <Panel title={t("desk.refused")} note={t("desk.refusedNote")} sticky flush>
      <ul className={styles.rows}>
        {refused.map(({ dealId, sellerName, refusedByName, refusedAt, why, ...home }) => (
          <li key={dealId} className={styles.row}>
            <span className={styles.words}>
              <Link href={paths.deal(at.tenant, at.campaign, dealId)} className={styles.link}>
                {homeOf(home)}
              </Link>
              <small>{t("desk.refusedBy", { name: refusedByName, time: tableTime(refusedAt, zone), why })}</small>
            </span>
            <span>{sellerName}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** 已確認的簽約: finance takes its yes to one back that it gave by mistake. */
export function ConfirmedSignings({ at, zone }: { at: DeskPlace; zone: string }) {
  const t = useT();
  const language = useLanguage();
  const confirmed = useConfirmed(at);
  const act = useDeskAct(at);
  const [undoing, setUndoing] = useState<ConfirmedSigning | null>(null);

  return (
    <>
      <LoadedPages query={confirmed} what={t("desk.confirmedNotLoaded")}>
        {(rows) =>
          rows.length > 0 && (
            <Panel title={t("desk.confirmedTitle")} note={t("desk.confirmedNote")} sticky flush>
              <ul className={styles.rows}>
                {rows.map((signing) => (
                  <li key={signing.id} className={styles.row}>
                    <span className={styles.words}>
                      <b>{dotted([homeOf(signing), moneyAlone(signing.contractPriceFen)], language)}</b>
                      <small>{dotted([t("desk.signedOn", { day: signing.signedOn }), signing.contractNumber], language)}</small>
                      <small>{t("desk.confirmedBy", { name: signing.confirmedByName, time: tableTime(signing.confirmedAt, zone) })}</small>
                      {at.kind === "developer" && <PapersLink at={at} dealId={signing.id} home={homeOf(signing)} />}
                    </span>
                    <Button
                      size="xs"
                      aria-label={t("desk.unconfirming.act", { home: homeOf(signing), amount: moneyAlone(signing.contractPriceFen) })}
                      onClick={() => setUndoing(signing)}
                    >
                      {t("desk.unconfirming.short")}
                    </Button>
                  </li>
                ))}
              </ul>
              {confirmed.hasNextPage && (
                <div className={styles.empty}>
                  <LoadMore query={confirmed} shown={rows.length} />
                </div>
              )}
            </Panel>
          )
        }
      </LoadedPages>
      {undoing && (
        <UnconfirmDialog
          home={homeOf(undoing)}
          amount={moneyAlone(undoing.contractPriceFen)}
          onConfirm={async (reason) => {
            await act(() => unconfirmFromDesk(at, undoing.id, reason));
            toast(t("desk.unconfirming.done", { home: homeOf(undoing) }));
          }}
          onClose={() => setUndoing(null)}
        />
      )}
    </>
  );
}
