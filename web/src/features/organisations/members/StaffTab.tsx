import { NativeSelect } from "@mantine/core";
import { useDeferredValue, useState } from "react";
import { useSearchParams } from "wouter";
import type { Group, StaffMember } from "../../../api/organisations";
import { useCan, useSession, useTenant } from "../../../app/session";
import { useLanguage, useT } from "../../../i18n/useT";
import { dotted } from "../../../lib/dotted";
import { dayOf, NOTHING } from "../../../lib/format";
import { HOUSE_ZONE } from "../../../lib/zone";
import { Address } from "../../../ui/Address";
import { type Column, DataTable } from "../../../ui/DataTable";
import { lazyDialog } from "../../../ui/lazyDialog";
import { Chip } from "../../../ui/Mark";
import { SearchBox } from "../../../ui/SearchBox";
import { NoMatch } from "../../../ui/states";
import { TextButton } from "../../../ui/TextButton";
import styles from "../organisations.module.css";
import { mayPlace, staffFound } from "../placing";
import { useRoles } from "../queries";
import { useRoleWord } from "./useRoleWord";

const PlaceDialog = lazyDialog(() => import("./PlaceDialog"));
const RemoveDialog = lazyDialog(() => import("./RemoveDialog"));
const ResetFactorDialog = lazyDialog(() => import("./ResetFactorDialog"));

interface StaffTabProps {
  staff: StaffMember[];
  groups: Group[];
}

/** Everybody who works here, searched on the page; roles and groups are changed from the row. */
export function StaffTab({ staff, groups }: StaffTabProps) {
  const t = useT();
  const language = useLanguage();
  const { user } = useSession();
  const { kind, role } = useTenant();
  const can = useCan();
  const roleWord = useRoleWord();
  const roles = useRoles();
  const [parameters, setParameters] = useSearchParams();
  const [doing, setDoing] = useState<{ act: "place" | "remove" | "reset-factor"; member: StaffMember } | null>(null);
  const text = useDeferredValue(parameters.get("q") ?? "");
  const ofRole = parameters.get("role");
  const found = staffFound(staff, { text, role: ofRole });
  const groupName = ({ groupId }: StaffMember) => groups.find(({ id }) => id === groupId)?.name ?? NOTHING;
  const joined = ({ joinedAt }: StaffMember) => dayOf(joinedAt, HOUSE_ZONE);

  const ask = (name: "q" | "role", value: string) =>
    setParameters(
      (current) => {
        if (value) current.set(name, value);
        else current.delete(name);
        return current;
      },
      { replace: true },
    );
  const clear = () =>
    setParameters((current) => {
      current.delete("q");
      current.delete("role");
      return current;
    });

  const nameOf = (member: StaffMember) => (
    <span className={styles.person}>
      {member.name} {member.id === user.id && <Chip tone="info">{t("settings.you")}</Chip>}
    </span>
  );
  const acts = (member: StaffMember) =>
    can("staff:manage") &&
    mayPlace({ id: user.id, role }, member) && (
      <div className={styles.acts}>
        <TextButton sends onClick={() => setDoing({ act: "place", member })} label={t("settings.place.title", { name: member.name })}>
          {t("settings.place.short")}
        </TextButton>
        {can("staff:second-factor") && member.secondFactor && (
          <TextButton
            sends
            onClick={() => setDoing({ act: "reset-factor", member })}
            label={t("settings.factor.resetOf", { name: member.name })}
          >
            {t("settings.factor.reset")}
          </TextButton>
        )}
        <TextButton
          sends
          danger
          onClick={() => setDoing({ act: "remove", member })}
          label={t("settings.remove.act", { name: member.name })}
        >
          {t("settings.remove.short")}
        </TextButton>
      </div>
    );

  const columns: Column<StaffMember>[] = [
    { id: "name", header: t("settings.staff.name"), cell: nameOf, sortBy: ({ name }) => name },
    { id: "role", header: t("settings.staff.role"), cell: (member) => roleWord(member.role), sortBy: (member) => roleWord(member.role) },
    ...(kind === "agency" ? [{ id: "group", header: t("settings.staff.group"), cell: groupName, sortBy: groupName }] : []),
    { id: "email", header: t("settings.staff.email"), cell: ({ emailMasked }) => <Address email={emailMasked} /> },
    {
      id: "factor",
      header: t("settings.factor.column"),
      cell: ({ secondFactor }) => (secondFactor ? t("settings.factor.has") : NOTHING),
      sortBy: ({ secondFactor }) => Number(!secondFactor),
    },
    {
      id: "joined",
      header: t("settings.staff.joined"),
      cell: (member) => <span className="nowrap">{joined(member)}</span>,
      sortBy: joined,
    },
    { id: "acts", header: "", align: "right", cell: acts },
  ];

  return (
    <>
      <search className={styles.filters}>
        <SearchBox label={t("settings.staff.search")} value={parameters.get("q") ?? ""} onSearch={(value) => ask("q", value)} />
        <NativeSelect
          aria-label={t("settings.staff.role")}
          value={ofRole ?? ""}
          onChange={({ currentTarget }) => ask("role", currentTarget.value)}
          data={[
            { value: "", label: t("settings.staff.allRoles") },
            ...(roles.data ?? []).map((each) => ({ value: each.role, label: roleWord(each.role) })),
          ]}
        />
      </search>
      <p className="unseen" role="status">
        {t("settings.staff.found", { n: found.length })}
      </p>
      {found.length === 0 ? (
        <NoMatch
          fact={t("settings.staff.noMatch")}
          conditions={[text, ofRole && roleWord(ofRole)].filter(Boolean).join(t("settings.comma"))}
          onClear={clear}
        />
      ) : (
        <DataTable
          label={t("settings.tab.staff")}
          columns={columns}
          rows={found}
          rowId={({ id }) => id}
          card={(member) => ({
            title: nameOf(member),
            mark: <span className="sub">{roleWord(member.role)}</span>,
            lines: [
              <Address key="email" email={member.emailMasked} />,
              dotted(
                [
                  member.groupId && groupName(member),
                  `${t("settings.staff.joined")} ${joined(member)}`,
                  member.secondFactor && `${t("settings.factor.column")} ${t("settings.factor.has")}`,
                ],
                language,
              ),
            ],
            actions: acts(member),
          })}
        />
      )}
      {doing?.act === "place" && <PlaceDialog staff={staff} id={doing.member.id} groups={groups} onClose={() => setDoing(null)} />}
      {doing?.act === "remove" && <RemoveDialog member={doing.member} onClose={() => setDoing(null)} />}
      {doing?.act === "reset-factor" && <ResetFactorDialog member={doing.member} onClose={() => setDoing(null)} />}
    </>
  );
}
