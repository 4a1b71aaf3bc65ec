import { useQuery } from "@tanstack/react-query";
import { readMe } from "../../api/session";
import { paths } from "../../app/paths";
import { SecondFactorPanel } from "../../features/account/factor/SecondFactorPanel";
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
  return (
    <>
      <PageHead title={t("session.me.title")} back={paths.home()} />
      <Loaded query={query} skeleton={<LoadingSkeleton shape="form" rows={3} />}>
        {(me) => <ProfilePanel me={me} />}
      </Loaded>
      <PasswordPanel />
      <SecondFactorPanel />
      <SessionsPanel />
    </>
  );
}
