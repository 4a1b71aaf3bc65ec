import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { decideVisit, type Visit } from "../../api/leads";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { Finding } from "../../ui/Finding";
import { LoadMore } from "../../ui/LoadMore";
import { problemWords } from "../../ui/problemWords";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { EmptyState, LoadedPages } from "../../ui/states";
import { TextButton } from "../../ui/TextButton";
import { toast } from "../../ui/toast";
import styles from "./leads.module.css";
import pageStyles from "./page/page.module.css";
import { useLeadAct, useVisits } from "./queries";

interface VisitsDialogProps {
  campaign: string;
  /** Of one lead alone. */
  lead?: string;
  onClose: () => void;
}

/** Visits that another than the owner brought about: taken, each may hand its customer over; never decided by who brought it. */
export default function VisitsDialog({ campaign, lead, onClose }: VisitsDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const run = useLeadAct(campaign);
  const visits = useVisits({ tenant, campaign }, true);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const decide = async ({ id, nameMasked }: Visit, accept: boolean) => {
    setBusy(id);
    setFailure(null);
    try {
      await run(() => decideVisit({ tenant, campaign }, id, accept));
      toast(t(accept ? "leads.visits.accepted" : "leads.visits.refused", { name: nameMasked ?? t("leads.gone") }));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(null);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={t("leads.visits.title")} wide>
      <div className={styles.form}>
        <p className="sub">{t("leads.visits.say")}</p>
        {failure !== null && (
          <Finding kind="error" announce="alert">
            {problemWords(t, failure)}
          </Finding>
        )}
        <LoadedPages query={visits} what={t("leads.visits.notLoaded")}>
          {(all) => {
            const rows = lead === undefined ? all : all.filter(({ leadId }) => leadId === lead);
            if (rows.length === 0) return <EmptyState fact={t("leads.visits.none")} />;
            return (
              <>
                <ul className={pageStyles.rows}>
                  {rows.map((visit) => (
                    <li key={visit.id}>
                      <span>
                        <Link href={paths.lead(tenant, campaign, visit.leadId)} onClick={onClose}>
                          {visit.nameMasked ?? t("leads.gone")}
                        </Link>{" "}
                        {t("leads.visits.brought", { day: visit.visitedOn, name: visit.broughtByName })}
                        <small className={styles.hint}>
                          {t(visit.handsOver ? "leads.visits.handsOver" : "leads.visits.stays", {
                            owner: visit.ownerName ?? t("leads.nobody"),
                            name: visit.broughtByName,
                          })}
                        </small>
                      </span>
                      <span className={styles.buttons}>
                        <TextButton danger sends onClick={() => busy === null && decide(visit, false)}>
                          {t("leads.visits.refuse")}
                        </TextButton>
                        <ReasonedButton sends size="xs" loading={busy === visit.id} onClick={() => decide(visit, true)}>
                          {t("leads.visits.accept")}
                        </ReasonedButton>
                      </span>
                    </li>
                  ))}
                </ul>
                {visits.hasNextPage && <LoadMore query={visits} shown={rows.length} />}
              </>
            );
          }}
        </LoadedPages>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t("common.close")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
