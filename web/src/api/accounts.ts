import type {
  Account,
  AccountEdit,
  AccountQuery,
  Contact,
  ContactEdit as ContactEditSchema,
  ListedAccount,
  NewContact,
} from "../../../src/accounts/contract";
import type { AccountEngagement as AccountEngagementSchema } from "../../../src/settlement/statement/listing/contract";
import { type Asking, call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Account, Contact, ListedAccount, NewContact };
export type AccountSort = AccountQuery["sort"];
export type AccountEngagement = (typeof AccountEngagementSchema)["_output"];
export type ContactEdit = (typeof ContactEditSchema)["_output"];

const enc = encodeURIComponent;
const accountsPath = (agency: string) => `${tenantPath("agency", agency)}/accounts`;
const accountPath = (agency: string, account: string) => `${accountsPath(agency)}/${enc(account)}`;
const contactPath = (agency: string, { accountId, id }: Pick<Contact, "accountId" | "id">) =>
  `${accountPath(agency, accountId)}/contacts/${enc(id)}`;

/** What a list of accounts is asked for; `search`: a part of the name, of two characters or more. */
export interface AccountConditions {
  search: string | null;
  sort: AccountSort;
  order: AccountQuery["order"];
}

export function listAccounts(
  agency: string,
  asked: AccountConditions,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<Page<ListedAccount>> {
  return call(accountsPath(agency), { query: { ...asked, after, limit }, signal });
}

/** The accounts that are called so already, whatever spaces and width it is typed with. */
export async function listNamesakes(agency: string, named: string): Promise<Account[]> {
  return (await call<Page<Account>>(accountsPath(agency), { query: { named, limit: 5 } })).items;
}

export function readAccount(agency: string, account: string): Promise<Account> {
  return call(accountPath(agency, account));
}

/** @throws ApiProblem 409 `parent-has-parent`, 422 with a pointer to the parent */
export function fileAccount(agency: string, account: { name: string; parentId?: string }): Promise<Account> {
  return call(accountsPath(agency), { method: "POST", body: account });
}

/** @throws ApiProblem 412 `stale`, 409 `parent-has-parent`, 422 with a pointer to the parent */
export function changeAccount(agency: string, { id, version }: Pick<Account, "id" | "version">, edit: AccountEdit): Promise<Account> {
  return call(accountPath(agency, id), { method: "PATCH", body: edit, version });
}

/** What counts together under an account, the latest first. */
export function listBranches(agency: string, account: string, after: string | null): Promise<Page<Account>> {
  return call(`${accountPath(agency, account)}/branches`, { query: { after } });
}

/** The campaigns that an account takes part in, the latest first. */
export function listEngagementsOf(agency: string, account: string, after: string | null): Promise<Page<AccountEngagement>> {
  return call(`${accountPath(agency, account)}/engagements`, { query: { after } });
}

/** In the order in which they became known. */
export function listContacts(agency: string, account: string, after: string | null): Promise<Page<Contact>> {
  return call(`${accountPath(agency, account)}/contacts`, { query: { after } });
}

/** @throws ApiProblem 409 `contact-exists`, `person-erased`, 422 with pointers below `/person` */
export function nameContact(agency: string, account: string, contact: NewContact): Promise<Contact> {
  return call(`${accountPath(agency, account)}/contacts`, { method: "POST", body: contact });
}

/** @throws ApiProblem 412 `stale` */
export function changeContact(agency: string, contact: Contact, edit: ContactEdit): Promise<Contact> {
  return call(contactPath(agency, contact), { method: "PATCH", body: edit, version: contact.version });
}

/** Takes somebody off an account; the person stays known. */
export function removeContact(agency: string, contact: Contact): Promise<void> {
  return call(contactPath(agency, contact), { method: "DELETE" });
}
