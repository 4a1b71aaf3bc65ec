import { env } from "cloudflare:workers";
import { jobFacts } from "../../src/http/facts";
import type { Claim, Earnings, Recipient, RecipientStatus } from "../../src/rewards/contract";
import { settleLeft } from "../../src/settlement/left";
import { upload } from "./campaigns";
import { done, type Selling, today } from "./deals";
import { type Answer, as } from "./kit";

/** Somebody at the account of an engagement, in a listed post. */
export interface AtAccount {
  contactId: string;
  personId: string;
}

export async function contact(at: Selling, name: string, engagementId = at.engagementId): Promise<AtAccount> {
  const manager = as(await at.agency.member("manager"));
  const { accountId } = await done(manager.get<{ accountId: string }>(`${at.path}/engagements/${engagementId}`));
  const made = await done(
    manager.post<{ id: string; person: { id: string } }>(`/api/v1/agencies/${at.agency.id}/accounts/${accountId}/contacts`, {
      person: { name },
      post: "會長",
      isListedPost: true,
    }),
  );

  return { contactId: made.id, personId: made.person.id };
}

/** The key person: first visited on a day, reported by the consultant and confirmed by the manager. */
export async function keyPerson(at: Selling, visitedOn = "2008-05-16", engagementId = at.engagementId): Promise<AtAccount> {
  const chairman = await contact(at, "林會長", engagementId);
  const visit = `${at.path}/engagements/${engagementId}/first-visit`;
  await done(as(await at.agency.member("consultant")).post(visit, { contactId: chairman.contactId, visitedOn }));
  await done(as(await at.agency.member("manager")).post(`${visit}/confirmation`, {}));

  return chairman;
}

/** Somebody else is the key person from a day on. */
export async function changed(at: Selling, { contactId }: AtAccount, from: string): Promise<void> {
  await done(
    as(await at.agency.member("manager")).post(`${at.path}/engagements/${at.engagementId}/key-person`, { contactId, from, reason: "調任" }),
  );
}

/** So many names that the key person of a day recommended. */
export async function referred(at: Selling, count: number, referredOn = "2008-05-20"): Promise<{ id: string; personId: string }[]> {
  const people = Array.from({ length: count }, (_, index) => ({ name: `買方${index + 1}` }));
  const made = await done(
    as(await at.agency.member("consultant")).post<{ items: { id: string; personId: string }[] }>(
      `${at.path}/engagements/${at.engagementId}/referrals`,
      { referredOn, evidence: "roster", people },
    ),
  );

  return made.items.map(({ id, personId }) => ({ id, personId }));
}

/** Reports money of a deal by the consultant. @returns the line's id */
export async function reported(at: Selling, dealId: string, line: object): Promise<string> {
  const told = { kind: "receipt", item: "first-instalment", amountFen: 100_000_00, onDay: "2008-06-15", ...line };

  return (await done(as(await at.agency.member("consultant")).post<{ id: string }>(`${at.path}/deals/${dealId}/ledger`, told))).id;
}

/** The agency's finance confirms signings and lines. */
export async function confirmed(at: Selling, deals: string[], entries: string[] = []): Promise<void> {
  await done(as(await at.agency.member("finance")).post(`${at.path}/confirmations`, { deals, entries }));
}

/** What the queue does once it is told. */
export const queued = () => settleLeft(jobFacts(env, "queue", Date.now()));

/** The rewards, once the queue has settled what was left to it. */
export async function rewards(at: Selling, engagementId = at.engagementId): Promise<Earnings> {
  await queued();

  return done(as(await at.agency.member("manager")).get<Earnings>(`${at.path}/engagements/${engagementId}/rewards`));
}

export async function described(
  at: Selling,
  personId: string,
  status: RecipientStatus,
  version = 0,
  consentDocumentId?: string,
): Promise<Recipient> {
  return done(
    as(await at.agency.member("consultant")).put<Recipient>(
      `/api/v1/agencies/${at.agency.id}/recipients/${personId}`,
      { status, consentDocumentId },
      { ifMatch: version },
    ),
  );
}

/** Asks for everything that may be claimed, by the consultant, whatever the answer. */
export async function asked(at: Selling, personId: string, engagementId = at.engagementId): Promise<Answer<Claim>> {
  const consultant = await at.agency.member("consultant");

  return as(consultant).post<Claim>(`${at.path}/engagements/${engagementId}/rewards/claims`, {
    personId,
    identityCardSeen: true,
    workPermitSeen: true,
    witnessId: consultant.id,
  });
}

/** A claim of the consultant's, approved by the manager. */
export async function approved(at: Selling, personId: string): Promise<Claim> {
  const { id } = await done(asked(at, personId));

  return done(as(await at.agency.member("manager")).post<Claim>(`${at.path}/claims/${id}/approval`, {}));
}

/** The finance asks to pay, whatever the answer. */
export async function payment(at: Selling, claimId: string, told: object = {}): Promise<Answer<Claim>> {
  return as(await at.agency.member("finance")).post<Claim>(`${at.path}/claims/${claimId}/payment`, {
    taxFen: 0,
    paidOn: today(),
    receiptNumber: "SJ-001",
    documentId: await upload(at, "finance", "deal-document"),
    ...told,
  });
}
