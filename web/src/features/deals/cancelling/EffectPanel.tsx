import type { ReactNode } from "react";
import type { ChangeEffect, Deal } from "../../../api/deals";
import type { Statement } from "../../../api/statement";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { money } from "../../../lib/format";
import { Chip, MarkSign, type Tone } from "../../../ui/Mark";
import { Money } from "../../../ui/Money";
import { Panel } from "../../../ui/Panel";
import { tierWords } from "../words";
import styles from "./cancelling.module.css";
import { alike, changeOf, type OthersAlike, othersFinding } from "./effects";

interface EffectPanelProps {
  deal: Deal;
  effect: ChangeEffect;
  /** What a cancellation does to the tier of the others, where all versions say the same. */
  onDrop: Statement["onDrop"];
  cancelledOn: string;
  /** The figures are of a day that was changed since: they stay, paler, until the new ones come. */
  passing: boolean;
}

const signed = (fen: number): string => `${fen > 0 ? "+" : ""}${money(fen)}`;

/** What a cancellation does to the tier, to colleagues' prices and to the totals, each from → to with its reason. */
export function EffectPanel({ deal, effect, onDrop, cancelledOn, passing }: EffectPanelProps) {
  const t = useT();
  return (
    <Panel label={t("deals.cancelling.effects")} flush>
      <div className={passing ? styles.passing : undefined} aria-busy={passing}>
        <TierRow deal={deal} effect={effect} onDrop={onDrop} />
        <OthersRow effect={effect} onDrop={onDrop} />
        <RewardsRow effect={effect} />
        <TotalsRow effect={effect} cancelledOn={cancelledOn} />
      </div>
    </Panel>
  );
}

function TierRow({ deal, effect: { countedUnits, tier }, onDrop }: Pick<EffectPanelProps, "deal" | "effect" | "onDrop">) {
  const t = useT();
  const language = useLanguage();
  const stays = JSON.stringify(tier.before) === JSON.stringify(tier.after);
  const at = (units: number, words: string) => dotted([t("deals.units", { n: units }), words], language);
  const after = tierWords(t, language, tier.after);
  const why = tier.before === null ? "noTier" : (onDrop ?? (stays ? "various" : "reverse"));

  return (
    <Row sign={stays ? "same" : "down"} title={t("deals.cancelling.tier")}>
      <FromTo
        from={at(countedUnits.before, tierWords(t, language, tier.before))}
        to={at(countedUnits.after, stays && tier.after !== null ? t("deals.cancelling.stays", { tier: after }) : after)}
      />
      <p>{t(`deals.cancelling.drop.${why}`, { n: deal.policyNumber, units: tier.before?.fromUnits ?? 0 })}</p>
    </Row>
  );
}

function OthersRow({ effect, onDrop }: Pick<EffectPanelProps, "effect" | "onDrop">) {
  const t = useT();
  const found = othersFinding(effect.others);
  const rows = alike(effect.others);
  const open = effect.others.filter(({ openFen }) => openFen > 0);
  const words = {
    same: t("deals.cancelling.othersSame", { n: effect.countedUnits.after }),
    open: t("deals.cancelling.othersOpen", { n: open.length }),
    each:
      found.kind === "each"
        ? t("deals.cancelling.othersEach", { n: found.homes, each: signed(found.eachFen), total: signed(found.totalFen) })
        : "",
    various: found.kind === "various" ? t("deals.cancelling.othersVarious", { n: found.homes, total: signed(found.totalFen) }) : "",
  }[found.kind];

  return (
    <Row sign={found.kind === "same" ? "same" : "changed"} title={t("deals.cancelling.others")}>
      <p className={styles.big}>
        <b>{words}</b>
      </p>
      {found.kind === "same" && <p>{t("deals.cancelling.othersSameWhy")}</p>}
      {found.kind !== "same" && onDrop === "reverse" && <p>{t("deals.cancelling.othersWhy")}</p>}
      {rows.length > 0 && <OthersTable rows={rows} />}
      {open.length > 0 && (
        <p>
          {t("deals.cancelling.openWhy", {
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
      <caption className="unseen">{t("deals.cancelling.others")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("deals.home")}</th>
          <th scope="col" className="right on-desktop">
            {t("deals.cancelling.payableNow")}
          </th>
          <th scope="col" className="right on-desktop">
            {t("deals.cancelling.change")}
          </th>
          <th scope="col" className="right">
            {t("deals.cancelling.payableThen")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.homes[0]}>
            <td>
              {row.homes.length === 1 ? row.homes[0] : t("deals.cancelling.homesEach", { home: row.homes[0] ?? "", n: row.homes.length })}{" "}
              {row.openFen > 0 && <Chip tone="wait">{t("deals.cancelling.openItem")}</Chip>}
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

function RewardsRow({ effect: { rewards } }: Pick<EffectPanelProps, "effect">) {
  const t = useT();
  const moves = rewards.beforeFen !== rewards.afterFen;
  if (rewards.beforeFen === 0 && !moves) return null;

  return (
    <Row sign={moves ? "less" : "same"} title={t("deals.cancelling.rewards")}>
      <FromTo from={money(rewards.beforeFen)} to={money(rewards.afterFen)} />
      <p>
        {t(moves ? "deals.cancelling.rewardsLess" : "deals.cancelling.rewardsSame", { fen: money(rewards.beforeFen - rewards.afterFen) })}
      </p>
    </Row>
  );
}

function TotalsRow({ effect: { countedUnits, payable }, cancelledOn }: Pick<EffectPanelProps, "effect" | "cancelledOn">) {
  const t = useT();
  const stays = countedUnits.before === countedUnits.after && payable.beforeFen === payable.afterFen;
  return (
    <Row sign={stays ? "same" : "less"} title={t("deals.cancelling.totals")}>
      <FromTo from={t("deals.units", { n: countedUnits.before })} to={t("deals.units", { n: countedUnits.after })} />
      <p className={styles.sums}>
        <span>{t("deals.cancelling.payableTotal")}</span>
        <FromTo from={money(payable.beforeFen)} to={money(payable.afterFen)} small />
      </p>
      <p>{t("deals.cancelling.notCountedFrom", { day: cancelledOn })}</p>
    </Row>
  );
}

const SIGNS: Record<"same" | "down" | "changed" | "less", Tone> = { same: "good", down: "bad", changed: "wait", less: "wait" };

function Row({ sign, title, children }: { sign: keyof typeof SIGNS; title: string; children: ReactNode }) {
  const t = useT();
  return (
    <div className={styles.row}>
      <div className={styles.head}>
        <MarkSign tone={SIGNS[sign]} sign={t(`deals.cancelling.sign.${sign}`)} />
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
      <span className="unseen">{t("deals.cancelling.becomes")}</span>
      <b>{to}</b>
    </span>
  );
}
