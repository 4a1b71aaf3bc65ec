import type { LeadSource, NextKind, Report } from "../../../api/leads";
import { typedPhone } from "./typedPhone";

/** A report as its form holds it. */
export interface TypedReport {
  phone: string;
  name: string;
  source: Exclude<LeadSource, "form">;
  engagementId: string | null;
  intent: "none" | "high" | "medium" | "low";
  unitsWanted: number | null;
  nextOn: string | null;
  nextKind: NextKind;
  note: string;
}

export const emptyReport: TypedReport = {
  phone: "",
  name: "",
  source: "outreach",
  engagementId: null,
  intent: "none",
  unitsWanted: null,
  nextOn: null,
  nextKind: "call",
  note: "",
};

/** As it is sent; what was not said is left out. */
export function reportOf(typed: TypedReport): Report {
  const phone = typedPhone(typed.phone);
  return {
    name: typed.name.trim(),
    ...(phone.kind === "masked" ? { maskedPhone: phone.maskedPhone } : { phone: typed.phone.normalize("NFKC").trim() }),
    source: typed.source,
    ...(typed.engagementId && { engagementId: typed.engagementId }),
    ...(typed.intent !== "none" && { intent: typed.intent }),
    ...(typed.unitsWanted !== null && { unitsWanted: typed.unitsWanted }),
    ...(typed.note.trim() && { note: typed.note.trim() }),
    ...(typed.nextOn && { next: { on: typed.nextOn, kind: typed.nextKind } }),
  };
}

/** What was sent, in its form again. */
export function typedOf(report: Report): TypedReport {
  return {
    phone: report.phone ?? report.maskedPhone ?? "",
    name: report.name,
    source: report.source,
    engagementId: report.engagementId ?? null,
    intent: report.intent ?? "none",
    unitsWanted: report.unitsWanted ?? null,
    nextOn: report.next?.on ?? null,
    nextKind: report.next?.kind ?? "call",
    note: report.note ?? "",
  };
}

/** Whether enough stands there to be worth keeping. */
export const isBegun = ({ phone, name, note }: TypedReport): boolean => `${phone}${name}${note}`.trim() !== "";
