import type { LeadIntent } from "../contract";
import type { Assignment, FieldKind, FormField, FormTexts } from "../forms/contract";

/** A form as a visitor meets it, with what stands around it; versions are those of the rows it was made of. */
export interface RegisteringForm {
  agencyId: string;
  formId: string;
  campaignId: string;
  engagementId: string | null;
  texts: FormTexts;
  fields: FormField[];
  assignment: Assignment;
  opensOn: string | null;
  closesOn: string | null;
  capacity: number | null;
  taken: number;
  state: "draft" | "open" | "closed";
  agencyName: string;
  campaignName: string;
  campaignStatus: "draft" | "running" | "closed" | "archived";
  /** The campaign's last business day, in `zone`. */
  endsOn: string;
  zone: string;
  projectId: string;
  projectName: string;
  developerName: string;
  reportHours: number;
  /** Last business day on which what is typed is kept, unless its person buys. */
  keptUntil: string;
  /** Those to come, the next first, at most `slotsAtMost`. */
  slots: Slot[];
  /** Of form, agency, campaign, project and lead rules: what was shown is still so while none has moved. */
  versions: readonly [form: number, agency: number, campaign: number, project: number, rules: number];
}

/** Instants in UTC milliseconds; `left` places. */
export interface Slot {
  id: string;
  startsAt: number;
  endsAt: number;
  left: number;
}

/** A page lists no more slots than these. */
export const slotsAtMost = 60;

/** What a visitor finds: a form that takes registrations, or why it does not. */
export type FormNow = "open" | "not-yet-open" | "full" | "closed" | "campaign-over";

/** What was typed, by the name of its field; `place` says whose number the phone is. */
export type Typed = Partial<Record<FieldKind | "place" | "consent", string>>;

/** Something wrong with one field, with what its words need. */
export interface Fault {
  field: FieldKind | "consent";
  code: string;
  params?: Record<string, string | number>;
}

/** A registration that may be filed. */
export interface Registration {
  name: string;
  /** In its one form. */
  phone: string;
  unitsWanted: number | null;
  intent: LeadIntent | null;
  slotId: string | null;
  /** As it is kept, sealed: each question that was answered, as typed or chosen. */
  answers: Partial<Record<FieldKind, string>>;
}

/** What the bearer of a receipt's code sees. */
export interface Receipt {
  touchId: string;
  leadId: string;
  booking: { id: string; slotId: string; startsAt: number; endsAt: number } | null;
}
