import { useState } from "react";
import type { DealDetail } from "../../../api/deals";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Panel } from "../../../ui/Panel";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { EmptyState, Loaded } from "../../../ui/states";
import { useGroups } from "../../organisations/queries";
import styles from "../deals.module.css";
import { useAttributions } from "../queries";
import { shareWords } from "../subscribing/shares";

const AttributionDialog = lazyDialog(() => import("./AttributionDialog"));

/** 歸屬: whose work a deal is, in shares, each with the group of that time. */
export function AttributionPanel({ campaign, deal }: { campaign: string; deal: DealDetail }) {
  const t = useT();
  const can = useCan();
  const { tenant } = useTenant();
  const shares = useAttributions({ tenant, campaign, deal: deal.id });
  const groups = useGroups();
  const [isEditing, setIsEditing] = useState(false);
  const groupName = (id: string | null) => groups.data?.find((group) => group.id === id)?.name ?? null;

  return (
    <Panel
      title={t("deals.attributing.title")}
      actions={
        can("deal:attribute") &&
        shares.data && (
          <ReasonedButton sends size="xs" onClick={() => setIsEditing(true)}>
            {t("deals.attributing.edit")}
          </ReasonedButton>
        )
      }
    >
      <Loaded query={shares} what={t("deals.attributing.notLoaded")}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState fact={t("deals.attributing.empty")} />
          ) : (
            <ul className={styles.buyers}>
              {rows.map(({ userId, userName, groupId, shareBps }) => (
                <li key={userId ?? groupId} className={styles.line}>
                  <span>
                    {userId === null ? (groupName(groupId) ?? userName) : userName}
                    {userId === null ? (
                      <small>{t("deals.commissions.groupAlone")}</small>
                    ) : (
                      groupName(groupId) && <small>{groupName(groupId)}</small>
                    )}
                  </span>
                  <span className="nowrap">{shareWords(shareBps)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isEditing && shares.data && <AttributionDialog deal={deal} shares={shares.data} onClose={() => setIsEditing(false)} />}
    </Panel>
  );
}
