import type { ReactNode } from "react";
import type { LeadDetail } from "../../../api/leads";
import { useCan } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { tableTime } from "../../../lib/format";
import { Chip, MarkSign, type Tone } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import styles from "./page.module.css";
import { answersOf, type Happened, happened } from "./timeline";

const VISIT_TONES = { waiting: "wait", accepted: "good", refused: "bad" } as const;
const TONES: Record<Happened["kind"], Tone> = { touch: "info", contact: "mute", owner: "open", merge: "done" };
/** What every form may ask; the rest are its agency's own words. */
const ASKED = new Set(["employer", "credential", "units", "layout", "area", "budget", "intent", "visit-slot", "heard-from", "remark"]);

interface TimelineProps {
  lead: LeadDetail;
  zone: string;
  /** Takes a merge back. */
  onUndo: (merge: string) => void;
}

/** All that happened to somebody, the latest first: registered, called, given to somebody, found to be another. */
export function Timeline({ lead, zone, onUndo }: TimelineProps) {
  const t = useT();
  const all = happened(lead);
  return (
    <Panel title={t("leads.timeline")} flush>
      {all.length === 0 ? (
        <EmptyState fact={t("leads.timelineEmpty")} />
      ) : (
        <ol className={styles.timeline}>
          {all.map((one) => (
            <li key={`${one.kind}/${one.id}`}>
              <MarkSign tone={TONES[one.kind]} sign={t(`leads.happened.${one.kind}`)} />
              <Told one={one} lead={lead} at={tableTime(one.at, zone)} onUndo={onUndo} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Told({ one, lead, at, onUndo }: { one: Happened; lead: LeadDetail; at: string; onUndo: (merge: string) => void }) {
  const t = useT();
  const can = useCan();
  const language = useLanguage();
  const entry = (title: ReactNode, by: string | null, rest?: ReactNode) => (
    <div className={styles.told}>
      <div className={styles.toldHead}>{title}</div>
      {rest}
      <p className="dim">{dotted([at, by], language)}</p>
    </div>
  );

  if (one.kind === "touch") {
    const { touch } = one;
    const answers = answersOf(touch);
    return entry(
      dotted(
        [t(`leads.source.${touch.source}`), touch.formName, touch.tag, touch.receipt && t("leads.receipt", { code: touch.receipt })],
        language,
      ),
      touch.byName,
      answers.length > 0 && (
        <dl className={styles.answers}>
          {answers.map(({ question, words }) => (
            <div key={question}>
              <dt>{ASKED.has(question) ? t(`leads.answer.${question as "employer"}`) : question}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      ),
    );
  }
  if (one.kind === "contact") {
    const { contact } = one;
    return entry(
      <>
        {contact.outcome === "came"
          ? t("leads.outcome.came")
          : dotted([t(`leads.contact.kind.${contact.kind}`), t(`leads.outcome.${contact.outcome}`)], language)}
        {contact.visit && <Chip tone={VISIT_TONES[contact.visit]}>{t(`leads.visit.${contact.visit}`)}</Chip>}
      </>,
      contact.byName,
      contact.note && <p className={styles.note}>{contact.note}</p>,
    );
  }
  if (one.kind === "owner") {
    const { owner } = one;
    return entry(
      t(`leads.how.${owner.how}`, { name: owner.ownerName ?? t("leads.somebody") }),
      owner.byName,
      owner.reason && <p className={styles.note}>{owner.reason}</p>,
    );
  }
  const { merge } = one;
  const isHere = merge.keptId === lead.id;
  return entry(
    <>
      {t(isHere ? "leads.merge.took" : "leads.merge.went")}
      {merge.undoneAt !== null && <Chip>{t("leads.merge.undone")}</Chip>}
      {merge.undoneAt === null && isHere && can("lead:assign") && (
        <TextButton sends onClick={() => onUndo(merge.id)}>
          {t("leads.merge.undo")}
        </TextButton>
      )}
    </>,
    merge.byName,
  );
}
