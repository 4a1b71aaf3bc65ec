import { Button, Checkbox } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { confirmMoney, type DealDetail, type LedgerEntry, refuseMoney } from "../../../api/deals";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { moneyAlone } from "../../../lib/format";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { problemWords } from "../../../ui/problemWords";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { DocumentField } from "../../approvals/DocumentField";
import { usePaper } from "../../approvals/usePaper";
import { added, countedWords } from "../../desk/picking";
import styles from "../deals.module.css";
import { useDealAct } from "../queries";
import { homeOf } from "../words";
import { RefusalDialog } from "./RefusalDialog";
import type { Waiting } from "./waiting";

interface ConfirmingDialogProps {
  deal: DealDetail;
  waiting: Waiting;
  onClose: () => void;
}

/** The agency's finance confirms what it has seen of a deal: the signing and money, several at once. */
export default function ConfirmingDialog({ deal, waiting, onClose }: ConfirmingDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useDealAct(deal.campaignId);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const paper = usePaper();
  const [refusing, setRefusing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const home = homeOf(deal);
  const signing = waiting.signing && !left.has(deal.id);
  const entries = waiting.entries.filter(({ id }) => !left.has(id));
  const n = entries.length + (signing ? 1 : 0);
  const toggle = (id: string) =>
    setLeft((before) => new Set(before.has(id) ? [...before].filter((other) => other !== id) : [...before, id]));
  const words = ({ kind, item, amountFen, onDay }: LedgerEntry) =>
    dotted([t(`deals.ledger.kind.${kind}`), t(`deals.ledger.item.${item}`), moneyAlone(amountFen), onDay], language);

  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    if (n === 0 || !paper.isReady()) return;
    setBusy(true);
    setFailure(null);
    try {
      await act(() =>
        confirmMoney(tenant, deal.campaignId, {
          deals: signing ? [deal.id] : [],
          entries: entries.map(({ id }) => id),
          versions: signing ? [deal.version] : [],
          ...paper.named,
        }),
      );
      toast(t("deals.confirming.done", { home, n }));
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  const refuse = async (reason: string) => {
    await act(() =>
      refuseMoney(tenant, deal.campaignId, {
        deals: signing ? [deal.id] : [],
        entries: entries.map(({ id }) => id),
        versions: signing ? [deal.version] : [],
        reason,
      }),
    );
    toast(t("desk.refusing.done", { n }));
  };
  const what = countedWords(t, language, added(signing ? [deal.contractPriceFen ?? 0] : [], entries));
  const lines = [
    ...(signing ? [dotted([home, t("desk.signing"), moneyAlone(deal.contractPriceFen ?? 0)], language)] : []),
    ...entries.map((entry) => dotted([home, words(entry)], language)),
  ];

  if (refusing) return <RefusalDialog n={n} what={what} lines={lines} onRefuse={refuse} onClose={onClose} />;
  return (
    <Dialog opened onClose={onClose} title={t("deals.confirming.title", { home })}>
      <form onSubmit={confirm} noValidate className={styles.form}>
        <p className={styles.why}>{t("deals.confirming.say")}</p>
        <fieldset className={styles.checks}>
          <legend>{t("deals.confirming.seen")}</legend>
          {waiting.signing && (
            <Checkbox
              checked={signing}
              onChange={() => toggle(deal.id)}
              label={t("deals.confirming.signing", {
                day: deal.signedOn ?? "",
                number: deal.contractNumber ?? "",
                amount: moneyAlone(deal.contractPriceFen ?? 0),
              })}
            />
          )}
          {waiting.entries.map((entry) => (
            <Checkbox key={entry.id} checked={!left.has(entry.id)} onChange={() => toggle(entry.id)} label={words(entry)} />
          ))}
        </fieldset>
        <DocumentField label={t("deals.confirming.document")} hint={t("deals.confirming.documentHint")} agency={tenant} {...paper.field} />
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton reason={n > 0 ? null : t("desk.refusing.none")} onClick={() => setRefusing(true)}>
            {t("desk.refusing.act", { what })}
          </ReasonedButton>
          <ReasonedButton type="submit" variant="filled" loading={busy} reason={n > 0 ? null : t("deals.confirming.none")}>
            {t("deals.confirming.actOf", { home, n })}
          </ReasonedButton>
        </div>
      </form>
    </Dialog>
  );
}
