import { Textarea, TextInput } from "@mantine/core";
import { useRef, useState } from "react";
import type { DeskPlace } from "../../api/desk";
import { actOnEarnest, type EarnestDeposit, refundEarnest } from "../../api/earnest";
import { fileDoorOf } from "../../api/files";
import { useT } from "../../i18n/useT";
import { dayOf, moneyAlone } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { DateInput } from "../../ui/DateInput";
import { toast } from "../../ui/toast";
import { DocumentField } from "../approvals/DocumentField";
import { usePaper } from "../approvals/usePaper";
import { useEarnestAct } from "./queries";
import type { DepositAct } from "./words";

interface DepositDialogProps {
  act: DepositAct;
  deposit: EarnestDeposit;
  at: DeskPlace;
  campaign: { zone: string };
  onClose: () => void;
}

/** Asks before anything is done about earnest money, for the reason or the paper that it needs; the amount stands in the button. */
export default function DepositDialog({ act, deposit, at, campaign, onClose }: DepositDialogProps) {
  const t = useT();
  const run = useEarnestAct(at);
  const key = useRef(crypto.randomUUID());
  const paper = usePaper();
  const today = dayOf(new Date(), campaign.zone);
  const [reason, setReason] = useState("");
  const [on, setOn] = useState<string | null>(today);
  const [number, setNumber] = useState("");
  const [tried, setTried] = useState(false);
  const amount = moneyAlone(deposit.amountFen);
  const name = deposit.leadName ?? t("earnest.erased");
  const needsReason = act === "withdrawal" || act === "refusal" || act === "refund-request";
  const isWhole = act === "refund" ? on !== null && number.trim() !== "" : !needsReason || reason.trim() !== "";

  const confirm = async () => {
    try {
      await run(() =>
        act === "refund"
          ? refundEarnest(at, deposit.id, { refundedOn: on ?? today, documentNumber: number.trim(), ...paper.named }, key.current)
          : actOnEarnest(at, deposit.id, act, needsReason ? { reason: reason.trim() } : null, key.current),
      );
    } catch (error) {
      key.current = crypto.randomUUID();
      throw error;
    }
    toast(t(`earnest.done.${act}`, { amount }));
  };

  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`earnest.title.${act}`, { name })}
      act={t(`earnest.act.${act}`, { amount })}
      danger={act !== "keeping" && act !== "confirmation" && act !== "refund"}
      ready={() => {
        setTried(true);
        return isWhole && paper.isReady();
      }}
      onConfirm={confirm}
    >
      <p>{t(`earnest.say.${act}`, { amount, number: deposit.documentNumber, day: deposit.paidOn })}</p>
      {needsReason && (
        <Textarea
          label={t("earnest.reason")}
          maxLength={200}
          rows={2}
          required
          value={reason}
          error={tried && !reason.trim() ? t("earnest.missing") : null}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      {act === "refund" && (
        <>
          <DateInput
            label={t("earnest.refundedOn")}
            value={on}
            max={today}
            error={tried && on === null ? t("earnest.missing") : null}
            onChange={setOn}
          />
          <TextInput
            label={t("earnest.refundNumber")}
            maxLength={40}
            required
            autoComplete="off"
            value={number}
            error={tried && !number.trim() ? t("earnest.missing") : null}
            onChange={({ currentTarget }) => setNumber(currentTarget.value)}
          />
          <DocumentField label={t("earnest.slipOptional")} hint={t("earnest.slipHint")} {...fileDoorOf(at)} {...paper.field} />
        </>
      )}
    </ConfirmDialog>
  );
}
