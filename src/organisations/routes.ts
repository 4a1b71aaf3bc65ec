import { newRouter } from "../http/router";
import { groupRoutes } from "./groups/routes";
import { invitationRoutes } from "./invitations/routes";
import { linkRoutes } from "./links/routes";
import { projectRoutes } from "./projects/routes";
import { staffRoutes } from "./staff/routes";
import { tenantRoutes } from "./tenants/routes";

/** Agencies, developers, their staff, groups, projects, and the links between them. */
export const organisationRoutes = newRouter();

for (const section of [tenantRoutes, staffRoutes, groupRoutes, invitationRoutes, projectRoutes, linkRoutes])
  organisationRoutes.route("/", section);
