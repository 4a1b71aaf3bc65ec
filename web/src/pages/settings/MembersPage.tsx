import { Button } from "@mantine/core";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { useCan, useTenant } from "../../app/session";
import { GroupsTab } from "../../features/organisations/members/GroupsTab";
import { InvitationsTab } from "../../features/organisations/members/InvitationsTab";
import { RolesTab } from "../../features/organisations/members/RolesTab";
import { StaffTab } from "../../features/organisations/members/StaffTab";
import { useGroups, useInvitations, useRoles, useStaff } from "../../features/organisations/queries";
import { useT } from "../../i18n/useT";
import { PlusIcon } from "../../ui/icons";
import { lazyDialog } from "../../ui/lazyDialog";
import { PageHead } from "../../ui/PageHead";
import { Loaded } from "../../ui/states";
import { Tabs } from "../../ui/Tabs";

const InviteDialog = lazyDialog(() => import("../../features/organisations/members/InviteDialog"));

type Tab = "staff" | "invitations" | "groups" | "roles";

/** Who works here and as what; of an agency and of a developer, which has no groups. */
export default function MembersPage() {
  const t = useT();
  const { kind } = useTenant();
  const can = useCan();
  const [parameters] = useSearchParams();
  const [inviting, setInviting] = useState(false);
  const staff = useStaff();
  const groups = useGroups();
  const invitations = useInvitations();
  const roles = useRoles();

  const manages = can("staff:manage");
  const tabs: Tab[] = [
    "staff",
    ...(manages ? (["invitations"] as const) : []),
    ...(kind === "agency" ? (["groups"] as const) : []),
    "roles",
  ];
  const tab = tabs.find((each) => each === parameters.get("tab")) ?? "staff";
  const known = groups.data ?? [];

  return (
    <>
      <PageHead
        title={t("settings.members.title")}
        actions={
          manages && (
            <Button variant="filled" leftSection={<PlusIcon size={14} />} onClick={() => setInviting(true)}>
              {t("settings.invite.title")}
            </Button>
          )
        }
      />
      <Tabs
        label={t("settings.members.title")}
        parameter="tab"
        drop={["q", "role"]}
        current={tab}
        items={tabs.map((value) => ({
          value,
          label: t(`settings.tab.${value}`),
          count: value === "invitations" ? invitations.data?.length : undefined,
        }))}
      />
      {tab === "staff" && (
        <Loaded query={staff} what={t("settings.staff.notLoaded")}>
          {(members) => <StaffTab staff={members} groups={known} />}
        </Loaded>
      )}
      {tab === "invitations" && (
        <Loaded query={invitations} what={t("settings.invite.notLoaded")}>
          {(open) => <InvitationsTab invitations={open} groups={known} onInvite={() => setInviting(true)} />}
        </Loaded>
      )}
      {tab === "groups" && (
        <Loaded query={groups} what={t("settings.group.notLoaded")}>
          {(all) => <Loaded query={staff}>{(members) => <GroupsTab groups={all} staff={members} />}</Loaded>}
        </Loaded>
      )}
      {tab === "roles" && (
        <Loaded query={roles} what={t("settings.roles.notLoaded")}>
          {(all) => <RolesTab roles={all} />}
        </Loaded>
      )}
      {inviting && <InviteDialog groups={known} onClose={() => setInviting(false)} />}
    </>
  );
}
