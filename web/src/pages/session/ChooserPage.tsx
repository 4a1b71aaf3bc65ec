import { Button } from "@mantine/core";
import { Link, Redirect } from "wouter";
import { paths, tenantHome } from "../../app/paths";
import { useSession } from "../../app/session";
import { useSignOut } from "../../app/shell/parts";
import { useT } from "../../i18n/useT";
import { Chip } from "../../ui/Mark";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { EmptyState } from "../../ui/states";
import styles from "./ChooserPage.module.css";

/** Where one belongs: the only tenant at once, else a choice. */
export default function ChooserPage() {
  const t = useT();
  const { memberships } = useSession();
  const signOut = useSignOut();
  const [only, ...others] = memberships;
  if (only && others.length === 0) return <Redirect to={tenantHome(only.kind, only.tenant)} replace />;

  return (
    <>
      <PageHead title={t("session.chooser.title")} />
      {memberships.length === 0 ? (
        <Panel label={t("session.chooser.title")}>
          <EmptyState
            fact={t("session.chooser.none")}
            hint={t("session.chooser.noneHint")}
            action={<Link href={paths.signup()}>{t("session.login.signup")}</Link>}
          />
        </Panel>
      ) : (
        <ul className={styles.list}>
          {memberships.map(({ tenant, kind, name, role }) => (
            <li key={`${kind}/${tenant}`}>
              <Link href={tenantHome(kind, tenant)} className={styles.choice}>
                <b>{name}</b>
                <Chip>{t(`session.kind.${kind}`)}</Chip>
                <span className="sub">{t(`session.role.${role as "owner"}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.foot}>
        <Link href={paths.me()}>{t("shell.me")}</Link>
        <Button size="xs" onClick={signOut}>
          {t("shell.signOut")}
        </Button>
      </p>
    </>
  );
}
