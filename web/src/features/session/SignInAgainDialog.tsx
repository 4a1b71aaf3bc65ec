import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { declineSigningIn, signedInAgain } from "../../api/reauthentication";
import { SESSION_KEY, useSession } from "../../app/session";
import { useT } from "../../i18n/useT";
import { Dialog } from "../../ui/Dialog";
import { SignInForm } from "./SignInForm";
import styles from "./session.module.css";

/** Signs the same person in over the page; somebody else begins a page of their own. */
export default function SignInAgainDialog({ opened }: { opened: boolean }) {
  const t = useT();
  const { user } = useSession();
  const queries = useQueryClient();
  return (
    <Dialog opened={opened} onClose={declineSigningIn} title={t("session.again.title")} closable={false}>
      <p className={styles.say}>{t("session.again.say")}</p>
      <SignInForm
        email={user.email}
        onSignedIn={(session) => {
          if (session.user.id !== user.id) location.reload();
          queries.setQueryData(SESSION_KEY, session);
          signedInAgain();
        }}
      />
      <div className={styles.links}>
        <Button size="xs" variant="subtle" onClick={declineSigningIn}>
          {t("session.again.later")}
        </Button>
      </div>
    </Dialog>
  );
}
