import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { type Group, placeStaff, type RoleGrants, type StaffMember } from "../../../api/organisations";
import { isProblem } from "../../../api/problem";
import { useSession, useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { Finding } from "../../../ui/Finding";
import { MarkSign } from "../../../ui/Mark";
import { problemWords } from "../../../ui/problemWords";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { Loaded } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import styles from "../organisations.module.css";
import { roleChange, rolesToGive } from "../placing";
import { useEdit, useOwner, useRoles } from "../queries";
import { permissionWord } from "./permissionWords";
import { useRoleWord } from "./useRoleWord";

interface PlaceDialogProps {
  /** The staff as it is now: the member may change under the open dialog. */
  staff: StaffMember[];
  id: string;
  groups: Group[];
  onClose: () => void;
}

/** Gives a colleague another role or group; what the role adds and takes stands above the button. */
export default function PlaceDialog({ staff, id, groups, onClose }: PlaceDialogProps) {
  const t = useT();
  const { user } = useSession();
  const { kind, role: own } = useTenant();
  const owner = useOwner();
  const edit = useEdit();
  const roleWord = useRoleWord();
  const roles = useRoles();
  const member = staff.find((each) => each.id === id);
  const [role, setRole] = useState(member?.role ?? "");
  const [groupId, setGroupId] = useState(member?.groupId ?? null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (!member) return null;

  const movesRole = role !== member.role;
  const movesGroup = groupId !== member.groupId;
  const group = groups.find((each) => each.id === groupId)?.name ?? t("settings.place.noGroup");
  const values = { name: member.name, role: roleWord(role), group };
  const act = movesRole && movesGroup ? "both" : movesGroup ? "group" : "role";

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const place = { ...(movesRole && { role }), ...(movesGroup && { groupId }) };
      await edit(() => placeStaff(owner, member, place), "staff", "groups");
      toast(t("settings.place.done", values));
      onClose();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog opened onClose={onClose} title={t("settings.place.title", { name: member.name })}>
      <Loaded query={roles}>
        {(loaded) => (
          <form onSubmit={submit} noValidate className={styles.dialog}>
            <NativeSelect
              label={t("settings.staff.role")}
              value={role}
              onChange={({ currentTarget }) => setRole(currentTarget.value)}
              data={rolesToGive(loaded, { id: user.id, role: own }).map((each) => ({ value: each.role, label: roleWord(each.role) }))}
              data-autofocus
            />
            {movesRole && <RoleEffect roles={loaded} from={member.role} to={role} />}
            {kind === "agency" && (
              <NativeSelect
                label={t("settings.staff.group")}
                description={t("settings.place.groupHint")}
                value={groupId ?? ""}
                onChange={({ currentTarget }) => setGroupId(currentTarget.value || null)}
                data={[{ value: "", label: t("settings.place.noGroup") }, ...groups.map((each) => ({ value: each.id, label: each.name }))]}
              />
            )}
            {failure !== null && (
              <Finding kind={isProblem(failure, "stale") ? "conflict" : "error"} announce="alert">
                {isProblem(failure, "stale") ? t("settings.overtaken", { now: roleWord(member.role) }) : problemWords(t, failure)}
              </Finding>
            )}
            <div className={styles.buttons}>
              <Button onClick={onClose}>{t("common.cancel")}</Button>
              <ReasonedButton
                type="submit"
                variant="filled"
                loading={busy}
                reason={movesRole || movesGroup ? null : t("settings.place.nothing")}
              >
                {movesRole || movesGroup ? t(`settings.place.act.${act}`, values) : t("settings.place.short")}
              </ReasonedButton>
            </div>
          </form>
        )}
      </Loaded>
    </Dialog>
  );
}

/** What somebody may do besides, and what no more. */
function RoleEffect({ roles, from, to }: { roles: RoleGrants[]; from: string; to: string }) {
  const t = useT();
  const { gained, lost } = roleChange(roles, from, to);
  const parts = [
    { id: "gains", tone: "good", permissions: gained },
    { id: "loses", tone: "bad", permissions: lost },
  ] as const;
  return (
    <div className={styles.effect} role="status">
      {gained.length + lost.length === 0 && <p>{t("settings.place.same")}</p>}
      {parts.map(
        ({ id, tone, permissions }) =>
          permissions.length > 0 && (
            <ul key={id} aria-label={t(`settings.place.${id}`)}>
              {permissions.map((permission) => (
                <li key={permission} className={styles.permission}>
                  <MarkSign tone={tone} sign={t(`settings.place.${id}Sign`)} />
                  {permissionWord(t, permission)}
                </li>
              ))}
            </ul>
          ),
      )}
      <p className="dim">{t("settings.place.when")}</p>
    </div>
  );
}
