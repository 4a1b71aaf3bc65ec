import type { Example } from "../example";
import { visitDay } from "../form-rows";
import { local } from "../rows";
import type { World } from "../world";

const coordinator = ({ agency }: World) => agency.member("coordinator");
const manager = ({ agency }: World) => agency.member("manager");
const campaign = "/api/v1/agencies/{agency}/campaigns/{campaign}";
const forms = `${campaign}/forms`;
const form = `${forms}/{form}`;
const ofCampaign = () => ({ campaign: local.formCampaign });
const ofForm = (id: string) => () => ({ ...ofCampaign(), form: id });
const ofOpen =
  (more: Record<string, string> = {}) =>
  () => ({ ...ofCampaign(), form: local.openForm, ...more });
const reads = { permission: "form:read", caller: coordinator };
const manages = { permission: "form:manage", caller: coordinator };
const receives = { permission: "lead:report", caller: coordinator };
const said = (n: number) => `北門 ${n}`;

/** A booking is shown with its slot, who registered how, and who they are. */
const rowsOfBookings = 40;

const rules = {
  reportHours: 48,
  protectDays: 20,
  visitDays: 30,
  visitWins: true,
  picksPerDay: 5,
  coolDownDays: 7,
  callsPerDay: 30,
  retentionDays: 180,
};

export const formExamples: Record<string, Example> = {
  [`get ${forms}`]: { ...reads, params: ofCampaign, queries: [{ query: "?engagement=none", rows: 60 }] },
  [`post ${forms}`]: {
    ...manages,
    params: ofCampaign,
    body: (_, n) => ({ name: said(n), from: { template: "account" } }),
  },
  [`get ${form}`]: { ...reads, params: ofForm(local.form) },
  [`get ${form}/preview`]: { ...reads, params: ofForm(local.form), query: "?lang=en" },
  [`patch ${form}`]: {
    ...manages,
    params: ofForm(local.form),
    body: (_, n) => ({
      name: said(n),
      capacity: 400,
      closesOn: "2099-11-30",
      assignment: { to: "group", groupId: local.group },
    }),
    ifMatch: 1,
  },
  [`delete ${form}`]: { ...manages, params: ofForm(local.form) },
  [`post ${form}/opening`]: { ...manages, params: ofForm(local.form), body: () => ({}), trips: 4 },
  [`post ${form}/closing`]: { ...manages, params: ofOpen(), body: () => ({}) },
  [`post ${form}/reopening`]: { ...manages, params: ofForm(local.closedForm), body: () => ({}), trips: 4 },
  [`get ${form}/tags`]: { ...reads, params: ofOpen() },
  [`post ${form}/tags`]: { ...manages, params: ofOpen(), body: (_, n) => ({ tag: `gate-${n}`, label: said(n) }) },
  [`post ${form}/own-link`]: { ...receives, params: ofOpen() },
  [`get ${form}/tags/{tag}`]: { ...reads, params: ofOpen({ tag: local.tag }) },
  [`patch ${form}/tags/{tag}`]: { ...manages, params: ofOpen({ tag: local.tag }), body: (_, n) => ({ label: said(n) }) },
  [`delete ${form}/tags/{tag}`]: { ...manages, params: ofOpen({ tag: local.tag }) },
  [`get ${form}/slots`]: { ...reads, params: ofOpen(), queries: [{ query: `?from=${visitDay}` }] },
  [`post ${form}/slots`]: {
    ...manages,
    more: 70, // it answers a page of those that follow
    params: ofOpen(),
    body: (_, n) => ({
      fromDay: "2099-06-02",
      toDay: "2099-06-03",
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      times: [`09:${String(n % 60).padStart(2, "0")}`],
      minutes: 30,
      capacity: 4,
    }),
  },
  [`get ${form}/slots/{slot}`]: { ...reads, params: ofOpen({ slot: local.slot }) },
  [`patch ${form}/slots/{slot}`]: { ...manages, params: ofOpen({ slot: local.slot }), body: () => ({ capacity: 7 }) },
  [`delete ${form}/slots/{slot}`]: { ...manages, params: ofOpen({ slot: local.freeSlot }) },
  [`get ${form}/bookings`]: { ...reads, params: ofOpen(), query: `?day=${visitDay}`, rows: rowsOfBookings },
  [`post ${form}/bookings/search`]: { ...reads, params: ofOpen(), body: () => ({ receipt: "code-0001" }), rows: rowsOfBookings },
  [`get ${form}/bookings/{booking}`]: { ...reads, params: ofOpen({ booking: local.booking }) },
  ...Object.fromEntries(
    ["arrival", "absence", "cancellation"].map((step) => [
      `post ${form}/bookings/{booking}/${step}`,
      { ...receives, params: ofOpen({ booking: local.booking }), body: () => ({}) },
    ]),
  ),
  [`post ${form}/bookings/{booking}/return`]: {
    ...receives,
    params: ({ agency }) => ofOpen({ booking: `booking-${agency.id}` })(),
    body: () => ({}),
  },
  [`get ${campaign}/lead-rules`]: { permission: "lead:read", caller: coordinator, params: ofCampaign },
  [`put ${campaign}/lead-rules`]: { permission: "lead:rules", caller: manager, params: ofCampaign, body: () => rules, ifMatch: 0 },
};
