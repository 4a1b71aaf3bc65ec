import type { ApprovalDetail } from "../../api/approvals";
import type { TenantKind } from "../../api/session";
import { Text, useT } from "../../i18n/useT";
import { moneyAlone, tableTime } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { handOf, specialOutcome, wordsOf } from "./lines";

/** What is asked, or what became of it, in one sentence. */
export function Summary({ approval, reader }: { approval: ApprovalDetail; reader: TenantKind }) {
  const t = useT();
  const { kind, subject, state, acts, decidedAt, deciderName, policy } = approval;
  const { agencyName: agency, number, effectiveFrom: day = "", about = "" } = subject;
  const { signBy = "", extendTo = "", settledOn = "", amountFen = 0 } = subject;
  const asked = { from: signBy, to: extendTo, settledOn, amount: moneyAlone(amountFen) };
  const words = wordsOf(kind);
  const hand = handOf(approval);
  const components = { b: <b />, d: <b className="nowrap" /> };

  if (state !== "pending") {
    const id = state === "approved" && hand === "agency" ? "recorded" : state;
    const values = { name: deciderName ?? "", time: decidedAt ? tableTime(decidedAt, HOUSE_ZONE) : "", number };
    if (words === "special")
      return (
        <Text
          id={`approvals.special.done.${specialOutcome(id, approval.special?.state)}`}
          values={{ ...values, about }}
          components={components}
        />
      );
    if (id === "countered") return null;
    if (words === "correction")
      return id === "recorded" ? null : (
        <Text id={`approvals.correction.done.${id}`} values={{ ...values, about }} components={components} />
      );
    if (words) return <Text id={`approvals.${words}.done.${id}`} values={{ ...values, about, ...asked }} components={components} />;
    return <Text id={`approvals.done.${id}`} values={values} components={components} />;
  }

  const you = acts.includes("decide") && (reader === "developer" || hand === "manager");
  const whom = hand === "agency" ? "ofFinance" : you ? "ofYou" : hand === "manager" ? "ofManager" : "ofDeveloper";
  const values = { agency, decider: t(`approvals.ask.${whom}`), day, number };
  if (words) return <Text id={`approvals.${words}.ask`} values={{ ...values, about, ...asked }} components={components} />;
  const before = policy?.comparison?.before.number;
  if (before === undefined) return <Text id="approvals.ask.first" values={values} components={components} />;

  const n = policy?.comparison?.items.length ?? 0;
  if (n === 0) return <Text id="approvals.ask.same" values={{ ...values, before }} components={components} />;
  return <Text id="approvals.ask.replaces" values={{ ...values, before, n }} components={components} />;
}
