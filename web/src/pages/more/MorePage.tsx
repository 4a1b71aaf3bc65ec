import { Link } from "wouter";
import { paths } from "../../app/paths";
import { useSession, useTenant } from "../../app/session";
import { navigationOf } from "../../app/shell/navigation";
import { LanguageMenu, useSignOut } from "../../app/shell/parts";
import { useCurrentCampaign } from "../../app/shell/useCurrentCampaign";
import { useT } from "../../i18n/useT";
import { ChevronRightIcon, CompanyIcon, PersonIcon, SignOutIcon } from "../../ui/icons";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import styles from "./MorePage.module.css";

/** All of the menu on a phone, with the person, the language and the way out. */
export default function MorePage() {
  const t = useT();
  const membership = useTenant();
  const { user, memberships } = useSession();
  const campaign = useCurrentCampaign(membership, null);
  const signOut = useSignOut();

  return (
    <>
      <PageHead title={t("shell.more")} meta={[membership.name, t(`session.role.${membership.role as "owner"}`)]} />
      {navigationOf(membership, campaign?.id ?? null).map(({ id, label, items }) => (
        <Panel
          key={id}
          title={id === "campaign" && campaign ? `${campaign.projectName} ${campaign.name}` : label && t(label)}
          label={t("shell.mainMenu")}
          flush
        >
          <ul>
            {items.map((item) => (
              <li key={item.id}>
                <Link href={item.href} className={styles.row}>
                  <item.icon size={20} />
                  {t(item.label)}
                  <ChevronRightIcon />
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      ))}
      <Panel label={t("shell.person")} flush>
        <ul>
          <li>
            <Link href={paths.me()} className={styles.row}>
              <PersonIcon size={20} />
              {t("shell.nameAndRole", { name: user.name, role: t("shell.me") })}
              <ChevronRightIcon />
            </Link>
          </li>
          {memberships.length > 1 && (
            <li>
              <Link href={paths.home()} className={styles.row}>
                <CompanyIcon size={20} />
                {t("shell.switchTenant")}
                <ChevronRightIcon />
              </Link>
            </li>
          )}
          <li className={styles.language}>
            <LanguageMenu />
          </li>
          <li>
            <button type="button" className={styles.row} onClick={signOut}>
              <SignOutIcon size={20} />
              {t("shell.signOut")}
            </button>
          </li>
        </ul>
      </Panel>
    </>
  );
}
