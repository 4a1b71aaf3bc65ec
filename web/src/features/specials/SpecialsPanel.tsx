import { useState } from "react";
import type { CampaignDetail } from "../../api/campaigns";
import { acceptCounter, type Special, type SpecialScope, type Specials, withdrawSpecial } from "../../api/specials";
import { useCan, useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { moneyAlone, tableTime } from "../../lib/format";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import entries from "../../ui/entries.module.css";
import { lazyDialog } from "../../ui/lazyDialog";
import { Mark } from "../../ui/Mark";
import { Panel } from "../../ui/Panel";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import deals from "../deals/deals.module.css";
import { Evaluation } from "./Evaluation";
import { useSpecialAct, useSpecialPreview, useSpecials } from "./queries";
import { TableLines } from "./TableLines";
import { effectWords, STATE_TONES, termsWords } from "./words";

const AskDialog = lazyDialog(() => import("./AskDialog"));

interface SpecialsPanelProps {
  campaign: CampaignDetail;
  about: SpecialScope;
  /** The home or the account. */
  name: string;
  isSigned?: boolean;
  /** Until when the home must be signed to count. */
  signBy?: string | null;
  /** Nothing is asked any more: it was cancelled or settled. */
  isClosed?: boolean;
}

/** 特批 of a home (its engagement's too) or of an engagement: what was asked, what came of it, counter-terms to accept. */
export function SpecialsPanel({ campaign, about, name, isSigned = false, signBy = null, isClosed = false }: SpecialsPanelProps) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const specials = useSpecials({ tenant, campaign: campaign.id, about });
  const act = useSpecialAct(campaign.id);
  const [isAsking, setIsAsking] = useState(false);
  const [answering, setAnswering] = useState<{ special: Special; act: "withdraw" | "accept" | "decline" } | null>(null);
  const language = useLanguage();
  const isWaiting = specials.data?.items.some(({ state, about: { kind } }) => state === "pending" && kind === about.kind) ?? false;

  return (
    <Panel
      title={t("specials.title")}
      flush
      actions={
        can("special:ask") &&
        !isClosed &&
        specials.data &&
        !isWaiting && (
          <ReasonedButton sends size="xs" onClick={() => setIsAsking(true)}>
            {t("specials.ask")}
          </ReasonedButton>
        )
      }
    >
      <Loaded query={specials} what={t("specials.notLoaded")}>
        {({ items, commitments }) =>
          items.length === 0 ? (
            <EmptyState fact={t("specials.empty")} hint={t(about.kind === "deal" ? "specials.emptyHint" : "specials.emptyHintAll")} />
          ) : (
            <ul className={entries.list}>
              {items.map((special) => (
                <SpecialItem
                  key={special.id}
                  special={special}
                  campaign={campaign}
                  commitment={commitments.find(({ specialId }) => specialId === special.id)}
                  isSigned={isSigned}
                  isOfAll={about.kind === "deal" && special.about.kind === "engagement"}
                  onAct={(chosen) => setAnswering({ special, act: chosen })}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {isAsking && (
        <AskDialog campaign={campaign} about={about} name={name} isSigned={isSigned} signBy={signBy} onClose={() => setIsAsking(false)} />
      )}
      {answering && (
        <ConfirmDialog
          opened
          onClose={() => setAnswering(null)}
          title={t(`specials.${answering.act}.title`, { number: answering.special.number })}
          act={t(`specials.${answering.act}.act`, {
            number: answering.special.number,
            effect: effectWords(t, language, answering.special.counterTerms ?? answering.special.terms),
          })}
          onConfirm={async () => {
            const { special } = answering;
            await act(() => (answering.act === "accept" ? acceptCounter : withdrawSpecial)(tenant, campaign.id, special.id));
            toast(t(`specials.${answering.act}.done`, { number: special.number }));
          }}
        >
          <p>
            {t(`specials.${answering.act}.say`, {
              terms: answering.special.counterTerms ? termsWords(t, language, answering.special.counterTerms, isSigned) : "",
            })}
          </p>
          {answering.act === "accept" && answering.special.counterTerms && (
            <TableLines terms={answering.special.counterTerms} asked={answering.special.terms} />
          )}
          {answering.act === "accept" && <CounterCost campaign={campaign} special={answering.special} />}
        </ConfirmDialog>
      )}
    </Panel>
  );
}

/** What the terms offered instead would cost, by the facts of today. */
function CounterCost({ campaign, special: { about, counterTerms } }: { campaign: CampaignDetail; special: Special }) {
  const { tenant } = useTenant();
  const { query } = useSpecialPreview({ tenant, campaign: campaign.id }, counterTerms && { about, terms: counterTerms });

  return query.data ? <Evaluation evaluation={query.data} /> : null;
}

interface SpecialItemProps {
  special: Special;
  campaign: CampaignDetail;
  isSigned: boolean;
  /** It is the whole engagement's. */
  isOfAll: boolean;
  /** How far its commitment has come; undefined without one, or before its yes. */
  commitment: Specials["commitments"][number] | undefined;
  onAct: (act: "withdraw" | "accept" | "decline") => void;
}

function SpecialItem({ special, campaign, isSigned, isOfAll, commitment, onAct }: SpecialItemProps) {
  const t = useT();
  const language = useLanguage();
  const { number, terms, counterTerms, state, reason, evaluation, approval, approvedOn, isOver, askedByName, askedAt, acts } = special;
  const shown = state === "approved" && counterTerms ? counterTerms : terms;
  const costFen = evaluation.beforeFen - evaluation.afterFen;
  const stateWord = state === "pending" ? (`specials.waitsFor.${approval.decider}` as const) : (`specials.state.${state}` as const);
  const object = { number };
  const letGo = state === "countered" ? "decline" : "withdraw";

  return (
    <li>
      <span className={entries.head}>
        <b>{t("specials.name", { number, effect: effectWords(t, language, shown) })}</b>
        <Mark tone={STATE_TONES[state]} sign={t(`specials.sign.${state}`)} word={t(stateWord)} />
      </span>
      <div className={entries.words}>
        <TableLines terms={shown} />
        <span className={deals.capital}>{termsWords(t, language, shown, isSigned)}</span>
      </div>
      {commitment && shown.effect.kind === "tiers" && shown.effect.commitment && (
        <span className={entries.words}>
          <b>
            {t(`specials.commitment.${commitment.state}`, {
              n: commitment.countedUnits,
              more: Math.max(0, shown.effect.commitment.units - commitment.countedUnits),
              by: shown.effect.commitment.by,
            })}
          </b>
        </span>
      )}
      {isOfAll && <span className={entries.words}>{t("specials.ofAll")}</span>}
      {counterTerms && state === "countered" && (
        <span className={entries.words}>
          {t("specials.counter", {
            name: approval.deciderName ?? "",
            effect: effectWords(t, language, counterTerms),
            terms: termsWords(t, language, counterTerms, isSigned),
          })}
        </span>
      )}
      {counterTerms && state === "countered" && (
        <div className={entries.words}>
          <TableLines terms={counterTerms} asked={terms} />
        </div>
      )}
      {evaluation.homes.length > 0 && shown === terms && (
        <span className={entries.words}>
          {t("specials.costs", {
            before: moneyAlone(evaluation.beforeFen),
            after: moneyAlone(evaluation.afterFen),
            cost: moneyAlone(costFen),
          })}
        </span>
      )}
      <span className={entries.words}>
        {dotted(
          [
            t("specials.askedBy", { name: askedByName, time: tableTime(askedAt, campaign.zone) }),
            reason,
            approval.deciderName !== null &&
              approval.decidedAt !== null &&
              state !== "withdrawn" &&
              t("specials.decidedBy", { name: approval.deciderName, time: tableTime(approval.decidedAt, campaign.zone) }),
            approval.remark,
            approvedOn !== null && isOver && !isSigned && t("specials.over"),
          ],
          language,
        )}
      </span>
      {acts.length > 0 && (
        <span className={entries.acts}>
          {acts.includes("accept") && (
            <TextButton sends onClick={() => onAct("accept")} label={t("specials.accept.of", object)}>
              {t("specials.accept")}
            </TextButton>
          )}
          {acts.includes("withdraw") && (
            <TextButton sends onClick={() => onAct(letGo)} label={t(`specials.${letGo}.of`, object)} danger>
              {t(`specials.${letGo}`)}
            </TextButton>
          )}
        </span>
      )}
    </li>
  );
}
