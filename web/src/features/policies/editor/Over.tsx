import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { listAudit } from "../../../api/audit";
import { type PolicyVersionDetail, readPolicyVersion } from "../../../api/policies";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { tableTime } from "../../../lib/format";
import { Finding } from "../../../ui/Finding";
import { MarkSign } from "../../../ui/Mark";
import { problemWords } from "../../../ui/problemWords";
import { ErrorState } from "../../../ui/states";
import type { Editing, EditingState } from "../editing";
import { focusPlace } from "./focusPlace";
import styles from "./layout.module.css";

/** How many things must be put right, and how many are worth a look; each leads to the first of them. */
export function FindingCounts({ findings, errors }: { findings: EditingState["findings"]; errors: string[] }) {
  const t = useT();
  const remarks = findings.filter(({ severity }) => severity === "warning");
  const [firstError] = errors;
  const [firstRemark] = remarks;
  if (firstError === undefined && !firstRemark) return null;

  return (
    <div className={styles.counts}>
      {firstError !== undefined && (
        <button type="button" className={`${styles.count} ${styles.bad}`} onClick={() => focusPlace(firstError)}>
          <MarkSign tone="bad" sign={t("common.mark.error")} />
          <span>
            <b>{t("policies.counts.errors", { n: errors.length })}</b>
            {t("policies.counts.errorsHint")}
          </span>
        </button>
      )}
      {firstRemark && (
        <button type="button" className={`${styles.count} ${styles.wait}`} onClick={() => focusPlace(firstRemark.place)}>
          <MarkSign tone="wait" sign={t("common.mark.remark")} />
          <span>{t("policies.counts.remarks", { n: remarks.length })}</span>
        </button>
      )}
    </div>
  );
}

/** What keeps the draft from being saved, and what to do about it. Nothing while it saves itself. */
export function SavingTrouble({ editing, state: { phase, findings }, zone }: { editing: Editing; state: EditingState; zone: string }) {
  const t = useT();
  const homeless = phase.name === "refused" ? phase.refusals.filter(({ place }) => !place) : [];
  const loose = findings.filter(({ place }) => !place);

  return (
    <>
      {loose.map(({ detail, severity }) => (
        <Finding key={detail} kind={severity === "error" ? "error" : "remark"}>
          {detail}
        </Finding>
      ))}
      {homeless.map(({ detail }) => (
        <Finding key={detail} kind="error" announce="alert">
          {detail}
        </Finding>
      ))}
      {phase.name === "conflict" && <Conflict editing={editing} zone={zone} />}
      {phase.name === "unreachable" && (
        <Finding kind="draft" announce="status">
          {t("policies.saving.keptHere")}
        </Finding>
      )}
      {phase.name === "failed" && (
        <Finding
          kind="error"
          announce="alert"
          remedies={
            <Button size="xs" onClick={() => editing.flush()}>
              {t("common.retry")}
            </Button>
          }
        >
          <b>{t("policies.saving.failed")}</b> {problemWords(t, phase.error)} {t("policies.saving.keptStill")}
        </Finding>
      )}
    </>
  );
}

/** Somebody else wrote the version meanwhile: who and when, and whose words stay. */
function Conflict({ editing, zone }: { editing: Editing; zone: string }) {
  const t = useT();
  const { tenant } = useTenant();
  const { id, campaignId, version } = editing.current().detail;
  const query = useQuery({
    queryKey: ["agency", tenant, "policy-conflict", id, version],
    queryFn: async () => {
      const [theirs, { items }] = await Promise.all([
        readPolicyVersion(tenant, campaignId, id),
        listAudit("agency", tenant, { entity: "policy-version", entityId: id }, null),
      ]);
      return { theirs, edit: items[0] ?? null };
    },
    staleTime: 0,
    gcTime: 0,
  });
  if (query.isError) return <ErrorState what={t("policies.conflict.unknown")} error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return null;

  const { theirs, edit } = query.data;
  const closed = !theirs.acts.includes("edit");
  return (
    <Finding kind="conflict" announce="alert">
      {edit
        ? t("policies.conflict.who", { name: edit.actorName, time: tableTime(edit.at, zone) })
        : t("policies.conflict.when", { time: tableTime(theirs.updatedAt, zone) })}{" "}
      {t(closed ? "policies.conflict.closed" : "policies.conflict.kept")}
      <Choices editing={editing} theirs={theirs} closed={closed} />
    </Finding>
  );
}

function Choices({ editing, theirs, closed }: { editing: Editing; theirs: PolicyVersionDetail; closed: boolean }) {
  const t = useT();
  return (
    <div className={styles.choices}>
      {!closed && (
        <Button size="xs" onClick={() => editing.overwrite(theirs)}>
          {t("policies.conflict.overwrite")}
        </Button>
      )}
      <Button size="xs" onClick={() => editing.adopt(theirs)}>
        {t("policies.conflict.adopt")}
      </Button>
    </div>
  );
}
