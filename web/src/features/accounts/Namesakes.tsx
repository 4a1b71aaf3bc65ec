import { Link } from "wouter";
import type { Account } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useTenant } from "../../app/session";
import { useLanguage, useT } from "../../i18n/useT";
import { dotted } from "../../lib/dotted";
import { dayOf } from "../../lib/format";
import { HOUSE_ZONE } from "../../lib/zone";
import { Finding } from "../../ui/Finding";
import styles from "./accounts.module.css";

/** Under a name that is typed: who is called so already, and the way to their files. */
export function Namesakes({ accounts }: { accounts: Account[] }) {
  const t = useT();
  const language = useLanguage();
  const { tenant } = useTenant();
  return (
    <div role="status">
      {accounts.length > 0 && (
        <Finding kind="remark">
          <p>{t("accounts.namesake.say", { n: accounts.length })}</p>
          <ul className={styles.namesakes}>
            {accounts.map(({ id, name, parentName, createdAt }) => (
              <li key={id}>
                <Link href={paths.account(tenant, id)}>{name}</Link>
                <span className="dim">
                  {dotted(
                    [
                      parentName && t("accounts.branchOf", { parent: parentName }),
                      t("accounts.filedOnDay", { day: dayOf(createdAt, HOUSE_ZONE) }),
                    ],
                    language,
                  )}
                </span>
              </li>
            ))}
          </ul>
          <p className="sub">{t("accounts.namesake.hint")}</p>
        </Finding>
      )}
    </div>
  );
}
