import type { Group } from "../../../src/organisations/groups/contract";
import type { Invitation } from "../../../src/organisations/invitations/contract";
import type { Link, LinkTerms } from "../../../src/organisations/links/contract";
import type { AgencyProject, DeveloperProject } from "../../../src/organisations/projects/contract";
import type { StaffMember } from "../../../src/organisations/staff/contract";
import type { Tenant } from "../../../src/organisations/tenants/contract";
import { call } from "./client";
import type { Language, Page, TenantKind } from "./session";
import { tenantPath } from "./shell";

export type { AgencyProject, DeveloperProject, Group, Invitation, Link, LinkTerms, StaffMember, Tenant };

/** What an agency's consultants see of its campaigns. */
export type ConsultantSight = NonNullable<Tenant["consultantSight"]>;

export interface TenantEdit {
  name?: string;
  /** An agency's to say. */
  consultantSight?: ConsultantSight;
  requireSecondFactor?: boolean;
}

/** Whose part of the API it is: the two kinds of tenant have most of it in common. */
export interface Owner {
  kind: TenantKind;
  tenant: string;
}

export interface RoleGrants {
  role: string;
  permissions: string[];
}

const enc = encodeURIComponent;
const under = ({ kind, tenant }: Owner) => tenantPath(kind, tenant);

/** A list that is needed whole: page after page to its end. */
async function whole<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null = null;
  do {
    const page: Page<Item> = await call(path, { query: { after, limit: 100 } });
    items.push(...page.items);
    after = page.next;
  } while (after !== null);
  return items;
}

export function readTenant(owner: Owner): Promise<Tenant> {
  return call(under(owner));
}

/** @param version of the tenant that was edited @throws ApiProblem 412 `stale` */
export function changeTenant(owner: Owner, version: number, edit: TenantEdit): Promise<Tenant> {
  return call(under(owner), { method: "PATCH", body: edit, version });
}

/** Everybody who works here: for lists that are searched and chosen from on the page. */
export function listStaff(owner: Owner): Promise<StaffMember[]> {
  return whole(`${under(owner)}/staff`);
}

/** @throws ApiProblem 412 `stale`, 409 `own-role`, `last-owner` */
export function placeStaff(
  owner: Owner,
  { id, version }: Pick<StaffMember, "id" | "version">,
  place: { role?: string; groupId?: string | null },
): Promise<StaffMember> {
  return call(`${under(owner)}/staff/${enc(id)}`, { method: "PATCH", body: place, version });
}

/** @throws ApiProblem 409 `last-owner` */
export function removeStaff(owner: Owner, id: string): Promise<void> {
  return call(`${under(owner)}/staff/${enc(id)}`, { method: "DELETE" });
}

/** Takes away the second factor of a colleague who has lost it. @throws ApiProblem 409 `own-second-factor`, `second-factor-elsewhere` */
export function resetSecondFactor(owner: Owner, id: string): Promise<void> {
  return call(`${under(owner)}/staff/${enc(id)}/second-factor`, { method: "DELETE" });
}

/** Every role with all it permits, in the order of the API's table. */
export async function listRoles(owner: Owner): Promise<RoleGrants[]> {
  return (await call<Page<RoleGrants>>(`${under(owner)}/roles`)).items;
}

/** Invitations that were neither accepted nor withdrawn, newest first. */
export function listInvitations(owner: Owner): Promise<Invitation[]> {
  return whole(`${under(owner)}/invitations`);
}

export interface NewInvitation {
  email: string;
  role: string;
  groupId?: string | null;
  /** Of the letter. */
  language: Language;
}

/** Sends a letter with a link. @throws ApiProblem 409 `already-member`: one of us, or invited already */
export function inviteStaff(owner: Owner, invitation: NewInvitation): Promise<Invitation> {
  return call(`${under(owner)}/invitations`, { method: "POST", body: invitation });
}

/** Its link opens nothing more. @throws ApiProblem 409 `invitation-closed`, 404 */
export function withdrawInvitation(owner: Owner, id: string): Promise<void> {
  return call(`${under(owner)}/invitations/${enc(id)}`, { method: "DELETE" });
}

export function listGroups(agency: string): Promise<Group[]> {
  return whole(`${tenantPath("agency", agency)}/groups`);
}

/** @throws ApiProblem 409 `name-taken` */
export function makeGroup(agency: string, name: string): Promise<Group> {
  return call(`${tenantPath("agency", agency)}/groups`, { method: "POST", body: { name } });
}

/** @throws ApiProblem 412 `stale`, 409 `name-taken` */
export function renameGroup(agency: string, { id, version }: Pick<Group, "id" | "version">, name: string): Promise<Group> {
  return call(`${tenantPath("agency", agency)}/groups/${enc(id)}`, { method: "PATCH", body: { name }, version });
}

/** @throws ApiProblem 409 `group-in-use`: somebody is in it or invited into it, or a campaign names it */
export function deleteGroup(agency: string, id: string): Promise<void> {
  return call(`${tenantPath("agency", agency)}/groups/${enc(id)}`, { method: "DELETE" });
}

/** The projects an agency works for: its own, and those that developers opened to it. */
export function listAgencyProjects(agency: string): Promise<AgencyProject[]> {
  return whole(`${tenantPath("agency", agency)}/projects`);
}

export function listDeveloperProjects(developer: string): Promise<DeveloperProject[]> {
  return whole(`${tenantPath("developer", developer)}/projects`);
}

export function readDeveloperProject(developer: string, project: string): Promise<DeveloperProject> {
  return call(`${tenantPath("developer", developer)}/projects/${enc(project)}`);
}

/** `developerName` is an agency's to give: its developer is only a name until a link says more. */
export function makeProject(owner: Owner, project: { name: string; developerName?: string }): Promise<DeveloperProject> {
  return call(`${under(owner)}/projects`, { method: "POST", body: project });
}

/** @throws ApiProblem 412 `stale`, 409 `project-linked` for the developer's name of a linked project */
export function changeProject(
  owner: Owner,
  { id, version }: Pick<DeveloperProject, "id" | "version">,
  edit: { name?: string; developerName?: string },
): Promise<DeveloperProject> {
  return call(`${under(owner)}/projects/${enc(id)}`, { method: "PATCH", body: edit, version });
}

/** What every link shares and withholds, to be read before one is offered. */
export function readLinkTerms(owner: Owner): Promise<LinkTerms> {
  return call(`${under(owner)}/link-terms`);
}

/** Links between this tenant's projects and the other side, in every state, newest first. */
export function listLinks(owner: Owner): Promise<Link[]> {
  return whole(`${under(owner)}/links`);
}

/** Offers to work together on a project, to the other side by its short name. @throws ApiProblem 409 `link-exists`, `project-linked`, 422 `unknown-reference` */
export function offerLink(owner: Owner, projectId: string, other: string): Promise<Link> {
  const partner = owner.kind === "agency" ? { developerId: other } : { agencyId: other };
  return call(`${under(owner)}/links`, { method: "POST", body: { projectId, ...partner } });
}

export type LinkStep = "acceptance" | "refusal" | "withdrawal" | "ending";

/** @throws ApiProblem 409 `link-decided`: the other side was faster */
export function stepLink(owner: Owner, link: string, step: LinkStep): Promise<Link> {
  return call(`${under(owner)}/links/${enc(link)}/${step}`, { method: "POST" });
}
