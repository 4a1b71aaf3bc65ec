import { useState } from "react";
import type { CampaignDetail } from "../../../api/campaigns";
import type { DealDetail, Proof } from "../../../api/deals";
import { useCan, useSession, useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { tableTime } from "../../../lib/format";
import entries from "../../../ui/entries.module.css";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark, type Tone } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { DocumentLink } from "../../approvals/DocumentLink";
import styles from "../deals.module.css";
import { useProofs } from "../queries";
import { entryWords } from "../words";

const ProofDialog = lazyDialog(() => import("./ProofDialog"));
const DecisionDialog = lazyDialog(() => import("./DecisionDialog"));

interface ProofsPanelProps {
  campaign: CampaignDetail;
  deal: DealDetail;
}

interface Deciding {
  proof: Proof;
  outcome: "accepted" | "refused";
}

const TONES: Record<"waiting" | "accepted" | "refused", Tone> = { waiting: "wait", accepted: "good", refused: "bad" };

/** What shows that a buyer belongs to the account, or holds a credential; checked by somebody other than the seller. */
export function ProofsPanel({ campaign, deal }: ProofsPanelProps) {
  const t = useT();
  const language = useLanguage();
  const can = useCan();
  const { user } = useSession();
  const { tenant } = useTenant();
  const proofs = useProofs({ tenant, campaign: campaign.id, deal: deal.id });
  const [isHandingIn, setIsHandingIn] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const isSeller = deal.sellerId === user.id;
  const mayCheck = can("proof:check") && !isSeller;
  const kindOf = ({ kind, credential }: Proof) =>
    credential === null ? t(`deals.proofs.kind.${kind}`) : (entryWords(campaign.catalogue.credentials, credential, language) ?? credential);
  const isExpired = ({ expiresOn }: Proof) => expiresOn !== null && expiresOn < deal.subscribedOn;
  const decided = ({ outcome, checkedByName, checkedAt }: Proof) =>
    outcome !== null &&
    checkedAt !== null &&
    t("deals.proofs.checkedBy", { name: checkedByName ?? "", time: tableTime(checkedAt, campaign.zone) });

  return (
    <Panel
      title={t("deals.proofs.title")}
      flush
      actions={
        can("deal:record") &&
        deal.state !== "cancelled" && (
          <ReasonedButton sends size="xs" onClick={() => setIsHandingIn(true)}>
            {t("deals.proofs.handIn")}
          </ReasonedButton>
        )
      }
    >
      <Loaded query={proofs} what={t("deals.proofs.notLoaded")}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState fact={t("deals.proofs.empty")} hint={t("deals.proofs.emptyHint")} />
          ) : (
            <ul className={entries.list}>
              {items.map((proof) => {
                const state = proof.outcome ?? "waiting";
                return (
                  <li key={proof.id}>
                    <span className={entries.head}>
                      <b className={styles.capital}>{kindOf(proof)}</b>
                      <Mark tone={TONES[state]} sign={t(`deals.proofs.sign.${state}`)} word={t(`deals.proofs.state.${state}`)} />
                    </span>
                    <span className={styles.why}>
                      {dotted(
                        [
                          t("deals.proofs.submittedBy", { name: proof.submittedByName }),
                          proof.expiresOn !== null && t("deals.proofs.expires", { day: proof.expiresOn }),
                          isExpired(proof) && t("deals.proofs.expired"),
                          decided(proof),
                          proof.supersededOn !== null && t("deals.proofs.superseded", { day: proof.supersededOn }),
                          proof.remark,
                        ],
                        language,
                      )}
                    </span>
                    {proof.document && <DocumentLink agency={tenant} file={proof.document} />}
                    {proof.outcome === null && mayCheck && (
                      <span className={styles.acts}>
                        <TextButton
                          sends
                          onClick={() => setDeciding({ proof, outcome: "accepted" })}
                          label={t("deals.proofs.acceptOf", { kind: kindOf(proof) })}
                        >
                          {t("deals.proofs.accept")}
                        </TextButton>
                        <TextButton
                          sends
                          onClick={() => setDeciding({ proof, outcome: "refused" })}
                          label={t("deals.proofs.refuseOf", { kind: kindOf(proof) })}
                          danger
                        >
                          {t("deals.proofs.refuse")}
                        </TextButton>
                      </span>
                    )}
                    {proof.outcome === null && isSeller && <span className={styles.why}>{t("deals.proofs.byAnother")}</span>}
                  </li>
                );
              })}
            </ul>
          )
        }
      </Loaded>
      {isHandingIn && <ProofDialog deal={deal} onClose={() => setIsHandingIn(false)} />}
      {deciding && <DecisionDialog deal={deal} kind={kindOf(deciding.proof)} {...deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  );
}
