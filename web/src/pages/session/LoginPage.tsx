import { Link, Redirect, useLocation, useSearchParams } from "wouter";
import type { Session } from "../../api/session";
import { paths } from "../../app/paths";
import { useBeginSession, useSessionQuery } from "../../app/session";
import { SignInForm } from "../../features/session/SignInForm";
import styles from "../../features/session/session.module.css";
import { adoptLanguage } from "../../i18n/messages";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";

/** An address of our own site, whatever the link said: `//evil.example` is none. */
function ownAddress(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : paths.home();
}

export default function LoginPage() {
  const t = useT();
  const [, navigate] = useLocation();
  const [parameters] = useSearchParams();
  const begin = useBeginSession();
  const { data: session } = useSessionQuery();
  const next = ownAddress(parameters.get("next"));
  if (session) return <Redirect to={next} replace />;

  const enter = async (opened: Session) => {
    await adoptLanguage(opened.user.language);
    begin(opened);
    navigate(next, { replace: true });
  };

  return (
    <div className={styles.card}>
      <PageHead title={t("session.login.title")} />
      <Panel label={t("session.login.title")}>
        <SignInForm onSignedIn={enter} />
        <div className={styles.links}>
          <Link href={paths.forgot()}>{t("session.login.forgot")}</Link>
          <Link href={paths.signup()}>{t("session.login.signup")}</Link>
        </div>
      </Panel>
    </div>
  );
}
