import { Button } from "@mantine/core";
import { useState } from "react";
import { type Link, type LinkStep, stepLink } from "../../../api/organisations";
import { isProblem } from "../../../api/problem";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { problemWords } from "../../../ui/problemWords";
import { toast } from "../../../ui/toast";
import { partnerOf } from "../links";
import styles from "../organisations.module.css";
import { useOwner, useRefresh } from "../queries";
import { LinkTermsList } from "./LinkTermsList";

interface LinkDialogProps {
  link: Link;
  step: LinkStep;
  onClose: () => void;
}

/** A step with a link: says what follows, and for an answer what exactly is shared, before it is taken. */
export default function LinkDialog({ link, step, onClose }: LinkDialogProps) {
  const t = useT();
  const owner = useOwner();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const partner = partnerOf(link, owner.kind).name;
  const values = { partner, project: link.projectName };

  const take = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await stepLink(owner, link.id, step);
      toast(t(`settings.linkDone.${step}`, values));
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      await refresh("links", "projects", "campaigns", "approvals");
    }
  };
  const over = isProblem(failure, "link-decided", "wrong-state");
  const danger = step === "ending";
  return (
    <Dialog opened onClose={onClose} title={t(`settings.linkTitle.${step}`, values)} wide={step === "acceptance"}>
      <div className={styles.dialog}>
        {step === "ending" ? (
          <ul className={styles.consequences}>
            {(["figures", "policies", "kept"] as const).map((what) => (
              <li key={what}>{t(`settings.linkEnd.${owner.kind}.${what}`, values)}</li>
            ))}
          </ul>
        ) : (
          <p>{t(`settings.linkSay.${step}`, values)}</p>
        )}
        {step === "acceptance" && <LinkTermsList terms={link} developer={owner.kind === "agency" ? link.developerName : null} />}
        {failure !== null && (
          <Finding kind={over ? "conflict" : "error"} announce="alert">
            {over ? t("settings.linkOver", values) : problemWords(t, failure)}
          </Finding>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t(over ? "common.close" : "common.cancel")}</Button>
          {!over && (
            <Button variant="filled" color={danger ? "red" : undefined} onClick={take} loading={busy}>
              {t(`settings.linkAct.${step}`, values)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
