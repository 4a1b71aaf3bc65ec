import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { confirmWaiting, type DeskPlace, payFromDesk, refuseWaiting, type Waiting } from "../../api/desk";
import { fileDoorOf } from "../../api/files";
import { paths } from "../../app/paths";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayInCampaign, dayOf, moneyAlone } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { PrintIcon } from "../../ui/icons";
import { Panel } from "../../ui/Panel";
import { toast } from "../../ui/toast";
import { DocumentField } from "../approvals/DocumentField";
import { DocumentLink } from "../approvals/DocumentLink";
import { usePaper } from "../approvals/usePaper";
import { RefusalDialog } from "../deals/ledger/RefusalDialog";
import { EarnestDesk } from "../earnest/EarnestDesk";
import { ClaimTable } from "../rewards/ClaimTable";
import { PayForm } from "../rewards/PayForm";
import { ActsBar } from "./ActsBar";
import { Differences } from "./Differences";
import styles from "./desk.module.css";
import { PaidClaims } from "./PaidClaims";
import { PapersLink } from "./PapersLink";
import { PaymentSheet } from "./PaymentSheet";
import { PickList } from "./PickList";
import { downloadPayments } from "./payments";
import { countedWords, entriesWords, NOTHING_PICKED, type Picked, pickedLines, sumsOf, toggled } from "./picking";
import { useDeskAct } from "./queries";
import { Settlements } from "./Settlements";
import { ConfirmedSignings, RefusedSignings } from "./Signings";
import { WeighedEntry, WeighedSigning } from "./Weighed";

interface DeskProps {
  /** Whose finance records how a difference reached its buyer. */
  agencyName: string;
  at: DeskPlace;
  waiting: Waiting;
  campaign: { zone: string; startsOn: string; endsOn: string };
  /** Project and campaign, on the payment list. */
  heading: string;
  readOnly: boolean;
}

/** What waits for finance: signings and money to confirm, claims to pay, and the list of payments. */
export function Desk({ at, agencyName, waiting, campaign, heading, readOnly }: DeskProps) {
  const t = useT();
  const language = useLanguage();
  const act = useDeskAct(at);
  const key = useRef(crypto.randomUUID());
  const [picked, setPicked] = useState<Picked>(NOTHING_PICKED);
  const [confirming, setConfirming] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const paper = usePaper();
  const door = fileDoorOf(at);
  const [paying, setPaying] = useState<Waiting["claims"][number] | null>(null);
  const [unwritten, setUnwritten] = useState(false);
  const sums = sumsOf(waiting, picked);
  const { claims } = waiting;
  const what = countedWords(t, language, sums);
  const entriesAmount = entriesWords(t, language, sums);
  const home = ({ building, unitNumber }: { building: string; unitNumber: string }) => `${building} ${unitNumber}`;

  const named = () => {
    const signings = waiting.signings.filter(({ dealId }) => picked.deals.has(dealId));

    return {
      deals: signings.map(({ dealId }) => dealId),
      versions: signings.map(({ version }) => version),
      entries: waiting.entries.flatMap(({ id }) => (picked.entries.has(id) ? [id] : [])),
    };
  };
  const confirm = async () => {
    try {
      await act(() => confirmWaiting(at, { ...named(), ...paper.named }, key.current));
    } finally {
      key.current = crypto.randomUUID();
    }
    setPicked(NOTHING_PICKED);
    toast(t("desk.confirmed", { n: sums.n }));
  };

  const refuse = async (reason: string) => {
    try {
      await act(() => refuseWaiting(at, { ...named(), reason }, key.current));
    } finally {
      key.current = crypto.randomUUID();
    }
    setPicked(NOTHING_PICKED);
    toast(t("desk.refusing.done", { n: sums.n }));
  };

  return (
    <>
      <div className={styles.screen}>
        {waiting.more && (
          <div className={styles.gap}>
            <Finding kind="remark">{t("desk.more")}</Finding>
          </div>
        )}
        <PickList
          anchor="signings"
          title={t("desk.signings")}
          empty={t("desk.noSignings")}
          rows={waiting.signings.map((signing) => ({
            id: signing.dealId,
            title: home(signing),
            line: dotted([t("desk.signedOn", { day: signing.signedOn }), signing.contractNumber, signing.sellerName], language),
            fen: signing.contractPriceFen,
            weighed: <WeighedSigning signing={signing} />,
          }))}
          picked={picked.deals}
          onToggle={(id) => setPicked({ ...picked, deals: toggled(picked.deals, id) })}
          onAll={(deals) => setPicked({ ...picked, deals })}
          readOnly={readOnly}
        />
        <PickList
          anchor="entries"
          title={t("desk.entries")}
          empty={t("desk.noEntries")}
          rows={waiting.entries.map((entry) => ({
            id: entry.id,
            title: dotted([home(entry), t(`desk.kind.${entry.kind as "receipt"}`), t(`desk.item.${entry.item as "deposit"}`)], language),
            line: dotted([entry.onDay, t("desk.reportedBy", { name: entry.reportedByName })], language),
            fen: entry.amountFen,
            weighed: <WeighedEntry entry={entry} entries={waiting.entries} />,
            paper: (entry.document || (at.kind === "developer" && entry.kind === "refund")) && (
              <>
                {entry.document && <DocumentLink {...door} file={entry.document} what={t("desk.slip")} />}
                {at.kind === "developer" && entry.kind === "refund" && <PapersLink at={at} dealId={entry.dealId} home={home(entry)} />}
              </>
            ),
          }))}
          picked={picked.entries}
          onToggle={(id) => setPicked({ ...picked, entries: toggled(picked.entries, id) })}
          onAll={(entries) => setPicked({ ...picked, entries })}
          readOnly={readOnly}
        />
        {!readOnly && waiting.signings.length + waiting.entries.length > 0 && (
          <ActsBar
            n={sums.n}
            what={what}
            onConfirm={() => {
              paper.reset();
              setConfirming(true);
            }}
            onRefuse={() => setRefusing(true)}
          />
        )}
        <EarnestDesk at={at} campaign={campaign} readOnly={readOnly} />
        {waiting.refused.length > 0 && <RefusedSignings at={at} refused={waiting.refused} zone={campaign.zone} />}
        <Settlements at={at} settlements={waiting.settlements} />
        <Differences at={at} agencyName={agencyName} />
        {at.kind === "agency" && waiting.payments.length > 0 && (
          <Panel title={t("desk.payments")} note={t("desk.paymentsNote")} sticky flush>
            <ul className={styles.rows}>
              {waiting.payments.map((payment) => (
                <li key={payment.dealId} className={styles.row}>
                  <span className={styles.words}>
                    <Link href={paths.deal(at.tenant, at.campaign, payment.dealId)} className={styles.link}>
                      {home(payment)}
                    </Link>
                    <small>
                      {dotted(
                        [t("desk.payBy", { day: payment.payBy }), t("desk.signedOn", { day: payment.signedOn }), payment.sellerName],
                        language,
                      )}
                    </small>
                  </span>
                  <span>{t("desk.short", { amount: moneyAlone(payment.shortFen) })}</span>
                </li>
              ))}
            </ul>
          </Panel>
        )}
        <Panel
          title={t("desk.claims")}
          anchor="claims"
          sticky
          flush
          actions={
            claims.length > 0 && (
              <>
                <Button size="xs" onClick={() => downloadPayments(t, heading, claims).catch(() => setUnwritten(true))}>
                  {t("desk.list.xlsx")}
                </Button>
                <Button size="xs" leftSection={<PrintIcon />} onClick={() => window.print()}>
                  {t("desk.list.print")}
                </Button>
              </>
            )
          }
        >
          {unwritten && <Finding kind="error">{t("desk.list.failed")}</Finding>}
          {claims.length === 0 ? (
            <p className={styles.empty}>{t("desk.noClaims")}</p>
          ) : at.kind === "agency" ? (
            <ClaimTable
              label={t("desk.claims")}
              rows={claims}
              zone={campaign.zone}
              href={({ id }) => paths.claim(at.tenant, at.campaign, id)}
              bare
            />
          ) : (
            <ul className={styles.rows}>
              {claims.map((claim) => (
                <li key={claim.id} className={styles.row}>
                  <span className={styles.words}>
                    <Link href={paths.developerClaim(at.tenant, at.agency, at.campaign, claim.id)} className={styles.link}>
                      {dotted([claim.accountName ?? t("rewards.channel"), claim.personName ?? t("rewards.erased")], language)}
                    </Link>
                    <small>{t("desk.handed", { claimed: claim.claimedByName, approved: claim.approvedByName ?? "" })}</small>
                  </span>
                  <Button onClick={() => setPaying(claim)}>{t("desk.pay", { amount: moneyAlone(claim.grossFen) })}</Button>
                </li>
              ))}
            </ul>
          )}
        </Panel>
        {!readOnly && <ConfirmedSignings at={at} zone={campaign.zone} />}
        {at.kind === "developer" && <PaidClaims at={at} />}
      </div>
      {claims.length > 0 && <PaymentSheet heading={heading} claims={claims} zone={campaign.zone} />}
      <ConfirmDialog
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={t("desk.confirmTitle", { n: sums.n })}
        act={t("desk.confirm", { what })}
        ready={paper.isReady}
        onConfirm={confirm}
      >
        <div className={styles.form}>
          <p>{t("desk.confirmSay")}</p>
          <dl className={styles.sums}>
            {sums.signings > 0 && (
              <div>
                <dt>{t("desk.signingsN", { n: sums.signings })}</dt>
                <dd>{moneyAlone(sums.signingsFen)}</dd>
              </div>
            )}
            {sums.entries > 0 && (
              <div>
                <dt>{t("desk.entriesN", { n: sums.entries })}</dt>
                <dd>{entriesAmount}</dd>
              </div>
            )}
          </dl>
          <DocumentField label={t("desk.document")} hint={t("desk.documentHint")} {...door} {...paper.field} />
        </div>
      </ConfirmDialog>
      {refusing && (
        <RefusalDialog
          n={sums.n}
          what={what}
          lines={pickedLines(t, language, waiting, picked)}
          onRefuse={refuse}
          onClose={() => setRefusing(false)}
        />
      )}
      {paying && (
        <Dialog opened onClose={() => setPaying(null)} title={t("desk.payTitle", { name: paying.personName ?? t("rewards.erased") })}>
          <PayForm
            claim={paying}
            today={dayOf(new Date(), campaign.zone)}
            begin={dayInCampaign(campaign, new Date(), paying.approvedAt && dayOf(paying.approvedAt, campaign.zone))}
            ownDeals={paying.ownDeals.map(({ dealId, ...home }) => ({ id: dealId, ...home }))}
            door={door}
            onCancel={() => setPaying(null)}
            onPay={async (payment, payKey) => {
              await act(() => payFromDesk(at, paying.id, payment, payKey));
              setPaying(null);
              toast(t("rewards.pay.done", { name: paying.personName ?? "", amount: moneyAlone(paying.grossFen) }));
            }}
          />
        </Dialog>
      )}
    </>
  );
}
