import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  listAgencyProjects,
  listDeveloperProjects,
  listGroups,
  listInvitations,
  listLinks,
  listRoles,
  listStaff,
  type Owner,
  readLinkTerms,
  readTenant,
} from "../../api/organisations";
import { isProblem } from "../../api/problem";
import { useCan, useTenant } from "../../app/session";

/** Whose page it is, as the API's functions take it. */
export function useOwner(): Owner {
  const { kind, tenant } = useTenant();
  return { kind, tenant };
}

export function useTenantAnswer() {
  const owner = useOwner();
  return useQuery({ queryKey: [owner.kind, owner.tenant, "tenant"], queryFn: () => readTenant(owner) });
}

export function useStaff() {
  const owner = useOwner();
  return useQuery({ queryKey: [owner.kind, owner.tenant, "staff"], queryFn: () => listStaff(owner) });
}

/** Who may come along when a key person is given money: the members of the team whose roles claim rewards. */
export function useWitnesses() {
  const owner = useOwner();
  return useQuery({
    queryKey: [owner.kind, owner.tenant, "staff", "witnesses"],
    queryFn: async () => {
      const [members, roles] = await Promise.all([listStaff(owner), listRoles(owner)]);
      const claiming = new Set(roles.flatMap(({ role, permissions }) => (permissions.includes("reward:claim") ? [role] : [])));
      return members.filter(({ role }) => claiming.has(role));
    },
  });
}

/** An agency's groups; a developer has none, and is not asked. */
export function useGroups() {
  const { kind, tenant } = useOwner();
  return useQuery({ queryKey: [kind, tenant, "groups"], queryFn: () => listGroups(tenant), enabled: kind === "agency" });
}

/** The roles and what each permits; they change with a release alone. */
export function useRoles() {
  const owner = useOwner();
  const queryKey = [owner.kind, owner.tenant, "roles"];
  return useQuery({ queryKey, queryFn: () => listRoles(owner), staleTime: Number.POSITIVE_INFINITY });
}

/** Open invitations, for those who may invite. */
export function useInvitations() {
  const owner = useOwner();
  const can = useCan();
  const queryKey = [owner.kind, owner.tenant, "invitations"];
  return useQuery({ queryKey, queryFn: () => listInvitations(owner), enabled: can("staff:manage") });
}

export function useLinks() {
  const owner = useOwner();
  return useQuery({ queryKey: [owner.kind, owner.tenant, "links"], queryFn: () => listLinks(owner) });
}

/** What every link shares and withholds; asked for when somebody is about to offer one. */
export function useLinkTerms() {
  const owner = useOwner();
  const queryKey = [owner.kind, owner.tenant, "link-terms"];
  return useQuery({ queryKey, queryFn: () => readLinkTerms(owner), staleTime: Number.POSITIVE_INFINITY });
}

export function useAgencyProjects() {
  const { tenant } = useOwner();
  return useQuery({ queryKey: ["agency", tenant, "projects"], queryFn: () => listAgencyProjects(tenant) });
}

export function useDeveloperProjects() {
  const { tenant } = useOwner();
  return useQuery({ queryKey: ["developer", tenant, "projects"], queryFn: () => listDeveloperProjects(tenant) });
}

/**
 * Runs an edit and asks again for what it touched. When somebody changed the thing meanwhile (`stale`), it is read anew
 * before the refusal is passed on: whoever then sends again has seen what is there now.
 */
export function useEdit(): <Answer>(act: () => Promise<Answer>, ...things: Thing[]) => Promise<Answer> {
  const refresh = useRefresh();
  return async (act, ...things) => {
    try {
      const answer = await act();
      await refresh(...things);
      return answer;
    } catch (error) {
      if (isProblem(error, "stale", "not-found")) await refresh(...things);
      throw error;
    }
  };
}

type Thing = "tenant" | "staff" | "groups" | "invitations" | "links" | "projects" | "campaigns" | "approvals";

/** Asks again for what a change has touched; the audit trail it always touches. */
export function useRefresh(): (...things: Thing[]) => Promise<unknown> {
  const queries = useQueryClient();
  const { kind, tenant } = useOwner();
  return (...things) => Promise.all([...things, "audit"].map((thing) => queries.invalidateQueries({ queryKey: [kind, tenant, thing] })));
}
