import type { MessageKey, Translate } from "../../../i18n/messages";

/** What a permission lets one do, in words; one that has no words yet stands by its code. */
export function permissionWord(t: Translate, permission: string): string {
  return wordOf(t, `settings.permission.${permission}`, permission);
}

/** What a permission is about: the heading over a part of the role table. */
export function areaWord(t: Translate, area: string): string {
  return wordOf(t, `settings.area.${area}`, area);
}

function wordOf(t: Translate, key: string, code: string): string {
  const word = t(key as MessageKey, undefined as never);
  return word === key ? code : word;
}
