import { Button } from "@mantine/core";
import { useState } from "react";
import { type Group, type Invitation, withdrawInvitation } from "../../../api/organisations";
import { useT } from "../../../i18n/useT";
import { dayOf, NOTHING, tableTime } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { Address } from "../../../ui/Address";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { type Column, DataTable } from "../../../ui/DataTable";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Mark } from "../../../ui/Mark";
import { Panel } from "../../../ui/Panel";
import { EmptyState } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import styles from "../organisations.module.css";
import { isExpired } from "../placing";
import { useEdit, useOwner } from "../queries";
import { useRoleWord } from "./useRoleWord";

const InviteDialog = lazyDialog(() => import("./InviteDialog"));

interface InvitationsTabProps {
  invitations: Invitation[];
  groups: Group[];
  onInvite: () => void;
}

/** Who was invited and has not come yet. */
export function InvitationsTab({ invitations, groups, onInvite }: InvitationsTabProps) {
  const t = useT();
  const owner = useOwner();
  const edit = useEdit();
  const roleWord = useRoleWord();
  const [doing, setDoing] = useState<{ act: "again" | "withdraw"; invitation: Invitation } | null>(null);

  const groupName = ({ groupId }: Invitation) => groups.find(({ id }) => id === groupId)?.name ?? NOTHING;
  const acts = (invitation: Invitation) => (
    <div className={styles.acts}>
      <TextButton
        sends
        onClick={() => setDoing({ act: "again", invitation })}
        label={t("settings.invite.again", { email: invitation.emailMasked })}
      >
        {t("settings.invite.againShort")}
      </TextButton>
      <TextButton
        sends
        danger
        onClick={() => setDoing({ act: "withdraw", invitation })}
        label={t("settings.invite.withdrawAct", { email: invitation.emailMasked })}
      >
        {t("settings.invite.withdraw")}
      </TextButton>
    </div>
  );
  const columns: Column<Invitation>[] = [
    { id: "email", header: t("session.email"), cell: ({ emailMasked }) => <Address email={emailMasked} /> },
    { id: "role", header: t("settings.staff.role"), cell: ({ role }) => roleWord(role) },
    ...(owner.kind === "agency" ? [{ id: "group", header: t("settings.staff.group"), cell: groupName }] : []),
    {
      id: "sent",
      header: t("settings.invite.sent"),
      cell: ({ createdAt }) => <span className="nowrap">{dayOf(createdAt, HOUSE_ZONE)}</span>,
    },
    { id: "expires", header: t("settings.invite.expires"), cell: (invitation) => <Expiry invitation={invitation} /> },
    { id: "acts", header: "", align: "right", cell: acts },
  ];

  if (invitations.length === 0) {
    return (
      <Panel label={t("settings.tab.invitations")}>
        <EmptyState
          fact={t("settings.invite.none")}
          hint={t("settings.invite.noneHint")}
          action={<Button onClick={onInvite}>{t("settings.invite.title")}</Button>}
        />
      </Panel>
    );
  }
  return (
    <>
      <DataTable
        label={t("settings.tab.invitations")}
        columns={columns}
        rows={invitations}
        rowId={({ id }) => id}
        card={(invitation) => ({
          title: <Address email={invitation.emailMasked} />,
          mark: <span className="sub">{roleWord(invitation.role)}</span>,
          lines: [<Expiry key="expiry" invitation={invitation} />],
          actions: acts(invitation),
        })}
      />
      {doing?.act === "withdraw" && (
        <ConfirmDialog
          opened
          onClose={() => setDoing(null)}
          title={t("settings.invite.withdrawAct", { email: doing.invitation.emailMasked })}
          act={t("settings.invite.withdrawAct", { email: doing.invitation.emailMasked })}
          danger
          onConfirm={async () => {
            await edit(() => withdrawInvitation(owner, doing.invitation.id), "invitations");
            toast(t("settings.invite.withdrawn", { email: doing.invitation.emailMasked }));
          }}
        >
          <p>{t("settings.invite.withdrawSay")}</p>
        </ConfirmDialog>
      )}
      {doing?.act === "again" && <InviteDialog groups={groups} again={doing.invitation} onClose={() => setDoing(null)} />}
    </>
  );
}

function Expiry({ invitation }: { invitation: Invitation }) {
  const t = useT();
  if (isExpired(invitation, new Date()))
    return <Mark tone="bad" sign={t("settings.invite.expiredSign")} word={t("settings.invite.expired")} />;
  return <span className="nowrap">{t("settings.invite.until", { time: tableTime(invitation.expiresAt, HOUSE_ZONE) })}</span>;
}
