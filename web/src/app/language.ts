import { useQueryClient } from "@tanstack/react-query";
import { changeMe, type Language, readMe, type Session } from "../api/session";
import { i18n, rememberLanguage, speak } from "../i18n/messages";
import { toast } from "../ui/toast";
import { SESSION_KEY } from "./session";

/** Switches the page's language and keeps the choice on this device. Offline it says so, and the page stays as it is. */
export function useSpeak(): (language: Language) => Promise<boolean> {
  const queries = useQueryClient();
  return async (language) => {
    try {
      await speak(language);
    } catch {
      toast(i18n._("common.languageNotLoaded"));
      return false;
    }
    rememberLanguage(language);
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] }); // the API's texts too
    return true;
  };
}

/** The same from the menu: for the person who is signed in, also on their account. */
export function useChangeLanguage(): (language: Language) => Promise<void> {
  const queries = useQueryClient();
  const speakNow = useSpeak();
  return async (language) => {
    if (!(await speakNow(language)) || !queries.getQueryData<Session>(SESSION_KEY)) return;
    await readMe()
      .then((me) => changeMe(me.version, { language }))
      .then((me) => queries.setQueryData(["me"], me))
      .catch(() => undefined); // the page speaks it already; the account follows at the next switch
  };
}
