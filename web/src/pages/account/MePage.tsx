import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readMe } from "../../api/session";
import { paths } from "../../app/paths";
import { useSession } from "../../app/session";
import { SecondFactorPanel } from "../../features/account/factor/SecondFactorPanel";
import { MobilePanel } from "../../features/account/mobile/MobilePanel";
import { PasswordPanel } from "../../features/account/PasswordPanel";
import { ProfilePanel } from "../../features/account/ProfilePanel";
import { SessionsPanel } from "../../features/account/SessionsPanel";
import { useT } from "../../i18n/useT";
import { PageHead } from "../../ui/PageHead";
import { Loaded, LoadingSkeleton } from "../../ui/states";

/** One's own account: name, language, password, and where one is signed in. */
export default function MePage() {
  const t = useT();
  const query = useQuery({ queryKey: ["me"], queryFn: readMe });
  const { memberships } = useSession();
  // First where a company waits for it; decided once, so that it does not move while it is set up.
  const [factorFirst] = useState(() => memberships.some(({ needsSecondFactor }) => needsSecondFactor));
  return (
    <>
      <PageHead title={t("session.me.title")} back={paths.home()} />
      {factorFirst && <SecondFactorPanel />}
      <Loaded query={query} skeleton={<LoadingSkeleton shape="form" rows={3} />}>
        {(me) => <ProfilePanel me={me} />}
      </Loaded>
      <MobilePanel />
      <PasswordPanel />
      {!factorFirst && <SecondFactorPanel />}
      <SessionsPanel />
    </>
  );
}
