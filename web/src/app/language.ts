import { useQueryClient } from "@tanstack/react-query";
import { changeMe, type Language, readMe, type Session } from "../api/session";
import { i18n, rememberLanguage, speak } from "../i18n/messages";
import { toast } from "../ui/toast";
import { SESSION_KEY } from "./session";

/** Switches the page's language, keeps the choice on this device, and for the person who is signed in. */
export function useChangeLanguage(): (language: Language) => Promise<void> {
  const queries = useQueryClient();
  return async (language) => {
    try {
      await speak(language);
    } catch {
      toast(i18n._("common.languageNotLoaded"));
      return;
    }
    rememberLanguage(language);

    const session = queries.getQueryData<Session>(SESSION_KEY);
    if (!session) return;
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] }); // the API's texts too
    await readMe()
      .then((me) => changeMe(me.version, { language }))
      .catch(() => undefined); // the page speaks it already; the account follows at the next switch
  };
}
