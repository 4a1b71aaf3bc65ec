import { Button, Menu } from "@mantine/core";
import type { CampaignDetail } from "../../api/campaigns";
import type { PolicyVersionItem } from "../../api/policies";
import { useLanguage, useT } from "../../i18n/useT";
import { dayOf } from "../../lib/format";
import { nameIn } from "../../lib/names";
import { PlusIcon } from "../../ui/icons";
import { ReasonedButton } from "../../ui/ReasonedButton";
import { useOnline } from "../../ui/useOnline";
import { useCampaignTemplates } from "../campaigns/queries";
import type { Starter } from "./useStartVersion";
import { inForceNow } from "./versions";

/** 新增草稿: where it begins. */
export function StartMenu({ campaign, versions, starter }: { campaign: CampaignDetail; versions: PolicyVersionItem[]; starter: Starter }) {
  const t = useT();
  const language = useLanguage();
  const online = useOnline();
  const { start, starting, mayStart } = starter;
  const templates = useCampaignTemplates();
  if (!mayStart) return null;

  const current = inForceNow(versions, campaign, dayOf(new Date(), campaign.zone));
  const newest = versions.find(({ id }) => id !== current?.id);
  if (!online) {
    return (
      <ReasonedButton variant="filled" leftSection={<PlusIcon size={14} />} reason={t("policies.submit.offline")}>
        {t("policies.start.button")}
      </ReasonedButton>
    );
  }
  return (
    <Menu>
      <Menu.Target>
        <Button variant="filled" leftSection={<PlusIcon size={14} />} loading={starting}>
          {t("policies.start.button")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("policies.start.button")}>
        {current && (
          <Menu.Item onClick={() => start({ basedOn: current.id })}>{t("policies.start.fromCurrent", { n: current.number })}</Menu.Item>
        )}
        {newest && (
          <Menu.Item onClick={() => start({ basedOn: newest.id })}>{t("policies.start.fromVersion", { n: newest.number })}</Menu.Item>
        )}
        {(templates.data ?? []).map(({ id, names }) => (
          <Menu.Item key={id} onClick={() => start({ template: id })}>
            {t("policies.start.fromTemplate", { name: nameIn(names, language) })}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => start({})}>{t("policies.start.blank")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
