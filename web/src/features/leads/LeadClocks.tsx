import type { Lead } from "../../api/leads";
import { useT } from "../../i18n/useT";
import { NOTHING } from "../../lib/format";
import { useNow } from "../../lib/useNow";
import { ClockFace } from "./ClockFace";
import { protectionClock, reportClock, tellingClock } from "./clocks";
import { shortDay } from "./words";

/** Each ticks by itself, so that the list around it stands still. */
export function ReportClock({ lead }: { lead: Lead }) {
  return <ClockFace clock={reportClock(lead, useNow())} />;
}

export function ProtectionClock({ lead }: { lead: Lead }) {
  return <ClockFace clock={protectionClock(lead, useNow())} />;
}

/** 到訪為王: the latest visit with their owner; while the report itself is open it is too early to ask. */
export function VisitClock({ lead }: { lead: Lead }) {
  const t = useT();
  const isOpen = reportClock(lead, useNow()).kind === "runs";
  if (lead.clocks.visitedOn !== null) return <span className="sub">{t("leads.visitedOn", { day: shortDay(lead.clocks.visitedOn) })}</span>;
  return <span className="dim">{isOpen ? NOTHING : t("leads.notVisited")}</span>;
}

/** The one clock that matters, with its name; nothing where none does. */
export function TellingClock({ lead }: { lead: Lead }) {
  const t = useT();
  const { which, clock } = tellingClock(lead, useNow());
  if (clock.kind === "none" || clock.kind === "settled") return null;
  return (
    <>
      {t(`leads.clock.${which}`)} <ClockFace clock={clock} />
    </>
  );
}
