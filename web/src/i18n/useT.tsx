import { Trans, useLingui } from "@lingui/react";
import type { ReactElement } from "react";
import type { Language } from "../api/session";
import type { MessageValues } from "./generated/keys";
import { currentLanguage, type MessageKey, type Translate } from "./messages";

/** The texts of the current language; the component renders again when the language changes. */
export function useT(): Translate {
  const { _ } = useLingui();
  return _ as Translate;
}

export function useLanguage(): Language {
  useLingui(); // renders again with the language
  return currentLanguage();
}

type TextProps<Key extends MessageKey> = { id: Key; components: Record<string, ReactElement> } & (MessageValues[Key] extends undefined
  ? { values?: undefined }
  : { values: MessageValues[Key] });

/** A text with marked words: `已用 <b>{share}</b>` with `components={{ b: <b /> }}`. */
export function Text<Key extends MessageKey>({ id, values, components }: TextProps<Key>) {
  return <Trans id={id} values={values} components={components} />;
}
