import type { NewPerson, Particular, Person, PersonEdit, Revelation } from "../../../src/people/contract";
import type { HeldKind, Look, PersonExport } from "../../../src/people/holding/contract";
import { call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { HeldKind, Look, NewPerson, Particular, Person, PersonEdit, PersonExport };

const peoplePath = (agency: string) => `${tenantPath("agency", agency)}/people`;
const personPath = (agency: string, person: string) => `${peoplePath(agency)}/${encodeURIComponent(person)}`;

/** Who has this whole number, the latest first. @throws ApiProblem 422 for what is no number */
export async function findPeople(agency: string, phone: string): Promise<Person[]> {
  return (await call<Page<Person>>(`${peoplePath(agency)}/search`, { method: "POST", body: { phone } })).items;
}

/** @throws ApiProblem 422 with pointers */
export function recordPerson(agency: string, person: NewPerson, idempotencyKey: string): Promise<Person> {
  return call(peoplePath(agency), { method: "POST", body: person, idempotencyKey });
}

/** @throws ApiProblem 404 */
export function readPerson(agency: string, person: string): Promise<Person> {
  return call(personPath(agency, person));
}

/** @throws ApiProblem 412 `stale`, 409 `person-erased`, 422 with pointers */
export function correctPerson(agency: string, { id, version }: Pick<Person, "id" | "version">, edit: PersonEdit): Promise<Person> {
  return call(personPath(agency, id), { method: "PATCH", body: edit, version });
}

/** One whole number; the look is recorded. Never to be kept. @returns null when there is none @throws ApiProblem 409 `person-erased` */
export async function revealPerson(agency: string, person: string, particular: Particular): Promise<string | null> {
  const revealed = await call<Revelation>(`${personPath(agency, person)}/revelation`, {
    method: "POST",
    body: { particulars: [particular] },
  });
  return revealed[particular] ?? null;
}

/** Who looked at a person's numbers or changed them, the latest first. */
export const listLooks = (agency: string, person: string, after?: string): Promise<Page<Look>> =>
  call(`${personPath(agency, person)}/looks?limit=50${after ? `&after=${encodeURIComponent(after)}` : ""}`);

/** Everything held on them, numbers whole; that it was exported is recorded. Never to be kept. @throws ApiProblem 409 `person-erased` */
export const exportPerson = (agency: string, person: string): Promise<PersonExport> =>
  call(`${personPath(agency, person)}/export`, { method: "POST", body: {} });

/** Where the bytes of one of an agency's files are, for a link. */
export const fileAddress = (agency: string, file: string): string =>
  `/api/v1${tenantPath("agency", agency)}/files/${encodeURIComponent(file)}/content`;

/** For ever. @throws ApiProblem 412 `stale`, 409 `person-erased` */
export function erasePerson(agency: string, { id, version }: Pick<Person, "id" | "version">): Promise<Person> {
  return call(`${personPath(agency, id)}/erasure`, { method: "POST", body: {}, version });
}
