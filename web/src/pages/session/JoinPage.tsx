import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { isProblem } from "../../api/problem";
import { type InvitationSeen, lookUpInvitation, type Session } from "../../api/session";
import { paths, tenantHome } from "../../app/paths";
import { useBeginSession, useSessionQuery } from "../../app/session";
import { useSignOut } from "../../app/shell/parts";
import { EndedLink } from "../../features/session/EndedLink";
import { JoinAsMember, JoinAsNew } from "../../features/session/JoinForms";
import styles from "../../features/session/session.module.css";
import { useT } from "../../i18n/useT";
import { tokenOf } from "../../lib/token";
import { PageHead } from "../../ui/PageHead";
import { Panel } from "../../ui/Panel";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** Accepts an invitation: as a new person, or as the one signed in. */
export default function JoinPage() {
  const t = useT();
  const [token] = useState(() => tokenOf(location));
  const query = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => lookUpInvitation(token ?? ""),
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (!token || isProblem(query.error, "not-found", "invitation-closed")) {
    return (
      <EndedLink
        title={t("session.join.title")}
        fact={t("account.join.ended")}
        hint={t("account.join.endedHint")}
        action={
          <Button component={Link} href={paths.home()}>
            {t("common.missing.home")}
          </Button>
        }
      />
    );
  }
  return (
    <div className={styles.card}>
      <PageHead title={t("session.join.title")} />
      <Loaded query={query} skeleton={<LoadingSkeleton shape="form" rows={3} />}>
        {(invitation) => <Invited invitation={invitation} token={token} />}
      </Loaded>
    </div>
  );
}

function Invited({ invitation, token }: { invitation: InvitationSeen; token: string }) {
  const t = useT();
  const [, navigate] = useLocation();
  const begin = useBeginSession();
  const { data: session } = useSessionQuery();
  const { tenant, role, emailMasked, existingUser } = invitation;

  const enter = (opened: Session) => {
    begin(opened);
    navigate(tenantHome(tenant.kind, tenant.id), { replace: true });
  };
  return (
    <Panel label={t("session.join.title")}>
      <p className={styles.say}>
        <b>{t("account.join.say", { tenant: tenant.name, role: t(`session.role.${role as "owner"}`) })}</b>
        <br />
        {t("account.join.for", { email: emailMasked })}
      </p>
      {!existingUser && <JoinAsNew tenant={tenant.name} token={token} onJoined={enter} />}
      {existingUser && session && <JoinAsMember tenant={tenant.name} token={token} email={session.user.email} onJoined={enter} />}
      {existingUser && !session && <SignInFirst />}
      {session && <OtherAccount />}
    </Panel>
  );
}

function SignInFirst() {
  const t = useT();
  const here = location.pathname + location.search + location.hash;
  return (
    <>
      <p className={styles.say}>{t("account.join.existing")}</p>
      <Button component={Link} href={paths.login(here)} variant="filled">
        {t("account.join.signInFirst")}
      </Button>
    </>
  );
}

function OtherAccount() {
  const t = useT();
  const signOut = useSignOut(location.pathname + location.search + location.hash);
  return (
    <div className={styles.links}>
      <Button size="xs" onClick={signOut}>
        {t("shell.signOut")}
      </Button>
    </div>
  );
}
