import type { ApprovalDetail } from "../../api/approvals";
import { fileDoorOf } from "../../api/files";
import { Text, useT } from "../../i18n/useT";
import { tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Finding } from "../../ui/Finding";
import { MarkSign, type Tone } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { Evaluation } from "../specials/Evaluation";
import styles from "./approvals.module.css";
import { CorrectionPanel } from "./CorrectionPanel";
import { DocumentLink } from "./DocumentLink";
import { HandsStrip } from "./HandsStrip";
import { type ApprovalPlace, changeMark } from "./lines";
import { ExtensionFacts, ReopeningFacts } from "./RequestFacts";
import { SamplePrices } from "./SamplePrices";
import { SpecialPanel } from "./SpecialPanel";
import { Summary } from "./Summary";
import { TermsView } from "./TermsView";
import { WriteOffPanel } from "./WriteOffPanel";

const MARK_TONES: Record<ReturnType<typeof changeMark>, Tone> = { added: "good", removed: "bad", changed: "info" };

interface ApprovalBodyProps {
  approval: ApprovalDetail;
  place: ApprovalPlace;
  /** Somebody decided while this person was looking at it. */
  overtaken: boolean;
}

/** Everything one needs to read before deciding: the question in a sentence, what changes, all terms, who asked. */
export function ApprovalBody({ approval, place, overtaken }: ApprovalBodyProps) {
  const t = useT();
  const { kind, policy, special, extension, reopening, writeOff, correction, state, note, remark, document: file } = approval;
  return (
    <div className={styles.body}>
      {overtaken && state !== "pending" && <Overtaken approval={approval} />}
      <p className={styles.summary}>
        <Summary approval={approval} reader={place.kind} />
      </p>
      <div className={styles.grid}>
        <div className={styles.change}>
          {policy && <Comparison policy={policy} />}
          {special && <SpecialPanel special={special} />}
          {extension && <ExtensionFacts extension={extension} home={approval.subject.about ?? ""} />}
          {reopening && <ReopeningFacts reopening={reopening} state={state} />}
          {writeOff && <WriteOffPanel writeOff={writeOff} />}
          {correction && <CorrectionPanel correction={correction} />}
        </div>
        <div className={styles.aside}>
          <Panel title={t("approvals.hands")} note={t("approvals.handsNote")}>
            <HandsStrip approval={approval} />
            {note && <Said label={t(kind === "policy-version" ? "approvals.note" : "approvals.special.reason")} words={note} />}
            {remark && <Said label={t("approvals.remark")} words={remark} />}
            {file && (
              <div className={styles.said}>
                <h3>
                  {t(
                    correction
                      ? "approvals.correction.evidence"
                      : approval.decider === "agency"
                        ? "approvals.document"
                        : "approvals.attachment",
                  )}
                </h3>
                <DocumentLink {...fileDoorOf(place)} file={file} />
              </div>
            )}
          </Panel>
        </div>
        <div className={styles.content}>
          {policy?.samplePrices && (
            <Panel title={t("approvals.prices")} note={t("approvals.pricesNote", { number: policy.number })}>
              <SamplePrices policy={policy} prices={policy.samplePrices} />
            </Panel>
          )}
          {policy && (
            <Panel title={t("approvals.terms")} note={t("approvals.termsNote", { number: policy.number })}>
              <TermsView policy={policy} />
            </Panel>
          )}
          {special && (
            <Panel
              title={t("approvals.special.evaluation")}
              note={t(special.counterTerms ? "approvals.special.evaluationAsked" : "approvals.special.evaluationNote")}
            >
              <Evaluation evaluation={special.evaluation} />
            </Panel>
          )}
        </div>
      </div>
    </div>
  );
}

function Comparison({ policy }: { policy: NonNullable<ApprovalDetail["policy"]> }) {
  const t = useT();
  const { comparison } = policy;
  if (!comparison) {
    return (
      <Panel label={t("approvals.terms")}>
        <p className="sub">{t("approvals.noComparison")}</p>
      </Panel>
    );
  }
  const { number } = comparison.before;
  return (
    <Panel title={t("approvals.comparison", { number })} note={t("approvals.comparisonNote", { number })}>
      {comparison.items.length === 0 ? (
        <p className="sub">{t("approvals.comparisonSame")}</p>
      ) : (
        <ul>
          {comparison.items.map(({ code, sentence }) => {
            const mark = changeMark(code);
            return (
              <li key={sentence} className={styles.changed}>
                <MarkSign tone={MARK_TONES[mark]} sign={t(`approvals.mark.${mark}`)} />
                <span>
                  <span className="unseen">{t(`approvals.markWord.${mark}`)}</span>
                  {sentence}
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}

function Overtaken({ approval: { deciderName, decidedAt, state } }: { approval: ApprovalDetail }) {
  const t = useT();
  const values = { name: deciderName ?? "", time: decidedAt ? tableTime(decidedAt, HOUSE_ZONE) : "", act: t(`approvals.act.${state}`) };
  return (
    <div className={styles.overtaken}>
      <Finding kind="conflict" announce="alert">
        <Text id="approvals.decidedMeanwhile" values={values} components={{ b: <b /> }} />
      </Finding>
    </div>
  );
}

function Said({ label, words }: { label: string; words: string }) {
  return (
    <div className={styles.said}>
      <h3>{label}</h3>
      <p className={styles.words}>{words}</p>
    </div>
  );
}
