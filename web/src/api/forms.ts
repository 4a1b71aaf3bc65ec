import type { Booking, BookingState, Registration } from "../../../src/leads/forms/bookings/contract";
import type {
  Assignment,
  FieldKind,
  Form,
  FormEdit,
  FormField,
  FormFinding,
  FormNow,
  FormTemplateId,
  FormTexts,
  ListedForm,
  NewForm,
} from "../../../src/leads/forms/contract";
import type { FormSlot, NewSlots } from "../../../src/leads/forms/slots/contract";
import type { FormTag, NewTag, TagEdit } from "../../../src/leads/forms/tags/contract";
import type { LeadRules, LeadRulesShown } from "../../../src/leads/ruling/contract";
import { call, callForBlob } from "./client";
import type { Language, Page } from "./session";
import { tenantPath } from "./shell";

export type {
  Assignment,
  Booking,
  BookingState,
  FieldKind,
  Form,
  FormEdit,
  FormField,
  FormFinding,
  FormNow,
  FormSlot,
  FormTag,
  FormTemplateId,
  FormTexts,
  LeadRules,
  LeadRulesShown,
  ListedForm,
  NewForm,
  NewSlots,
  Registration,
};

/** A form, and where it stands. */
export interface FormPlace {
  tenant: string;
  campaign: string;
  form: string;
}

const enc = encodeURIComponent;
const campaignPath = (tenant: string, campaign: string) => `${tenantPath("agency", tenant)}/campaigns/${enc(campaign)}`;
const formsPath = (tenant: string, campaign: string) => `${campaignPath(tenant, campaign)}/forms`;
const formPath = ({ tenant, campaign, form }: FormPlace) => `${formsPath(tenant, campaign)}/${enc(form)}`;

export function listForms(tenant: string, campaign: string, after: string | null): Promise<Page<ListedForm>> {
  return call(formsPath(tenant, campaign), { query: { after } });
}

/** A draft. @throws ApiProblem 409 `campaign-not-open`, 422 */
export function makeForm(tenant: string, campaign: string, form: NewForm): Promise<Form> {
  return call(formsPath(tenant, campaign), { method: "POST", body: form });
}

export function readForm(at: FormPlace): Promise<Form> {
  return call(formPath(at));
}

/** @throws ApiProblem 412 `stale`, 409 `capacity-below-taken`, `findings-open`, 422 with pointers */
export function changeForm(at: FormPlace, version: number, edit: FormEdit): Promise<Form> {
  return call(formPath(at), { method: "PATCH", body: edit, version });
}

/** @throws ApiProblem 409 `wrong-state`, `findings-open` */
export function stepForm(at: FormPlace, step: "opening" | "closing" | "reopening"): Promise<Form> {
  return call(`${formPath(at)}/${step}`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `wrong-state`, `form-registered` */
export function deleteForm(at: FormPlace): Promise<void> {
  return call(formPath(at), { method: "DELETE" });
}

/** The page as visitors will see it, as it was saved last. */
export async function previewForm(at: FormPlace, lang: Language): Promise<string> {
  return (await callForBlob(`${formPath(at)}/preview`, { query: { lang } })).text();
}

export function listTags(at: FormPlace, after: string | null): Promise<Page<FormTag>> {
  return call(`${formPath(at)}/tags`, { query: { after, limit: 100 } });
}

/** @throws ApiProblem 409 `tag-taken`, 422 */
export function makeTag(at: FormPlace, tag: NewTag): Promise<FormTag> {
  return call(`${formPath(at)}/tags`, { method: "POST", body: tag });
}

export function changeTag(at: FormPlace, tag: string, edit: TagEdit): Promise<FormTag> {
  return call(`${formPath(at)}/tags/${enc(tag)}`, { method: "PATCH", body: edit });
}

/** @throws ApiProblem 409 `tag-used` */
export function deleteTag(at: FormPlace, tag: string): Promise<void> {
  return call(`${formPath(at)}/tags/${enc(tag)}`, { method: "DELETE" });
}

/** One's own link, put up where there is none. */
export function ownLink(at: FormPlace): Promise<FormTag> {
  return call(`${formPath(at)}/own-link`, { method: "POST" });
}

/** Those to come. */
export function listSlots(at: FormPlace, after: string | null): Promise<Page<FormSlot>> {
  return call(`${formPath(at)}/slots`, { query: { after } });
}

/** @throws ApiProblem 409 `slot-exists`, 422 with pointers */
export function makeSlots(at: FormPlace, plan: NewSlots): Promise<Page<FormSlot>> {
  return call(`${formPath(at)}/slots`, { method: "POST", body: plan });
}

/** @throws ApiProblem 409 `capacity-below-taken` */
export function changeSlot(at: FormPlace, slot: string, capacity: number): Promise<FormSlot> {
  return call(`${formPath(at)}/slots/${enc(slot)}`, { method: "PATCH", body: { capacity } });
}

/** @throws ApiProblem 409 `slot-booked` */
export function deleteSlot(at: FormPlace, slot: string): Promise<void> {
  return call(`${formPath(at)}/slots/${enc(slot)}`, { method: "DELETE" });
}

export function listBookings(at: FormPlace, day: string, after: string | null): Promise<Page<Booking>> {
  return call(`${formPath(at)}/bookings`, { query: { day, after } });
}

/** @throws ApiProblem 404 for a code that nobody holds */
export function findRegistration(at: FormPlace, receipt: string): Promise<Registration> {
  return call(`${formPath(at)}/bookings/search`, { method: "POST", body: { receipt } });
}

/** @throws ApiProblem 409 `wrong-state` */
export function stepBooking(at: FormPlace, booking: string, step: "arrival" | "absence" | "cancellation" | "return"): Promise<Booking> {
  return call(`${formPath(at)}/bookings/${enc(booking)}/${step}`, { method: "POST", body: {} });
}

export function readLeadRules(tenant: string, campaign: string): Promise<LeadRulesShown> {
  return call(`${campaignPath(tenant, campaign)}/lead-rules`);
}

/** @throws ApiProblem 412 `stale` */
export function setLeadRules(tenant: string, campaign: string, version: number, rules: LeadRules): Promise<LeadRulesShown> {
  return call(`${campaignPath(tenant, campaign)}/lead-rules`, { method: "PUT", body: rules, version });
}
