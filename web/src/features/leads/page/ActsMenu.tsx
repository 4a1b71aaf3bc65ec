import { Button, Menu } from "@mantine/core";
import type { LeadDetail } from "../../../api/leads";
import { useCan } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { ChevronDownIcon } from "../../../ui/icons";
import { useOnline } from "../../../ui/useOnline";
import type { Doing } from "./useLeadMoves";

/** What one may do now and then with a lead, by what it is and who asks. */
export function actsOn(lead: LeadDetail, assigns: boolean): Doing[] {
  if (lead.mergedInto !== null || lead.isGone) return [];
  const edits = lead.may.contact || assigns;
  const isOpen = lead.state === "registered" || lead.state === "contacted";
  return [
    ...(lead.may.complete ? (["complete"] as const) : []),
    ...(edits ? (["edit"] as const) : []),
    ...(lead.may.assign ? (["assign"] as const) : []),
    ...(lead.may.giveBack ? (["give-back"] as const) : []),
    ...(edits && isOpen ? (["lose"] as const) : []),
    ...(edits && lead.state === "lost" ? (["reopen"] as const) : []),
  ];
}

export function ActsMenu({ lead, onAct }: { lead: LeadDetail; onAct: (act: Doing) => void }) {
  const t = useT();
  const online = useOnline();
  const acts = actsOn(lead, useCan()("lead:assign"));
  if (acts.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button rightSection={<ChevronDownIcon size={14} />}>{t("leads.acts")}</Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("leads.acts")}>
        {!online && <Menu.Label>{t("common.whenOnline")}</Menu.Label>}
        {acts.map((act) => (
          <Menu.Item
            key={act}
            disabled={!online}
            color={act === "lose" || act === "give-back" ? "red" : undefined}
            onClick={() => onAct(act)}
          >
            {t(`leads.act.${act as "edit"}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
