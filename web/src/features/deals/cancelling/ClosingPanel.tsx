import { Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { ChangeEffect, DealDetail } from "../../../api/deals";
import { useT } from "../../../i18n/useT";
import { dayOf, money } from "../../../lib/format";
import { DateInput } from "../../../ui/DateInput";
import { Finding } from "../../../ui/Finding";
import { MoneyInput } from "../../../ui/inputs";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { problemWords } from "../../../ui/problemWords";
import { SettledRemedy } from "../../asking/SettledRemedy";
import dealStyles from "../deals.module.css";
import styles from "../effect/effect.module.css";
import { LateReason } from "../LateReason";
import { Line } from "../PricePanel";
import { homeOf } from "../words";
import { ownMoneyOf } from "./refund";

/** What is typed of a cancellation beside its day. */
export interface Closing {
  forfeitedFen: number | null;
  why: string;
  reason: string;
}

interface ClosingPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
  effect: ChangeEffect | null;
  cancelledOn: string;
  onDay: (day: string | null) => void;
  closing: Closing;
  onChange: (change: Partial<Closing>) => void;
  /** What goes back; null while it is not known. */
  refundFen: number | null;
  isLate: boolean;
  failure: unknown;
  /** Where its signed paper is taken. */
  document: ReactNode;
  buttons: ReactNode;
}

/** The settling up of one home: what came in, what is kept of it, what goes back, and why. */
export function ClosingPanel(props: ClosingPanelProps) {
  const { campaign, deal, effect, cancelledOn, onDay, closing, onChange, refundFen, isLate, failure, document, buttons } = props;
  const t = useT();
  const ownFen = effect && ownMoneyOf(effect);
  const payableFen = effect?.own.beforeFen ?? null;
  const isTooMuch = ownFen !== null && closing.forfeitedFen !== null && closing.forfeitedFen > ownFen;

  return (
    <Panel title={t("deals.cancelling.closing", { home: homeOf(deal) })}>
      <div className={styles.closing}>
        <DateInput
          label={t("deals.cancelledOn")}
          min={deal.signedOn ?? deal.subscribedOn}
          max={dayOf(new Date(), campaign.zone)}
          value={cancelledOn}
          onChange={onDay}
        />
        <div>
          <Line label={t("deals.cancelling.held")} fen={effect?.heldFen ?? null} />
          {effect !== null && effect.setOffFen > 0 && (
            <Line label={t("deals.cancelling.setOff")} proof={t("deals.cancelling.setOffWhy")} fen={-effect.setOffFen} />
          )}
          {payableFen !== null && <Line label={t("deals.payable")} fen={payableFen} />}
          {payableFen !== null && <Line label={t("deals.cancelling.writtenOff")} proof={t("deals.cancelling.toZero")} fen={-payableFen} />}
        </div>
        {ownFen !== 0 && (
          <MoneyInput
            label={t("deals.cancelling.forfeit")}
            hint={t("deals.cancelling.forfeitHint")}
            error={isTooMuch ? t("deals.cancelling.tooMuch") : undefined}
            value={closing.forfeitedFen}
            onChange={(forfeitedFen) => onChange({ forfeitedFen })}
          />
        )}
        <div>
          <div className={`${dealStyles.line} ${dealStyles.total}`}>
            <span>{t("deals.cancelling.refund")}</span>
            <Money fen={refundFen} alone size="large" />
          </div>
          {refundFen !== null && ownFen !== null && (
            <p className={dealStyles.why}>
              {t("deals.cancelling.refundHint", { held: money(ownFen), forfeited: money(closing.forfeitedFen ?? 0) })}
            </p>
          )}
        </div>
        <Textarea
          label={t("deals.cancelling.why")}
          maxLength={500}
          rows={2}
          value={closing.why}
          onChange={({ currentTarget }) => onChange({ why: currentTarget.value })}
        />
        {document}
        <LateReason
          shown={isLate}
          field={{
            value: closing.reason,
            onChange: (event: { currentTarget: { value: string } }) => onChange({ reason: event.currentTarget.value }),
          }}
        />
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)} <SettledRemedy failure={failure} campaign={campaign.id} engagement={deal.engagementId} />
          </Finding>
        )}
        {buttons && <div className={styles.buttons}>{buttons}</div>}
      </div>
    </Panel>
  );
}
