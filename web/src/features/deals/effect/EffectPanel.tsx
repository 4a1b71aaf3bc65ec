import type { ReactNode } from "react";
import type { GroupEffect } from "../../../api/deals";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { money, NOTHING } from "../../../lib/format";
import { Chip, MarkSign, type Tone } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { tierWords } from "../words";
import styles from "./effect.module.css";
import { alike, changeOf, type OthersAlike, othersFinding } from "./effects";

/** What a change does; of the deal itself only where the act shows it. */

/** The reasons in words: what each act says of the same figures. */
export interface EffectWords {
  /** For screen readers. */
  label: string;
  /** Why the tier stays or moves. */
  tier: string;
  /** That nobody else's price moves. */
  othersSame: string;
  /** Why the others' prices move; null where there is nothing to add. */
  others: string | null;
  rewards: string;
  totals: string | null;
}

interface EffectPanelProps {
  /** Where one act shows more than one group. */
  title?: string;
  effect: GroupEffect;
  words: EffectWords;
  /** What becomes of the home itself, where the act does not close it. */
  own?: { title: string; notes: string[] };
  /** The figures are of an entry that was changed since: they stay, paler, until the new ones come. */
  passing: boolean;
}

const signed = (fen: number): string => `${fen > 0 ? "+" : ""}${money(fen)}`;

/** What a change of one deal does to the tier, to colleagues' prices and to the totals, each from → to with its reason. */
export function EffectPanel({ title, effect, words, own, passing }: EffectPanelProps) {
  return (
    <Panel title={title} label={words.label} flush>
      <div className={passing ? styles.passing : undefined} aria-busy={passing}>
        {own && <OwnRow effect={effect} {...own} />}
        <TierRow effect={effect} why={words.tier} />
        <OthersRow effect={effect} same={words.othersSame} why={words.others} />
        <RewardsRow effect={effect} why={words.rewards} />
        <TotalsRow effect={effect} why={words.totals} />
      </div>
    </Panel>
  );
}

interface RowProps {
  effect: GroupEffect;
  why: string | null;
}

function OwnRow({ effect: { own }, title, notes }: { effect: GroupEffect; title: string; notes: string[] }) {
  const t = useT();
  return (
    <Row sign={own.beforeFen === own.afterFen ? "same" : "changed"} title={title}>
      <p className={styles.sums}>{t("deals.payable")}</p>
      <FromTo from={moneyOr(own.beforeFen)} to={moneyOr(own.afterFen)} />
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </Row>
  );
}

const moneyOr = (fen: number | null) => (fen === null ? NOTHING : money(fen));

function TierRow({ effect: { countedUnits, tier }, why }: RowProps) {
  const t = useT();
  const language = useLanguage();
  const stays = JSON.stringify(tier.before) === JSON.stringify(tier.after);
  const at = (units: number, words: string) => dotted([t("deals.units", { n: units }), words], language);
  const after = tierWords(t, language, tier.after);

  return (
    <Row sign={stays ? "same" : countedUnits.after > countedUnits.before ? "up" : "down"} title={t("deals.effect.tier")}>
      <FromTo
        from={at(countedUnits.before, tierWords(t, language, tier.before))}
        to={at(countedUnits.after, stays && tier.after !== null ? t("deals.effect.stays", { tier: after }) : after)}
      />
      <p>{why}</p>
    </Row>
  );
}

function OthersRow({ effect, same, why }: RowProps & { same: string }) {
  const t = useT();
  const found = othersFinding(effect.others);
  const rows = alike(effect.others);
  const open = effect.others.filter(({ openFen }) => openFen > 0);
  const words = {
    same,
    open: t("deals.effect.othersOpen", { n: open.length }),
    each:
      found.kind === "each"
        ? t("deals.effect.othersEach", { n: found.homes, each: signed(found.eachFen), total: signed(found.totalFen) })
        : "",
    various: found.kind === "various" ? t("deals.effect.othersVarious", { n: found.homes, total: signed(found.totalFen) }) : "",
  }[found.kind];

  return (
    <Row sign={found.kind === "same" ? "same" : "changed"} title={t("deals.effect.others")}>
      <p className={styles.big}>
        <b>{words}</b>
      </p>
      {found.kind === "same" && <p>{t("deals.effect.othersSameWhy")}</p>}
      {found.kind !== "same" && why !== null && <p>{why}</p>}
      {rows.length > 0 && <OthersTable rows={rows} />}
      {open.length > 0 && (
        <p>
          {t("deals.effect.openWhy", {
            homes: open.map(({ building, unitNumber }) => `${building} ${unitNumber}`).join(t("deals.comma")),
          })}
        </p>
      )}
    </Row>
  );
}

function OthersTable({ rows }: { rows: OthersAlike[] }) {
  const t = useT();
  return (
    <table className={styles.others}>
      <caption className="unseen">{t("deals.effect.others")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("deals.home")}</th>
          <th scope="col" className="right on-desktop">
            {t("deals.effect.payableNow")}
          </th>
          <th scope="col" className="right on-desktop">
            {t("deals.effect.change")}
          </th>
          <th scope="col" className="right">
            {t("deals.effect.payableThen")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.homes[0]}>
            <td>
              {row.homes.length === 1 ? row.homes[0] : t("deals.effect.homesEach", { home: row.homes[0] ?? "", n: row.homes.length })}{" "}
              {row.openFen > 0 && <Chip tone="wait">{t("deals.effect.openItem")}</Chip>}
            </td>
            <td className="right on-desktop">
              <Money fen={row.beforeFen} />
            </td>
            <td className="right on-desktop nowrap">{changeOf(row) === 0 ? "0" : signed(changeOf(row))}</td>
            <td className="right">
              <b>
                <Money fen={row.afterFen} />
              </b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function RewardsRow({ effect: { rewards }, why }: RowProps) {
  const t = useT();
  const moves = rewards.beforeFen !== rewards.afterFen;
  if (rewards.beforeFen === 0 && !moves) return null;

  return (
    <Row sign={!moves ? "same" : rewards.afterFen > rewards.beforeFen ? "more" : "less"} title={t("deals.effect.rewards")}>
      <FromTo from={money(rewards.beforeFen)} to={money(rewards.afterFen)} />
      <p>{why}</p>
    </Row>
  );
}

function TotalsRow({ effect: { countedUnits, payable }, why }: RowProps) {
  const t = useT();
  const stays = countedUnits.before === countedUnits.after && payable.beforeFen === payable.afterFen;
  return (
    <Row sign={stays ? "same" : payable.afterFen > payable.beforeFen ? "more" : "less"} title={t("deals.effect.totals")}>
      <FromTo from={t("deals.units", { n: countedUnits.before })} to={t("deals.units", { n: countedUnits.after })} />
      <p className={styles.sums}>
        <span>{t("deals.effect.payableTotal")}</span>
        <FromTo from={money(payable.beforeFen)} to={money(payable.afterFen)} small />
      </p>
      {why !== null && <p>{why}</p>}
    </Row>
  );
}

const SIGNS: Record<"same" | "up" | "down" | "changed" | "more" | "less", Tone> = {
  same: "good",
  up: "good",
  down: "bad",
  changed: "wait",
  more: "wait",
  less: "wait",
};

function Row({ sign, title, children }: { sign: keyof typeof SIGNS; title: string; children: ReactNode }) {
  const t = useT();
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        <MarkSign tone={SIGNS[sign]} sign={t(`deals.effect.sign.${sign}`)} />
        <h2>{title}</h2>
      </div>
      <div className={styles.body}>{children}</div>
    </div>
  );
}

function FromTo({ from, to, small = false }: { from: string; to: string; small?: boolean }) {
  const t = useT();
  return (
    <span className={small ? styles.fromTo : `${styles.fromTo} ${styles.big}`}>
      <span className="dim">{from}</span>
      <span className={styles.arrow} aria-hidden="true">
        →
      </span>
      <span className="unseen">{t("deals.effect.becomes")}</span>
      <b>{to}</b>
    </span>
  );
}
