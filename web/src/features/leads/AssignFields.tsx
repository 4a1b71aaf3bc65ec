import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { AssignTo } from "../../api/leads";
import { useT } from "../../i18n/useT";
import { Segmented } from "../../ui/Segmented";
import { useGroups, useStaff } from "../organisations/queries";

/** Who reports and is given leads. */
const TAKERS: readonly string[] = ["owner", "manager", "coordinator", "consultant"];

interface AssignFieldsProps {
  /** Whose they become; null while that is not said in full. */
  onChange: (to: AssignTo | null) => void;
}

/** To a member, to a group's members in turn, to a group's pool, or to everybody's. */
export function AssignFields({ onChange }: AssignFieldsProps) {
  const t = useT();
  const staff = useStaff();
  const groups = useGroups();
  const [to, setTo] = useState<AssignTo["to"]>("member");
  const [chosen, setChosen] = useState("");
  const change = (next: AssignTo["to"], id: string) => {
    setTo(next);
    setChosen(id);
    if (next === "pool") onChange({ to: "pool" });
    else if (id === "") onChange(null);
    else onChange(next === "member" ? { to: next, userId: id } : { to: next, groupId: id });
  };
  const members = (staff.data ?? []).filter(({ role }) => TAKERS.includes(role));

  return (
    <>
      <Segmented
        label={t("leads.assign.to")}
        options={(["member", "turn", "group", "pool"] as const).map((value) => ({ value, label: t(`leads.assign.${value}`) }))}
        value={to}
        onChange={(next) => change(next, "")}
        hint={t(`leads.assign.${to}Hint`)}
      />
      {to !== "pool" && (
        <NativeSelect
          label={t(to === "member" ? "leads.column.owner" : "leads.assign.groupName")}
          value={chosen}
          onChange={({ currentTarget }) => change(to, currentTarget.value)}
          data={[
            { value: "", label: t("leads.assign.choose") },
            ...(to === "member" ? members : (groups.data ?? [])).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </>
  );
}
