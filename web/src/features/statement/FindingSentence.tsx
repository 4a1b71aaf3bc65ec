import type { ReactElement } from "react";
import type { Statement } from "../../api/statement";
import { Text, useLanguage, useT } from "../../i18n/useT";
import { money, moneyAlone } from "../../lib/format";
import { tierWords } from "./causes";
import { findingOf } from "./reading";
import styles from "./statement.module.css";

/** The page's one sentence, its figures in it. */
export function FindingSentence({ statement }: { statement: Statement }) {
  return (
    <p className={styles.finding} data-testid="finding">
      <Sentence statement={statement} />
    </p>
  );
}

function Sentence({ statement }: { statement: Statement }): ReactElement {
  const t = useT();
  const language = useLanguage();
  const finding = findingOf(statement);
  const { countedUnits, totals } = statement;
  const units =
    countedUnits === totals.signed
      ? t("statement.signedUnits", { n: totals.signed })
      : t("statement.countedUnits", { n: countedUnits, own: totals.signed });
  const marks = {
    b: <b className="nowrap" />,
    p: <b className="provisional nowrap" />,
    f: <b className="final nowrap" />,
    d: <b className="fulfilled nowrap" />,
  };

  switch (finding.kind) {
    case "none":
      return <>{t("statement.finding.none")}</>;
    case "plain":
      return <Text id="statement.finding.plain" values={{ units }} components={marks} />;
    case "short": {
      const tier = finding.tier ? tierWords(t, language, finding.tier) : t("statement.nextTier");
      const values = { units, missing: finding.missing, tier, homes: countedUnits, total: moneyAlone(finding.savesOthersFen) };
      if (finding.savesOthersFen === 0)
        return <Text id="statement.finding.shortNewcomers" values={{ units, missing: finding.missing, tier }} components={marks} />;
      return finding.eachFen === null ? (
        <Text id="statement.finding.shortUneven" values={values} components={marks} />
      ) : (
        <Text id="statement.finding.short" values={{ ...values, each: money(finding.eachFen) }} components={marks} />
      );
    }
    case "reached": {
      const values = { units, tier: tierWords(t, language, finding.tier) };
      if (finding.totalFen >= 0) return <Text id="statement.finding.reachedAlone" values={values} components={marks} />;
      const back = { ...values, homes: finding.homes, total: moneyAlone(-finding.totalFen) };
      return finding.eachFen === null ? (
        <Text id="statement.finding.reachedUneven" values={back} components={marks} />
      ) : (
        <Text id="statement.finding.reached" values={{ ...back, each: money(-finding.eachFen) }} components={marks} />
      );
    }
    case "kept":
      return (
        <Text
          id="statement.finding.kept"
          values={{
            n: countedUnits,
            from: finding.tier.fromUnits,
            homes: finding.homes,
            tier: tierWords(t, language, finding.tier),
            total: moneyAlone(-finding.totalFen),
          }}
          components={marks}
        />
      );
    case "settled":
      return (
        <Text
          id={finding.homes === 0 ? "statement.finding.settledNone" : "statement.finding.settled"}
          values={{ day: finding.day, homes: finding.homes, total: moneyAlone(-finding.totalFen) }}
          components={marks}
        />
      );
    case "approved": {
      const values = { day: finding.day, homes: finding.homes, total: moneyAlone(-finding.totalFen) };
      if (finding.homes === 0) return <Text id="statement.finding.approvedNone" values={{ day: finding.day }} components={marks} />;
      return finding.doneFen === finding.totalFen ? (
        <Text id="statement.finding.approvedDone" values={values} components={marks} />
      ) : (
        <Text
          id="statement.finding.approved"
          values={{ ...values, left: moneyAlone(finding.doneFen - finding.totalFen) }}
          components={marks}
        />
      );
    }
  }
}
