import { Menu } from "@mantine/core";
import { Link } from "wouter";
import type { CampaignChoice } from "../../api/shell";
import { useT } from "../../i18n/useT";
import { ChevronDownIcon } from "../../ui/icons";
import { paths } from "../paths";
import { useTenant } from "../session";
import styles from "./Shell.module.css";
import { useCampaignChoices } from "./useCurrentCampaign";

/** The header's switcher: which campaign the menu speaks of, and the way to the others. */
export function CampaignMenu({ current }: { current: CampaignChoice | null }) {
  const t = useT();
  const membership = useTenant();
  const { data: choices = [] } = useCampaignChoices(membership);
  if (!current) return <b>{membership.name}</b>;

  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={styles.choice}>
          <span className="unseen">{t("shell.campaign")}</span>
          <b className="nowrap">{current.projectName}</b>
          <span className={styles.quiet}>{current.name}</span>
          <ChevronDownIcon size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t("shell.campaign")}>
        {choices.map(({ id, name, projectName }) => (
          <Menu.Item
            key={id}
            component={Link}
            href={paths.policies(membership.tenant, id)}
            aria-current={id === current.id ? "true" : undefined}
          >
            {projectName} <span className="sub">{name}</span>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} href={paths.campaigns(membership.tenant)}>
          {t("shell.allCampaigns")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
