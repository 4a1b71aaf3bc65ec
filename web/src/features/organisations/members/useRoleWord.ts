import { useT } from "../../../i18n/useT";

/** A role's word in the current language; the API names it by code. */
export function useRoleWord(): (role: string) => string {
  const t = useT();
  return (role) => t(`session.role.${role as "owner"}`);
}
