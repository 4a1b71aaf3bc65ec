import { Button, NativeSelect } from "@mantine/core";
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import { type AssignTo, actOnLeads, type Bulk, type LostBecause, type NextKind, previewOnLeads } from "../../../api/leads";
import { useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dayOf, listed } from "../../../lib/format";
import { PREVIEW } from "../../../lib/useActing";
import { DateInput } from "../../../ui/DateInput";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { problemWords } from "../../../ui/problemWords";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { toast } from "../../../ui/toast";
import { AccountSelect } from "../AccountSelect";
import { AssignFields } from "../AssignFields";
import styles from "../leads.module.css";
import type { Selection } from "../list/useSelection";
import { useLeadAct } from "../queries";
import { LOST_REASONS, leadName, NEXT_KINDS } from "../words";
import { type BulkKind, bulkOf, refusedBy } from "./acts";

interface BulkDialogProps {
  kind: BulkKind;
  campaign: CampaignDetail;
  selection: Selection;
  onClose: () => void;
}

type Act = Bulk["act"];

/** One act on many: what it will do, whom it is refused for and why, and the way to leave those out. All or nothing. */
export default function BulkDialog({ kind, campaign, selection, onClose }: BulkDialogProps) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const run = useLeadAct(campaign.id);
  const at = { tenant, campaign: campaign.id };
  const key = useRef(crypto.randomUUID());
  const [to, setTo] = useState<AssignTo | null>(null);
  const [on, setOn] = useState<string | null>(null);
  const [step, setStep] = useState<NextKind>("call");
  const [because, setBecause] = useState<LostBecause>("not-interested");
  const [engagement, setEngagement] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const n = selection.picked.length;

  const act: Act | null = {
    assign: to && { kind: "assign" as const, to },
    "next-step": on ? { kind: "next-step" as const, on, step } : null,
    lose: { kind: "lose" as const, because },
    tag: { kind: "tag" as const, engagementId: engagement },
  }[kind];
  const bulk = act && n > 0 ? bulkOf(selection.picked, act) : null;
  const preview = useQuery({
    queryKey: ["agency", tenant, "campaigns", campaign.id, "leads", "bulk", bulk],
    queryFn: bulk ? ({ signal }) => previewOnLeads(at, bulk, signal) : skipToken,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
    meta: PREVIEW,
  });
  const refused = preview.data && bulk ? refusedBy(preview.data) : [];
  const without = new Set(refused.flatMap(({ ids }) => ids));
  const names = (ids: string[]) => {
    const known = selection.picked.filter(({ id }) => ids.includes(id)).map((lead) => leadName(t, lead));
    return listed(known.slice(0, 5), language);
  };
  const reason =
    n === 0
      ? t("leads.bulk.none")
      : act === null
        ? t(kind === "assign" ? "leads.assign.choose" : "leads.bulk.chooseDay")
        : without.size > 0
          ? t("leads.bulk.refused", { n: without.size })
          : preview.isFetching
            ? t("leads.bulk.checking")
            : null;

  const confirm = async () => {
    if (!bulk) return;
    setBusy(true);
    setFailure(null);
    try {
      await run(() => actOnLeads(at, bulk, key.current));
      toast(t(`leads.bulk.done.${kind}`, { n }));
      selection.clear();
      onClose();
    } catch (error) {
      key.current = crypto.randomUUID();
      setFailure(error);
      preview.refetch();
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={t(`leads.bulk.title.${kind}`, { n })}>
      <div className={styles.form}>
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        {kind === "assign" && <AssignFields onChange={setTo} />}
        {kind === "next-step" && (
          <div className={styles.pair}>
            <DateInput label={t("leads.step.on")} value={on} min={dayOf(new Date(), campaign.zone)} onChange={setOn} />
            <NativeSelect
              label={t("leads.step.kind")}
              value={step}
              onChange={({ currentTarget }) => setStep(currentTarget.value as NextKind)}
              data={NEXT_KINDS.map((value) => ({ value, label: t(`leads.next.${value}`) }))}
            />
          </div>
        )}
        {kind === "lose" && (
          <NativeSelect
            label={t("leads.lose.because")}
            value={because}
            onChange={({ currentTarget }) => setBecause(currentTarget.value as LostBecause)}
            data={LOST_REASONS.map((value) => ({ value, label: t(`leads.lost.${value}`) }))}
          />
        )}
        {kind === "tag" && (
          <AccountSelect campaign={campaign} label={t("leads.column.account")} value={engagement} onChange={setEngagement} />
        )}
        {preview.isError && bulk && (
          <Finding kind="error" announce="alert">
            {problemWords(t, preview.error)}
          </Finding>
        )}
        {refused.length > 0 && (
          <Finding
            kind="remark"
            announce="status"
            remedies={
              without.size < n && (
                <Button size="xs" onClick={() => selection.keep(({ id }) => !without.has(id))}>
                  {t("leads.bulk.leaveOut", { n: n - without.size })}
                </Button>
              )
            }
          >
            <ul className={styles.lines}>
              {refused.map(({ code, ids }) => (
                <li key={code}>{t(`leads.bulk.why.${code}`, { n: ids.length, names: names(ids) })}</li>
              ))}
            </ul>
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <ReasonedButton
            sends
            variant="filled"
            color={kind === "lose" ? "red" : undefined}
            loading={busy}
            reason={reason}
            onClick={confirm}
          >
            {t(`leads.bulk.do.${kind}`, { n })}
          </ReasonedButton>
        </div>
      </div>
    </Dialog>
  );
}
