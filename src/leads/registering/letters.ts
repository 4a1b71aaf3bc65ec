import { remindersOf } from "../../messages/rules";
import { newId } from "../../tenancy/ids";
import { instant } from "../../time/instant";
import type { RegisteringForm } from "./contract";
import { receiptShown } from "./rules";

/** Letters to the lead's owner, if it has one, and to its person: who these are is known only now. */
export const posted = `insert or ignore into messages (id, scope, once_key, template, channel, language, recipient_kind, recipient_id, params, state, tries, created_at, due_at)
  select letter.value->>'id', :agency, letter.value->>'onceKey', letter.value->>'template', letter.value->>'channel', letter.value->>'language', letter.value->>'kind',
    iif(letter.value->>'kind' = 'user', l.owner_id, l.person_id),
    iif(letter.value->>'kind' = 'user', json_set(letter.value->'params', '$.lead', l.id), letter.value->'params'), 'waiting', 0, :now, letter.value->>'dueAt'
  from json_each(:letters) letter cross join lead_touches t on t.agency_id = :agency and t.id = :touch
    cross join leads l on l.agency_id = :agency and l.id = t.lead_id
  where letter.value->>'kind' <> 'user' or l.owner_id is not null`;

/** Whom a letter tells of what; `code` is the form's address. Instants in UTC milliseconds. */
interface About {
  language: string;
  code: string;
  receipt: string;
}

const toVisitor = (language: string) => ({ kind: "person", channel: "sms", language });

const told = (form: RegisteringForm, { code, receipt }: About) => ({
  agencyName: form.agencyName,
  project: form.projectName,
  path: `/f/${code}/done?c=${receipt}`,
});

/** To the lead's owner that somebody registered, and to the visitor what they hold in hand. */
export function registrationLetters(
  form: RegisteringForm,
  about: About & { touch: string; visitAt: number | null },
  now: number,
): object[] {
  const { touch, visitAt, receipt, language } = about;
  const visit = visitAt === null ? {} : { visitAt: instant(visitAt), zone: form.zone };

  return [
    {
      ...{ id: newId(now), kind: "user", channel: "mail", language: null, dueAt: now, onceKey: `lead-new:${touch}`, template: "lead-new" },
      params: { agency: form.agencyId, campaign: form.campaignId, campaignName: form.campaignName, source: form.texts.title["zh-Hant"] },
    },
    {
      ...{ id: newId(now), ...toVisitor(language), dueAt: now, onceKey: `lead-confirmation:${touch}`, template: "lead-confirmation" },
      params: { ...told(form, about), code: receiptShown(receipt), ...visit },
    },
  ];
}

/** Before a booked visit; at sending it is looked whether that booking still stands. */
export function reminders(form: RegisteringForm, about: About & { booking: string; visitAt: number }, now: number): object[] {
  const { booking, visitAt, language } = about;

  return remindersOf(visitAt, now).map(({ before, dueAt }) => ({
    ...{ id: newId(now), ...toVisitor(language), dueAt, onceKey: `visit-reminder:${booking}:1:${before}`, template: "visit-reminder" },
    params: { ...told(form, about), visitAt: instant(visitAt), zone: form.zone, booking, version: 1, before },
  }));
}
