import { Fragment } from "react";
import type { RoleGrants } from "../../../api/organisations";
import { useTenant } from "../../../app/session";
import { useT } from "../../../i18n/useT";
import { CheckIcon } from "../../../ui/icons";
import { Panel } from "../../../ui/Panel";
import { usePhone } from "../../../ui/usePhone";
import styles from "../organisations.module.css";
import { areaOf, permissionsIn } from "../placing";
import { areaWord, permissionWord } from "./permissionWords";
import { useRoleWord } from "./useRoleWord";

/** Who may do what: a table on the desk, a list for each role on a phone. */
export function RolesTab({ roles }: { roles: RoleGrants[] }) {
  const t = useT();
  return (
    <>
      <p className={`sub ${styles.above}`}>{t("settings.roles.say")}</p>
      {usePhone() ? <RoleCards roles={roles} /> : <RoleTable roles={roles} />}
    </>
  );
}

function RoleTable({ roles }: { roles: RoleGrants[] }) {
  const t = useT();
  const { role: own } = useTenant();
  const roleWord = useRoleWord();
  const permissions = permissionsIn(roles);
  return (
    <Panel label={t("settings.tab.roles")} flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={t("settings.tab.roles")} tabIndex={0}>
        <table className={styles.matrix}>
          <caption className="unseen">{t("settings.tab.roles")}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles.what}>
                {t("settings.roles.permission")}
              </th>
              {roles.map(({ role }) => (
                <th key={role} scope="col" className={role === own ? styles.ownRole : undefined}>
                  {roleWord(role)}
                  {role === own && <span className="unseen">{t("settings.roles.own")}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission, at) => {
              const area = areaOf(permission);
              const begins = at === 0 || areaOf(permissions[at - 1] ?? "") !== area;
              return (
                <Fragment key={permission}>
                  {begins && (
                    <tr>
                      <th colSpan={roles.length + 1} scope="colgroup" className={styles.area}>
                        {areaWord(t, area)}
                      </th>
                    </tr>
                  )}
                  <tr>
                    <th scope="row">{permissionWord(t, permission)}</th>
                    {roles.map(({ role, permissions: granted }) => (
                      <td key={role}>
                        {granted.includes(permission) ? (
                          <span className={styles.yes}>
                            <CheckIcon />
                            <span className="unseen">{t("settings.roles.yes")}</span>
                          </span>
                        ) : (
                          <span className="unseen">{t("settings.roles.no")}</span>
                        )}
                      </td>
                    ))}
                  </tr>
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

function RoleCards({ roles }: { roles: RoleGrants[] }) {
  const t = useT();
  const { role: own } = useTenant();
  const roleWord = useRoleWord();
  return roles.map(({ role, permissions }) => (
    <Panel key={role} title={roleWord(role)} note={role === own ? t("settings.roles.ownNote") : undefined}>
      <ul className={styles.grants}>
        {permissions.map((permission) => (
          <li key={permission}>{permissionWord(t, permission)}</li>
        ))}
      </ul>
    </Panel>
  ));
}
