import { createRoute } from "@hono/zod-openapi";
import { pageQuery } from "../../http/page";
import { Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff, developerStaff } from "../../tenancy/doors";
import { anId, tenantParams, tenantPath } from "../contract";
import { AgencyProject, DeveloperProject, NewProject, ProjectEdit, ProjectPage } from "./contract";
import {
  addAgencyProject,
  addDeveloperProject,
  agencyProject,
  agencyProjectPage,
  developerProject,
  developerProjectPage,
  editAgencyProject,
  editDeveloperProject,
} from "./store";

export const projectRoutes = newSection();

const tags = ["Projects"];
const ofAgency = tenantParams.agency.extend({ project: anId });
const ofDeveloper = tenantParams.developer.extend({ project: anId });

projectRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.agency}/projects`,
    summary: "The projects this agency works for, newest first",
    tags,
    middleware: [agencyStaff("project:read")] as const,
    request: { params: tenantParams.agency, query: pageQuery },
    responses: { 200: json(ProjectPage.agency, "A page of projects"), ...refusals },
  }),
  async (c) => c.json(await agencyProjectPage(c.var.agency, c.req.valid("query")), 200),
);

projectRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.agency}/projects`,
    summary: "Add a project under a developer that is only a name",
    description: "The developer claims it later by accepting a link; its id and history stay.",
    tags,
    middleware: [agencyStaff("project:manage")] as const,
    request: { params: tenantParams.agency, body: body(NewProject.agency) },
    responses: { 201: json(AgencyProject, "The project"), ...refusals },
  }),
  async (c) => {
    const project = await addAgencyProject(c.var.tenant, c.req.valid("json"));

    return c.json(project, 201, etag(project.version));
  },
);

projectRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.agency}/projects/{project}`,
    summary: "A project",
    tags,
    middleware: [agencyStaff("project:read")] as const,
    request: { params: ofAgency },
    responses: { 200: json(AgencyProject, "The project"), ...refusals },
  }),
  async (c) => {
    const [[project]] = await c.var.tenant.read(agencyProject(c.var.tenant, c.req.valid("param").project));
    if (!project) throw new Problem("not-found");

    return c.json(project, 200, etag(project.version));
  },
);

projectRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${tenantPath.agency}/projects/{project}`,
    summary: "Rename a project, or its developer while that is only a name",
    tags,
    middleware: [agencyStaff("project:manage")] as const,
    request: { params: ofAgency, headers: ifMatch, body: body(ProjectEdit.agency) },
    responses: { 200: json(AgencyProject, "The project"), ...refusals },
  }),
  async (c) => {
    const { project: projectId } = c.req.valid("param");
    const project = await editAgencyProject(c.var.tenant, projectId, versionMatched(c), c.req.valid("json"));

    return c.json(project, 200, etag(project.version));
  },
);

projectRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.developer}/projects`,
    summary: "This developer's projects, newest first",
    tags,
    middleware: [developerStaff("project:read")] as const,
    request: { params: tenantParams.developer, query: pageQuery },
    responses: { 200: json(ProjectPage.developer, "A page of projects"), ...refusals },
  }),
  async (c) => c.json(await developerProjectPage(c.var.tenant, c.req.valid("query")), 200),
);

projectRoutes.openapi(
  createRoute({
    method: "post",
    path: `${tenantPath.developer}/projects`,
    summary: "Add a project",
    description: "An agency gets it by accepting a link.",
    tags,
    middleware: [developerStaff("project:manage")] as const,
    request: { params: tenantParams.developer, body: body(NewProject.developer) },
    responses: { 201: json(DeveloperProject, "The project"), ...refusals },
  }),
  async (c) => {
    const project = await addDeveloperProject(c.var.tenant, c.req.valid("json"));

    return c.json(project, 201, etag(project.version));
  },
);

projectRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.developer}/projects/{project}`,
    summary: "A project",
    tags,
    middleware: [developerStaff("project:read")] as const,
    request: { params: ofDeveloper },
    responses: { 200: json(DeveloperProject, "The project"), ...refusals },
  }),
  async (c) => {
    const [[project]] = await c.var.tenant.read(developerProject(c.var.tenant, c.req.valid("param").project));
    if (!project) throw new Problem("not-found");

    return c.json(project, 200, etag(project.version));
  },
);

projectRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${tenantPath.developer}/projects/{project}`,
    summary: "Rename a project",
    description: "The agencies that work for it follow.",
    tags,
    middleware: [developerStaff("project:manage")] as const,
    request: { params: ofDeveloper, headers: ifMatch, body: body(ProjectEdit.developer) },
    responses: { 200: json(DeveloperProject, "The project"), ...refusals },
  }),
  async (c) => {
    const { project: projectId } = c.req.valid("param");
    const project = await editDeveloperProject(c.var.tenant, projectId, versionMatched(c), c.req.valid("json"));

    return c.json(project, 200, etag(project.version));
  },
);
