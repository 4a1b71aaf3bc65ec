import type { LeadState } from "../../api/leads";
import { useT } from "../../i18n/useT";
import { Mark } from "../../ui/Mark";
import { STATE_TONES } from "./words";

/** 登 聯 誠 選 簽 失: how far somebody has come. */
export function LeadMark({ state }: { state: LeadState }) {
  const t = useT();
  return <Mark tone={STATE_TONES[state]} sign={t(`leads.sign.${state}`)} word={t(`leads.state.${state}`)} />;
}
