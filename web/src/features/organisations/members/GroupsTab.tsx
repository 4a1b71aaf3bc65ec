import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { deleteGroup, type Group, makeGroup, placeStaff, renameGroup, type StaffMember } from "../../../api/organisations";
import { useCan, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { PlusIcon } from "../../../ui/icons";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Panel } from "../../../ui/Panel";
import { EmptyState, ErrorState } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import { toast } from "../../../ui/toast";
import styles from "../organisations.module.css";
import { groupsWithMembers } from "../placing";
import { useEdit, useOwner } from "../queries";
import { useRoleWord } from "./useRoleWord";

const NameDialog = lazyDialog(() => import("../NameDialog"));

type Doing = { act: "make" } | { act: "rename" | "delete"; group: Group };

/** The teams of an agency, with who is in each. */
export function GroupsTab({ groups, staff }: { groups: Group[]; staff: StaffMember[] }) {
  const t = useT();
  const { tenant } = useTenant();
  const can = useCan();
  const edit = useEdit();
  const [doing, setDoing] = useState<Doing | null>(null);
  const manages = can("staff:manage");
  const makeButton = manages && (
    <Button onClick={() => setDoing({ act: "make" })} leftSection={<PlusIcon size={14} />}>
      {t("settings.group.make")}
    </Button>
  );

  const name = async (typed: string) => {
    if (doing?.act === "rename") {
      await edit(() => renameGroup(tenant, doing.group, typed), "groups");
      toast(t("settings.group.renamed", { name: typed }));
    } else {
      await edit(() => makeGroup(tenant, typed), "groups");
      toast(t("settings.group.made", { name: typed }));
    }
  };
  const renaming = doing?.act === "rename" ? groups.find(({ id }) => id === doing.group.id) : undefined;

  return (
    <>
      {groups.length === 0 ? (
        <Panel label={t("settings.tab.groups")}>
          <EmptyState fact={t("settings.group.none")} hint={t("settings.group.noneHint")} action={makeButton} />
        </Panel>
      ) : (
        <>
          <div className={styles.groups}>
            {groupsWithMembers(groups, staff).map(({ group, members }) => (
              <div key={group.id}>
                <GroupPanel
                  group={group}
                  members={members}
                  staff={staff}
                  onRename={manages ? () => setDoing({ act: "rename", group }) : undefined}
                  onDelete={manages ? () => setDoing({ act: "delete", group }) : undefined}
                />
              </div>
            ))}
          </div>
          <p className={styles.under}>{makeButton}</p>
        </>
      )}
      {(doing?.act === "make" || renaming) && (
        <NameDialog
          title={renaming ? t("settings.group.renameTitle", { name: renaming.name }) : t("settings.group.make")}
          label={t("settings.group.name")}
          hint={renaming ? undefined : t("settings.group.nameHint")}
          name={renaming?.name}
          act={renaming ? t("settings.group.renameAct") : t("settings.group.make")}
          onName={name}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.act === "delete" && (
        <ConfirmDialog
          opened
          onClose={() => setDoing(null)}
          title={t("settings.group.deleteAct", { name: doing.group.name })}
          act={t("settings.group.deleteAct", { name: doing.group.name })}
          danger
          onConfirm={async () => {
            await edit(() => deleteGroup(tenant, doing.group.id), "groups");
            toast(t("settings.group.deleted", { name: doing.group.name }));
          }}
        >
          <p>{t("settings.group.deleteSay")}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

interface GroupPanelProps {
  group: Group;
  members: StaffMember[];
  staff: StaffMember[];
  /** Left out for those who only look. */
  onRename?: () => void;
  onDelete?: () => void;
}

function GroupPanel({ group, members, staff, onRename, onDelete }: GroupPanelProps) {
  const t = useT();
  const owner = useOwner();
  const edit = useEdit();
  const roleWord = useRoleWord();
  const [failure, setFailure] = useState<unknown>(null);

  const move = async (member: StaffMember | undefined, groupId: string | null) => {
    if (!member) return;
    setFailure(null);
    try {
      await edit(() => placeStaff(owner, member, { groupId }), "staff");
      toast(t(groupId ? "settings.group.joined" : "settings.group.left", { name: member.name, group: group.name }));
    } catch (error) {
      setFailure(error);
    }
  };
  const others = staff.filter(({ groupId }) => groupId !== group.id);

  return (
    <Panel
      title={group.name}
      note={t("settings.group.size", { n: members.length })}
      actions={
        onRename &&
        onDelete && (
          <div className={styles.acts}>
            <TextButton sends onClick={onRename} label={t("settings.group.renameTitle", { name: group.name })}>
              {t("settings.group.rename")}
            </TextButton>
            <TextButton sends danger onClick={onDelete} label={t("settings.group.deleteAct", { name: group.name })}>
              {t("settings.group.delete")}
            </TextButton>
          </div>
        )
      }
    >
      {members.length === 0 && <p className="sub">{t("settings.group.empty")}</p>}
      <ul>
        {members.map((member) => (
          <li key={member.id} className={styles.member}>
            {member.name}
            <span className={styles.memberRole}>{roleWord(member.role)}</span>
            {onRename && (
              <TextButton
                sends
                onClick={() => move(member, null)}
                label={t("settings.group.takeOut", { name: member.name, group: group.name })}
              >
                {t("settings.group.takeOutShort")}
              </TextButton>
            )}
          </li>
        ))}
      </ul>
      {onRename && others.length > 0 && (
        <div className={styles.addMember}>
          <NativeSelect
            aria-label={t("settings.group.addTo", { group: group.name })}
            value=""
            onChange={({ currentTarget: { value } }) =>
              move(
                others.find(({ id }) => id === value),
                group.id,
              )
            }
            data={[{ value: "", label: t("settings.group.add") }, ...others.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        </div>
      )}
      {failure !== null && <ErrorState what={t("settings.group.notMoved")} error={failure} />}
    </Panel>
  );
}
