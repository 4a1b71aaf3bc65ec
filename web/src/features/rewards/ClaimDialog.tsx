import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import type { EngagementPlace } from "../../api/engagements";
import { claimRewards, type Recipient } from "../../api/rewards";
import { useT } from "../../i18n/useT";
import { moneyAlone } from "../../lib/format";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useWitnesses } from "../organisations/queries";
import { useRewardAct } from "./queries";
import styles from "./rewards.module.css";

interface ClaimDialogProps {
  at: EngagementPlace;
  recipient: Recipient;
  amountFen: number;
  onClose: () => void;
}

/** 申請領獎: what was seen and who came along, before all that may be claimed is claimed. */
export default function ClaimDialog({ at, recipient, amountFen, onClose }: ClaimDialogProps) {
  const t = useT();
  const act = useRewardAct(at.campaign);
  const witnesses = useWitnesses();
  const key = useRef(crypto.randomUUID());
  const [card, setCard] = useState(false);
  const [permit, setPermit] = useState(false);
  const [witness, setWitness] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const name = recipient.personName ?? t("rewards.erased");
  const amount = moneyAlone(amountFen);
  const witnessWords = { label: t("rewards.claim.witness"), description: t("rewards.claim.witnessHint") };
  const left = [card, permit, witness !== ""].filter((seen) => !seen).length;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (left > 0) return;
    setBusy(true);
    setFailure(null);
    try {
      const wanted = { personId: recipient.personId, identityCardSeen: true, workPermitSeen: true, witnessId: witness } as const;
      await act(() => claimRewards(at, wanted, key.current));
      toast(t("rewards.claim.done", { name, amount }));
      onClose();
    } catch (error) {
      key.current = crypto.randomUUID();
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog opened onClose={onClose} title={t("rewards.claim.title", { name })}>
      <form onSubmit={send} noValidate className={styles.form}>
        <p>{t("rewards.claim.say", { amount })}</p>
        <Checkbox label={t("rewards.claim.card")} checked={card} onChange={({ currentTarget }) => setCard(currentTarget.checked)} />
        <Checkbox label={t("rewards.claim.permit")} checked={permit} onChange={({ currentTarget }) => setPermit(currentTarget.checked)} />
        <Loaded
          query={witnesses}
          what={t("rewards.claim.staffNotLoaded")}
          skeleton={<NativeSelect {...witnessWords} data={[t("common.loading")]} disabled />}
        >
          {(members) => (
            <NativeSelect
              {...witnessWords}
              value={witness}
              onChange={({ currentTarget }) => setWitness(currentTarget.value)}
              data={[{ value: "", label: t("rewards.claim.choose") }, ...members.map(({ id, name: label }) => ({ value: id, label }))]}
            />
          )}
        </Loaded>
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={left > 0 ? t("rewards.left", { n: left }) : null}>
            {t("rewards.claim.act", { name, amount })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
