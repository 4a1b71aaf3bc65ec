import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import type { CampaignDetail } from "../../api/campaigns";
import {
  deletePolicyVersion,
  type PolicyVersionDetail,
  type PolicyVersionItem,
  publishPolicyVersion,
  submitPolicyVersion,
  withdrawPolicyVersion,
} from "../../api/policies";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useT } from "../../i18n/useT";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { toast } from "../../ui/toast";
import styles from "./acts.module.css";
import { useVersionChanged, useVersionDeleted } from "./queries";
import { replacedBy } from "./versions";

interface ActDialogProps {
  detail: PolicyVersionDetail;
  campaign: CampaignDetail;
  opened: boolean;
  onClose: () => void;
}

/** 送審: to whom it goes, from when it shall hold, and a word with it. */
export function SubmitDialog({ detail, campaign, opened, onClose }: ActDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const changed = useVersionChanged(campaign.id);
  const [note, setNote] = useState("");
  const { number: n, effectiveFrom } = detail;

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("policies.submit.title", { n })}
      act={t("policies.submit.act", { n })}
      onConfirm={async () => {
        await changed(await submitPolicyVersion(tenant, campaign.id, detail.id, note.trim()));
        toast(t("policies.submit.done", { n }));
      }}
    >
      <div className={styles.words}>
        <p>
          {t(campaign.decider === "developer" ? "policies.submit.toDeveloper" : "policies.submit.toFinance", {
            developer: campaign.developerName,
          })}
        </p>
        <p>{t("policies.submit.from", { day: effectiveFrom ?? "" })}</p>
        <Textarea
          label={t("policies.submit.note")}
          description={t("policies.submit.noteHint")}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </ConfirmDialog>
  );
}

/** 撤回: nobody has decided yet, and it is a draft again. */
export function WithdrawDialog({ detail, campaign, opened, onClose }: ActDialogProps) {
  const t = useT();
  const { tenant } = useTenant();
  const changed = useVersionChanged(campaign.id);
  const { number: n } = detail;

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("policies.withdraw.title", { n })}
      act={t("policies.withdraw.act", { n })}
      onConfirm={async () => {
        await changed(await withdrawPolicyVersion(tenant, campaign.id, detail.id));
        toast(t("policies.withdraw.done", { n }));
      }}
    >
      <p>{t("policies.withdraw.say")}</p>
    </ConfirmDialog>
  );
}

/** 發布: from which day, and which versions give way. */
export function PublishDialog({ detail, campaign, opened, onClose, versions }: ActDialogProps & { versions: PolicyVersionItem[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const changed = useVersionChanged(campaign.id);
  const { number: n, effectiveFrom } = detail;
  const day = effectiveFrom ?? "";
  const { shortened, superseded } = replacedBy(versions, day);

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("policies.publish.title", { n })}
      act={t("policies.publish.act", { n, day })}
      onConfirm={async () => {
        await changed(await publishPolicyVersion(tenant, campaign.id, detail.id));
        toast(t("policies.publish.done", { n }));
      }}
    >
      <ul className={styles.consequences}>
        <li>{t("policies.publish.from", { day })}</li>
        {shortened && <li>{t("policies.publish.shortened", { n: shortened.number, day })}</li>}
        {superseded.map(({ id, number }) => (
          <li key={id}>{t("policies.publish.superseded", { n: number })}</li>
        ))}
        {!shortened && superseded.length === 0 && <li>{t("policies.publish.first")}</li>}
        <li>{t("policies.publish.forever")}</li>
      </ul>
    </ConfirmDialog>
  );
}

/** @param onDelete told first: what is still unsent has nowhere to go */
export function DeleteDialog({ detail, campaign, opened, onClose, onDelete }: ActDialogProps & { onDelete: () => void }) {
  const t = useT();
  const { tenant } = useTenant();
  const [, navigate] = useLocation();
  const deleted = useVersionDeleted(campaign.id);
  const { number: n } = detail;

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t("policies.delete.title", { n })}
      act={t("policies.delete.act", { n })}
      danger
      onConfirm={async () => {
        await deletePolicyVersion(tenant, campaign.id, detail.id);
        onDelete();
        navigate(paths.policies(tenant, campaign.id));
        await deleted(detail.id);
        toast(t("policies.delete.done", { n }));
      }}
    >
      <p>{t("policies.delete.say")}</p>
    </ConfirmDialog>
  );
}
