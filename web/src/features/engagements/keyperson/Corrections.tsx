import { useState } from "react";
import { Link } from "wouter";
import { type EngagementPlace, type KeyPersonTrail, withdrawCorrection } from "../../../api/engagements";
import { paths } from "../../../app/paths";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { tableTime } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark, type Tone } from "../../../ui/Mark";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import { useOnline } from "../../../ui/useOnline";
import { useEngagementAct } from "../queries";
import styles from "./keyperson.module.css";

const CorrectionDialog = lazyDialog(() => import("./CorrectionDialog"));

type Correction = KeyPersonTrail["corrections"][number];

const TONES: Record<Correction["state"], Tone> = { pending: "wait", approved: "good", returned: "bad", withdrawn: "open" };

interface CorrectableProps {
  at: EngagementPlace;
  account: string;
  recognition: KeyPersonTrail["recognitions"][number];
  /** It is the latest: then it is said too why it can't be corrected. */
  isLast: boolean;
}

/** The way to correct who was recorded, while it is typing; after that, that it would be a change. */
export function Correctable({ at, account, recognition, isLast }: CorrectableProps) {
  const t = useT();
  const can = useCan();
  const online = useOnline();
  const [isAsking, setIsAsking] = useState(false);
  const { correctionObstacle: obstacle, correctableUntil: until, recordedOn } = recognition;
  if (!can("account:edit")) return null;
  if (obstacle !== null)
    return isLast ? <small className="sub">{t(`engagements.correct.obstacle.${obstacle}`, { recordedOn })}</small> : null;

  return (
    <small>
      {online && <TextButton onClick={() => setIsAsking(true)}>{t("engagements.correct.open")}</TextButton>}{" "}
      <span className="sub">{t("engagements.correct.until", { until })}</span>
      {isAsking && <CorrectionDialog at={at} account={account} recognition={recognition} onClose={() => setIsAsking(false)} />}
    </small>
  );
}

/** Each correction that was asked for: who is struck, who was meant, who said so and when. */
export function Corrections({ at, trail }: { at: EngagementPlace; trail: KeyPersonTrail }) {
  return (
    <ul className={styles.people}>
      {trail.corrections.map((correction) => (
        <Asked key={correction.id} at={at} correction={correction} />
      ))}
    </ul>
  );
}

function Asked({ at, correction }: { at: EngagementPlace; correction: Correction }) {
  const t = useT();
  const can = useCan();
  const act = useEngagementAct(at.campaign);
  const [isTakingBack, setIsTakingBack] = useState(false);
  const { number, was, is, state, reason, askedByName, askedAt, decidedByName, decidedAt, remark, approvalId } = correction;
  const named = ({ post, name }: typeof was) => `${post} ${name ?? t("engagements.erased")}`;
  const Was = state === "approved" ? "s" : "span";

  return (
    <li className={styles.correction}>
      <span className={styles.what}>
        <span>
          <Was>{named(was)}</Was> → <b>{named(is)}</b>
        </span>
        <Mark tone={TONES[state]} sign={t(`engagements.correct.sign.${state}`)} word={t(`engagements.correct.state.${state}`)} />
      </span>
      <span className={styles.reason}>{reason}</span>
      <small className="sub">
        {t("engagements.correct.askedBy", { number, name: askedByName, time: tableTime(askedAt, HOUSE_ZONE) })}{" "}
        {decidedAt !== null &&
          t(`engagements.correct.decided.${state === "pending" ? "approved" : state}`, {
            name: decidedByName ?? "",
            time: tableTime(decidedAt, HOUSE_ZONE),
          })}{" "}
        {can("approval:read") && <Link href={paths.approval(at.tenant, approvalId)}>{t("engagements.correct.see")}</Link>}
      </small>
      {remark && <small>{t("engagements.correct.remark", { remark })}</small>}
      {state === "pending" && can("account:edit") && (
        <small>
          <TextButton sends onClick={() => setIsTakingBack(true)}>
            {t("engagements.correct.withdraw")}
          </TextButton>
        </small>
      )}
      <ConfirmDialog
        opened={isTakingBack}
        onClose={() => setIsTakingBack(false)}
        title={t("engagements.correct.withdraw.title", { number })}
        act={t("engagements.correct.withdraw.act", { number })}
        onConfirm={async () => {
          await act(() => withdrawCorrection(at.tenant, at.campaign, correction.id));
          toast(t("engagements.correct.withdraw.done", { number }));
        }}
      >
        <p>{t("engagements.correct.withdraw.say")}</p>
      </ConfirmDialog>
    </li>
  );
}
