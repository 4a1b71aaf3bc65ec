import { Button, Checkbox, Textarea } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { askReopening } from "../../api/asking";
import type { CampaignDetail } from "../../api/campaigns";
import type { GroupEffect } from "../../api/deals";
import type { Engagement } from "../../api/engagements";
import { isProblem } from "../../api/problem";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { money } from "../../lib/format";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { Loaded } from "../../ui/states";
import { useEveryEngagement } from "../deals/subscribing/queries";
import { engagementName } from "../engagements/words";
import styles from "./asking.module.css";
import { useAskingAct, useReopeningPreviews } from "./queries";

interface ReopeningsDialogProps {
  campaign: CampaignDetail;
  onClose: () => void;
}

/** What became of one question: asked, or why not. */
type Outcome = "asked" | { refused: unknown };

/**
 * Asks to open several settled engagements of a campaign again, for one reason. Each is a question of its own: what it would
 * do is shown before, and one that is refused keeps none of the others from being asked.
 */
export default function ReopeningsDialog({ campaign, onClose }: ReopeningsDialogProps) {
  const t = useT();
  const engagements = useEveryEngagement(campaign.id);

  return (
    <Dialog opened onClose={onClose} title={t("asking.several.title")} wide>
      <Loaded query={engagements} what={t("asking.several.notLoaded")}>
        {(all) => <Asking campaign={campaign} settled={all.filter(({ settledOn }) => settledOn !== null)} onClose={onClose} />}
      </Loaded>
    </Dialog>
  );
}

function Asking({ campaign, settled, onClose }: ReopeningsDialogProps & { settled: Engagement[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  const act = useAskingAct(campaign.id);
  const keys = useRef(new Map<string, string>());
  const [picked, setPicked] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [outcomes, setOutcomes] = useState(new Map<string, Outcome>());
  const [busy, setBusy] = useState(false);
  const previews = new Map(useReopeningPreviews(tenant, campaign.id, picked).map((query, at) => [picked[at] ?? "", query]));
  const nameOf = (engagement: Engagement) => engagementName(t, language, campaign, engagement);
  const wanted = settled.filter(({ id }) => picked.includes(id) && previews.get(id)?.isSuccess && outcomes.get(id) !== "asked");
  const asked = [...outcomes.values()].filter((outcome) => outcome === "asked").length;
  const refused = outcomes.size - asked;

  /** A key for one question: the same while it is asked with the same words. */
  const keyOf = (engagement: string) => {
    const question = `${engagement} ${reason.trim()}`;
    const key = keys.current.get(question) ?? crypto.randomUUID();
    keys.current.set(question, key);
    return key;
  };
  const ask = async () => {
    setBusy(true);
    await act(async () => {
      for (const { id } of wanted) {
        const outcome = await askReopening({ tenant, campaign: campaign.id, engagement: id }, { reason: reason.trim() }, keyOf(id)).then(
          (): Outcome => "asked",
          (error: unknown): Outcome => ({ refused: error }),
        );
        setOutcomes((before) => new Map(before).set(id, outcome));
      }
    }).finally(() => setBusy(false));
  };
  const why = wanted.length === 0 ? t("asking.several.pick") : reason.trim() ? null : t("asking.several.fill");

  return (
    <div className={styles.form}>
      <p>{t("asking.several.say")}</p>
      {outcomes.size > 0 && (
        <Finding kind={refused > 0 ? "remark" : "success"} announce="status">
          {t("asking.several.done", { asked, refused })}
        </Finding>
      )}
      <ul className={`${styles.list} ${styles.several}`}>
        {settled.map((engagement) => {
          const { id, settledOn } = engagement;
          const outcome = outcomes.get(id);
          return (
            <li key={id}>
              <Checkbox
                label={t("asking.several.one", { name: nameOf(engagement), day: settledOn ?? "" })}
                checked={picked.includes(id)}
                disabled={outcome === "asked" || busy}
                onChange={({ currentTarget }) =>
                  setPicked((before) => (currentTarget.checked ? [...before, id] : before.filter((one) => one !== id)))
                }
              />
              {picked.includes(id) && <Told outcome={outcome} preview={previews.get(id)} />}
            </li>
          );
        })}
      </ul>
      <Textarea
        label={t("asking.reason")}
        description={t("asking.reopening.reasonHint")}
        maxLength={1000}
        rows={3}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t(asked > 0 ? "common.close" : "common.cancel")}</Button>
        <ReasonedButton sends variant="filled" loading={busy} reason={why} onClick={() => void ask()}>
          {t("asking.several.act", { n: wanted.length })}
        </ReasonedButton>
      </div>
    </div>
  );
}

/** Under an engagement that was picked: what became of it, else what a yes would do, or why it may not be asked. */
function Told({ outcome, preview }: { outcome: Outcome | undefined; preview: UseQueryResult<GroupEffect> | undefined }) {
  const t = useT();
  if (outcome === "asked") return <p className={styles.words}>{t("asking.several.asked")}</p>;
  const refusal = outcome?.refused ?? preview?.error;
  if (refusal) {
    const why = isProblem(refusal, "approval-pending") ? t("asking.several.pending") : problemWords(t, refusal);
    return <p className={styles.words}>{t("asking.several.refused", { why })}</p>;
  }
  if (!preview?.data) return <p className={styles.words}>{t("common.loading")}</p>;
  const { others, payable, rewards } = preview.data;
  const moved = others.filter(({ beforeFen, afterFen }) => beforeFen !== afterFen).length;
  const from = (fen: { beforeFen: number; afterFen: number }) => ({ before: money(fen.beforeFen), after: money(fen.afterFen) });

  return (
    <p className={styles.words}>
      {moved === 0 ? t("asking.several.same") : t("asking.several.moves", { n: moved, ...from(payable) })}
      {rewards.beforeFen !== rewards.afterFen && ` ${t("asking.several.rewards", from(rewards))}`}
    </p>
  );
}
