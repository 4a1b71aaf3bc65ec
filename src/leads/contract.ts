import * as z from "zod";
import { page, pageQuery } from "../http/page";
import { paragraph } from "../http/text";
import { Person } from "../people/contract";
import { BusinessDay } from "../time/contract";

/*
 * Under /api/v1/agencies/{agency}/campaigns/{campaign}:
 *   GET   leads                       LeadQuery → LeadPage
 *   GET   leads/counts                → LeadCounts
 *   POST  leads/search                LeadSearch → FoundLeads (a name or a number stands in no address)
 *   GET   leads/{lead}                → LeadDetail, with an ETag
 *   PATCH leads/{lead}                LeadEdit, If-Match → LeadDetail
 *   POST  leads/{lead}/loss           Loss, If-Match → LeadDetail
 *   POST  leads/{lead}/reopening      If-Match → LeadDetail
 *   POST  leads/bulk                  Bulk → Bulked; all or nothing
 *   POST  leads/bulk/preview          Bulk → BulkPreview; changes nothing
 *   GET   lead-rules, PUT lead-rules  LeadRules, If-Match (0: none was set yet)
 * The rest in reporting/, owning/, contacting/, merging/.
 */

/** Where somebody came from; a target counts the leads of some of them. */
export const leadSources = ["form", "call", "walk-in", "event", "referral", "credential", "outreach", "other"] as const;
export const LeadSource = z.enum(leadSources);
export type LeadSource = z.infer<typeof LeadSource>;

/** How far a lead has come (登記、已聯繫、誠意、選房、簽約、流失). Sincere only by confirmed earnest money, selected and signed only by a deal. */
export const leadStates = ["registered", "contacted", "sincere", "selected", "signed", "lost"] as const;
export const LeadState = z.enum(leadStates);
export type LeadState = z.infer<typeof LeadState>;

export const lostReasons = [
  "bought-elsewhere",
  "no-budget",
  "not-interested",
  "unreachable",
  "wrong-number",
  "not-eligible",
  "other",
] as const;
export const LostBecause = z.enum(lostReasons);
export type LostBecause = z.infer<typeof LostBecause>;

/** How soon somebody means to buy: within a month, within three, or just looking. */
export const leadIntents = ["high", "medium", "low"] as const;
export const LeadIntent = z.enum(leadIntents);
export type LeadIntent = z.infer<typeof LeadIntent>;

export const nextKinds = ["call", "message", "visit", "complete-number", "earnest", "signing", "other"] as const;
export const NextKind = z.enum(nextKinds);
export type NextKind = z.infer<typeof NextKind>;

export const contactKinds = ["call", "message", "visit", "site-visit", "other"] as const;
export const contactOutcomes = ["reached", "no-answer", "appointment", "refused", "wrong-number", "came"] as const;

/** How a lead came to its owner, or to nobody. */
export const ownedHows = ["reported", "form", "assigned", "in-turn", "picked", "visit", "returned", "removed", "merged"] as const;

const Id = z.string().min(1).max(64);

/**
 * Whose a lead is for who asks. `protected`: another's; whose is told only to who assigns. `settled`: in no pool, and without
 * an owner who is still here.
 */
export const Standing = z.enum(["mine", "free", "protected", "settled"]);
export type Standing = z.infer<typeof Standing>;

/** Why an owner gives a lead back. */
export const returnReasons = ["no-time", "not-reached", "does-not-fit", "asks-for-another", "other"] as const;

/** What is to be done next, and on which day; the note is told to the owner and to who assigns. */
export const NextStep = z.strictObject({ on: BusinessDay, kind: NextKind, note: paragraph(500).optional() }).meta({ id: "LeadNextStep" });
export type NextStep = z.infer<typeof NextStep>;

/**
 * The three clocks of 報備. A report runs until `reportUntil` unless it was confirmed; then protection until
 * `protectedUntil`; `visitedOn` is the latest visit to the site. Past `freeAt` anybody may pick it: null while it is in
 * no pool.
 */
export const LeadClocks = z
  .strictObject({
    reportedAt: z.iso.datetime().nullable(),
    reportUntil: z.iso.datetime().nullable(),
    confirmedAt: z.iso.datetime().nullable(),
    protectedUntil: z.iso.datetime().nullable(),
    visitedOn: BusinessDay.nullable(),
    freeAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "LeadClocks" });

/** A lead in a list: name and phone masked, null once erased or kept no longer (`isGone`). */
export const Lead = z
  .strictObject({
    id: z.string(),
    personId: z.string(),
    nameMasked: z.string().nullable(),
    phoneMasked: z.string().nullable(),
    /** Reported by a masked number, which is not whole yet. */
    isNumberMasked: z.boolean(),
    /** Erased, or past the last day on which particulars are kept. */
    isGone: z.boolean(),
    source: LeadSource,
    engagementId: z.string().nullable(),
    accountName: z.string().nullable(),
    state: LeadState,
    lostBecause: LostBecause.nullable(),
    standing: Standing,
    /** Null for nobody, and for another's where the caller does not assign. */
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    /** While it is free: whose members alone may pick it. */
    groupId: z.string().nullable(),
    groupName: z.string().nullable(),
    clocks: LeadClocks,
    next: z.strictObject({ on: BusinessDay, kind: NextKind }).nullable(),
    intent: LeadIntent.nullable(),
    unitsWanted: z.int().nullable(),
    touches: z.int(),
    contacts: z.int(),
    lastContactAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    version: z.int().min(1),
  })
  .meta({ id: "Lead" });
export type Lead = z.infer<typeof Lead>;

/**
 * One order and its conditions. `free` (the pool) and `expiring` (within so many hours) go by `free`, the rest by `newest`
 * or `next` (which leaves out those without a next step); a form goes by `newest`. Another pair: 422 `not-together`.
 * What no index gives is looked for in the order, five hundred at a time: a page may then hold fewer than its limit, or
 * none, though `next` says where it goes on.
 */
export const LeadQuery = pageQuery
  .extend({
    sort: z.enum(["newest", "next", "free"]).optional(),
    state: LeadState.optional(),
    /** `me`, or whose (with `lead:assign`); `none`: nobody's. */
    owner: Id.optional(),
    engagement: Id.optional(),
    source: LeadSource.optional(),
    form: Id.optional(),
    group: Id.optional(),
    /** In the pool now. */
    pool: z.literal("1").optional(),
    /** Free within so many hours, and not yet. */
    expiring: z.enum(["24", "48"]).optional(),
    /** Never at the site with its owner. */
    unvisited: z.literal("1").optional(),
  })
  .meta({ id: "LeadQuery" });
export type LeadQuery = z.infer<typeof LeadQuery>;

export const LeadPage = page(Lead).meta({ id: "LeadPage" });

/** How many leads there are. Other channels (其他渠道): all sources but the key accounts' own, `outreach` and `referral`. */
export const LeadCounts = z
  .strictObject({
    bySource: z.array(z.strictObject({ source: LeadSource, state: LeadState, leads: z.int() })),
    registered: z.int(),
    /** Sincere now, or further. */
    sincere: z.int(),
    otherChannels: z.int(),
    sincereOfOthers: z.int(),
    /** Of `otherChannels`, in basis points; null of none. */
    sincereBps: z.int().nullable(),
    /** Of who asks, free within 48 hours; at most 100, which means as many or more. */
    expiring: z.int(),
    /** In the pool now; at most 100 likewise. */
    free: z.int(),
  })
  .meta({ id: "LeadCounts" });
export type LeadCounts = z.infer<typeof LeadCounts>;

/** One of: a name or part of it (from the first letter on, or two letters together), a whole phone, the code of a receipt. */
export const LeadSearch = z
  .strictObject({
    name: z.string().trim().min(1).max(40).optional(),
    phone: z.string().trim().min(1).max(40).optional(),
    receipt: z.string().trim().min(4).max(24).optional(),
  })
  .refine((asked) => Object.keys(asked).length === 1, { params: { code: "one-of-both" }, error: "exactly one" })
  .meta({ id: "LeadSearch" });
export type LeadSearch = z.infer<typeof LeadSearch>;

/** The newest first, at most fifty. By a phone, who reports without assigning finds only their own and what is free. */
export const FoundLeads = z.strictObject({ items: z.array(Lead), isCut: z.boolean() }).meta({ id: "FoundLeads" });
export type FoundLeads = z.infer<typeof FoundLeads>;

/** Once somebody registered, called, came. Answers as typed, told to the owner and to who assigns; null for others, once gone, or when nothing was. */
export const Touch = z
  .strictObject({
    id: z.string(),
    at: z.iso.datetime(),
    source: LeadSource,
    formId: z.string().nullable(),
    formName: z.string().nullable(),
    tag: z.string().nullable(),
    receipt: z.string().nullable(),
    language: z.string().nullable(),
    answers: z.record(z.string(), z.unknown()).nullable(),
    byName: z.string(),
    bookings: z.array(
      z.strictObject({
        id: z.string(),
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        state: z.enum(["booked", "cancelled", "came", "missed"]),
      }),
    ),
  })
  .meta({ id: "LeadTouch" });
export type Touch = z.infer<typeof Touch>;

export const ContactKind = z.enum(contactKinds);
export const ContactOutcome = z.enum(contactOutcomes);

/** What was said and done. A visit brought by another than the owner is `waiting` until it is decided. */
export const LeadContact = z
  .strictObject({
    id: z.string(),
    kind: ContactKind,
    outcome: ContactOutcome,
    day: BusinessDay,
    at: z.iso.datetime(),
    note: z.string().nullable(),
    byId: z.string(),
    byName: z.string(),
    visit: z.enum(["waiting", "accepted", "refused"]).nullable(),
  })
  .meta({ id: "LeadContact" });
export type LeadContact = z.infer<typeof LeadContact>;

/** A stretch of ownership; `ownerName` null: the pool, or another's where the caller does not assign. */
export const OwnerStretch = z
  .strictObject({
    id: z.string(),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    how: z.enum(ownedHows),
    reason: z.string().nullable(),
    day: BusinessDay,
    at: z.iso.datetime(),
    byName: z.string(),
  })
  .meta({ id: "LeadOwnerStretch" });

export const LeadMerge = z
  .strictObject({
    id: z.string(),
    keptId: z.string(),
    mergedId: z.string(),
    at: z.iso.datetime(),
    byName: z.string(),
    undoneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "LeadMerge" });
export type LeadMerge = z.infer<typeof LeadMerge>;

/** One lead with all that happened; of each list the latest hundred, newest first. */
export const LeadDetail = Lead.extend({
  campaignId: z.string(),
  person: Person,
  /** 138****1234 of a report whose number is not whole yet. */
  maskedPhone: z.string().nullable(),
  nextNote: z.string().nullable(),
  keptUntil: BusinessDay,
  /** Where it went, when it was found to be the same person as another. */
  mergedInto: z.string().nullable(),
  /** What the caller may do now. */
  may: z.strictObject({
    contact: z.boolean(),
    complete: z.boolean(),
    pick: z.boolean(),
    giveBack: z.boolean(),
    assign: z.boolean(),
  }),
  touchList: z.array(Touch),
  contactList: z.array(LeadContact),
  owners: z.array(OwnerStretch),
  deposits: z.array(
    z.strictObject({
      id: z.string(),
      amountFen: z.int(),
      paidOn: BusinessDay,
      documentNumber: z.string(),
      state: z.enum(["reported", "withdrawn", "confirmed", "refused", "refunding", "refunded"]),
      reportedByName: z.string(),
    }),
  ),
  merges: z.array(LeadMerge),
}).meta({ id: "LeadDetail" });
export type LeadDetail = z.infer<typeof LeadDetail>;

/** What is left out stays; null takes it away. By its owner, or who assigns. */
export const LeadEdit = z
  .strictObject({
    intent: LeadIntent.nullable().optional(),
    unitsWanted: z.int().min(1).max(999).nullable().optional(),
    engagementId: Id.nullable().optional(),
  })
  .meta({ id: "LeadEdit" });
export type LeadEdit = z.infer<typeof LeadEdit>;

export const Loss = z.strictObject({ because: LostBecause }).meta({ id: "LeadLoss" });
export type Loss = z.infer<typeof Loss>;

/** Whose leads become: one member's, a group's members' in turn, a group's to pick, anybody's to pick. */
export const AssignTo = z
  .discriminatedUnion("to", [
    z.strictObject({ to: z.literal("member"), userId: Id }),
    z.strictObject({ to: z.literal("turn"), groupId: Id }),
    z.strictObject({ to: z.literal("group"), groupId: Id }),
    z.strictObject({ to: z.literal("pool") }),
  ])
  .meta({ id: "LeadAssignTo" });
export type AssignTo = z.infer<typeof AssignTo>;

/** One act on up to two hundred leads, each as it was seen. */
export const Bulk = z
  .strictObject({
    leads: z
      .array(z.strictObject({ id: Id, version: z.int().min(1) }))
      .min(1)
      .max(200),
    act: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("assign"), to: AssignTo }),
      z.strictObject({ kind: z.literal("next-step"), on: BusinessDay, step: NextKind }),
      z.strictObject({ kind: z.literal("lose"), because: LostBecause }),
      z.strictObject({ kind: z.literal("tag"), engagementId: Id.nullable() }),
    ]),
  })
  .meta({ id: "LeadBulk" });
export type Bulk = z.infer<typeof Bulk>;

/** How many were changed. */
export const Bulked = z.strictObject({ leads: z.int() }).meta({ id: "LeadBulked" });

/** What the act would be refused for; none: it would be done. */
export const BulkPreview = z
  .strictObject({
    leads: z.int(),
    refused: z.array(z.strictObject({ id: z.string(), code: z.enum(["not-found", "stale", "lead-merged", "wrong-state"]) })),
  })
  .meta({ id: "LeadBulkPreview" });
export type BulkPreview = z.infer<typeof BulkPreview>;
