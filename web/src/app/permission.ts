import type { AgencyPermission, DeveloperPermission } from "../../../src/tenancy/roles";

/** What a member may do in a tenant: the names of the API's one table. */
export type Permission = AgencyPermission | DeveloperPermission;
