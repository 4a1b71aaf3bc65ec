import type { ReactNode } from "react";
import { OfflineBanner } from "../../ui/states";
import { paths } from "../paths";
import { SignInAgain } from "../SignInAgain";
import { LanguageMenu, Logo, PersonMenu, SkipLink } from "./parts";
import styles from "./Shell.module.css";

/** Pages for which nobody needs to be signed in. */
export function PublicShell({ children }: { children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <SkipLink />
      <header className={`${styles.top} ${styles.publicTop}`}>
        <Logo href={paths.home()} />
        <span className={styles.space} />
        <LanguageMenu />
      </header>
      <main id="main" tabIndex={-1} className={styles.narrow}>
        <OfflineBanner />
        {children}
      </main>
    </div>
  );
}

/** Pages of a person, outside any tenant. */
export function AccountShell({ children }: { children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <SkipLink />
      <header className={styles.top}>
        <Logo href={paths.home()} />
        <span className={styles.space} />
        <LanguageMenu />
        <PersonMenu />
      </header>
      <main id="main" tabIndex={-1} className={styles.narrow}>
        <OfflineBanner />
        {children}
      </main>
      <SignInAgain />
    </div>
  );
}

/** The shell while it is asked who is there: as index.html draws it. */
export function ShellSkeleton() {
  return (
    <div aria-hidden="true">
      <div className="sk-top">
        <div className="sk-logo" />
      </div>
      <div className="sk-lay">
        <div className="sk-nav">
          <i style={{ width: 96 }} />
          <i style={{ width: 64 }} />
          <i style={{ width: 80 }} />
        </div>
        <div className="sk-main">
          <i />
          <i style={{ width: 320 }} />
          <div className="sk-panel" />
        </div>
      </div>
    </div>
  );
}
