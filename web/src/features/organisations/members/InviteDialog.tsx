import { Button, NativeSelect, TextInput } from "@mantine/core";
import { isEmail, useForm } from "@mantine/form";
import { type Group, type Invitation, inviteStaff, type RoleGrants, withdrawInvitation } from "../../../api/organisations";
import { isProblem } from "../../../api/problem";
import type { Language } from "../../../api/session";
import { useSession, useTenant } from "../../../app/session";
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from "../../../i18n/messages";
import { useLanguage, useT } from "../../../i18n/useT";
import { Dialog } from "../../../ui/Dialog";
import { FormErrorSummary } from "../../../ui/FormErrorSummary";
import { ReasonedButton } from "../../../ui/ReasonedButton";
import { Loaded } from "../../../ui/states";
import { toast } from "../../../ui/toast";
import { useSubmit } from "../../../ui/useSubmit";
import styles from "../organisations.module.css";
import { fitsMask, ownPermissions, rolesToGive } from "../placing";
import { useEdit, useOwner, useRoles } from "../queries";
import { permissionWord } from "./permissionWords";
import { useRoleWord } from "./useRoleWord";

interface InviteDialogProps {
  groups: Group[];
  /** An invitation to send anew: its address is kept sealed, so it is typed again, and its old link closes. */
  again?: Invitation;
  onClose: () => void;
}

export default function InviteDialog({ groups, again, onClose }: InviteDialogProps) {
  const t = useT();
  const roles = useRoles();
  return (
    <Dialog opened onClose={onClose} title={again ? t("settings.invite.again", { email: again.emailMasked }) : t("settings.invite.title")}>
      <Loaded query={roles}>{(loaded) => <InviteForm groups={groups} again={again} roles={loaded} onClose={onClose} />}</Loaded>
    </Dialog>
  );
}

/** What most colleagues of a new member are, for each kind of tenant. */
const USUAL_ROLE = { agency: "consultant", developer: "marketing" } as const;

function InviteForm({ groups, again, roles, onClose }: InviteDialogProps & { roles: RoleGrants[] }) {
  const t = useT();
  const language = useLanguage();
  const { user } = useSession();
  const { kind, role: own } = useTenant();
  const owner = useOwner();
  const edit = useEdit();
  const roleWord = useRoleWord();
  const form = useForm<{ email: string; role: string; groupId: string; language: Language }>({
    initialValues: { email: "", role: again?.role ?? USUAL_ROLE[kind], groupId: again?.groupId ?? "", language },
    validate: {
      email: (email) =>
        isEmail(t("session.emailInvalid"))(email.trim()) ??
        (again && !fitsMask(email, again.emailMasked) ? t("settings.invite.otherAddress", { email: again.emailMasked }) : null),
    },
  });
  const { busy, failure, send } = useSubmit(form, ["email", "role", "groupId", "language"]);
  const labels = {
    email: t("session.email"),
    role: t("settings.staff.role"),
    groupId: t("settings.staff.group"),
    language: t("settings.invite.language"),
  };

  const submit = form.onSubmit(
    async (values) => {
      const email = values.email.trim();
      const invite = async () => {
        // Already gone when a first try got this far: then the new one is all that is missing.
        if (again) await withdrawInvitation(owner, again.id).catch(ignoreClosed);
        const group = kind === "agency" ? { groupId: values.groupId || null } : {};
        await inviteStaff(owner, { email, role: values.role, language: values.language, ...group });
      };
      const done = await send(() => edit(invite, "invitations"));
      if (!done) return;
      toast(t("settings.invite.done", { email }));
      onClose();
    },
    () => form.getInputNode("email")?.focus(),
  );

  const does = ownPermissions(roles, form.values.role).map((permission) => permissionWord(t, permission));
  return (
    <form onSubmit={submit} noValidate className={styles.dialog}>
      <FormErrorSummary form={form} labels={labels} failure={failure} />
      <p className="sub">{t(again ? "settings.invite.againSay" : "settings.invite.say")}</p>
      <TextInput
        label={labels.email}
        type="email"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={again?.emailMasked}
        maxLength={254}
        data-autofocus
        {...form.getInputProps("email")}
      />
      <NativeSelect
        label={labels.role}
        description={
          does.length ? t("settings.invite.roleDoes", { what: does.join(t("settings.semicolon")) }) : t("settings.invite.roleReads")
        }
        data={rolesToGive(roles, { id: user.id, role: own }).map(({ role }) => ({ value: role, label: roleWord(role) }))}
        {...form.getInputProps("role")}
      />
      <div className={styles.two}>
        {kind === "agency" && (
          <NativeSelect
            label={labels.groupId}
            data={[{ value: "", label: t("settings.place.noGroup") }, ...groups.map(({ id, name }) => ({ value: id, label: name }))]}
            {...form.getInputProps("groupId")}
          />
        )}
        <NativeSelect
          label={labels.language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          {...form.getInputProps("language")}
          onChange={({ currentTarget: { value } }) => isLanguage(value) && form.setFieldValue("language", value)}
        />
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <ReasonedButton type="submit" variant="filled" loading={busy}>
          {t(again ? "settings.invite.againAct" : "settings.invite.act")}
        </ReasonedButton>
      </div>
    </form>
  );
}

function ignoreClosed(error: unknown): void {
  if (!isProblem(error, "invitation-closed", "not-found")) throw error;
}
