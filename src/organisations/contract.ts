import * as z from "zod";

/** What a path names of a tenant. */
export const tenantParams = {
  agency: z.object({ agency: z.string().max(40) }),
  developer: z.object({ developer: z.string().max(40) }),
} as const;

/** Where a tenant's own resources stand: the same ones for both kinds. */
export const tenantPath = { agency: "/api/v1/agencies/{agency}", developer: "/api/v1/developers/{developer}" } as const;

/** An id in a path: one that is not there is 404, whatever it looks like. */
export const anId = z.string().min(1).max(64);

/** The address of one tenant, for replays: `addressOf("agency", "hopefluent")`. */
export const addressOf = (kind: keyof typeof tenantPath, id: string) => tenantPath[kind].replace(`{${kind}}`, id);
