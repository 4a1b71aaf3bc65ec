import { createRoute } from "@hono/zod-openapi";
import { pageOf } from "../http/page";
import { Problem } from "../http/problem";
import { body, etag, ifMatch, json, newRouter, nothing, refusals, versionMatched } from "../http/router";
import { anId, tenantParams, tenantPath } from "../organisations/contract";
import type { RowsOf } from "../tenancy/database";
import { agencyStaff } from "../tenancy/doors";
import { type Building, BuildingPage, BuildingQuery, NewUnits, Unit, UnitEdit, UnitPage, UnitQuery, UnitsChecked } from "./contract";
import { placeAfter } from "./rules";
import { buildingList, deleteUnit, editUnit, enterUnits, moveUnit, projectById, refuseTaken, unitById, unitList } from "./store";

export const unitRoutes = newRouter();

const tags = ["Units"];
const ofProject = tenantParams.agency.extend({ project: anId });
const ofUnit = ofProject.extend({ unit: anId });
const path = `${tenantPath.agency}/projects/{project}/units` as const;
const shown = { 200: json(Unit, "The unit"), ...refusals };

unitRoutes.openapi(
  createRoute({
    method: "get",
    path: `${tenantPath.agency}/projects/{project}/buildings`,
    summary: "The buildings in which this agency sells units, with how many stand in which state",
    tags,
    middleware: [agencyStaff("unit:read")] as const,
    request: { params: ofProject, query: BuildingQuery },
    responses: { 200: json(BuildingPage, "A page of buildings"), ...refusals },
  }),
  async (c) => {
    const { project: projectId } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[project], rows] = await c.var.agency.read(projectById(c.var.agency, projectId), buildingList(c.var.agency, projectId, query));
    if (!project) throw new Problem("not-found");

    return c.json(buildingPage(rows, query.limit), 200);
  },
);

unitRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The units that this agency sells of a project, by building, floor and number",
    tags,
    middleware: [agencyStaff("unit:read")] as const,
    request: { params: ofProject, query: UnitQuery },
    responses: { 200: json(UnitPage, "A page of units"), ...refusals },
  }),
  async (c) => {
    const { project: projectId } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[project], rows] = await c.var.agency.read(projectById(c.var.agency, projectId), unitList(c.var.agency, projectId, query));
    if (!project) throw new Problem("not-found");

    return c.json(pageOf(rows, query.ids === undefined ? query.limit : rows.length, placeAfter), 200);
  },
);

unitRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Enter units, all or none",
    description:
      "A unit is one agency's at a time: rows that another agency sells are refused with `unit-allocated`, those entered before with `unit-exists`, each with a pointer.",
    tags,
    middleware: [agencyStaff("unit:edit")] as const,
    request: { params: ofProject, body: body(NewUnits) },
    responses: { 201: json(UnitPage, "The units that were entered"), ...refusals },
  }),
  async (c) => {
    const { agency, tenant } = c.var;
    const items = await enterUnits(agency, tenant, c.req.valid("param").project, c.req.valid("json").units);

    return c.json({ items, next: null }, 201);
  },
);

unitRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/checks`,
    summary: "Whether units could be entered; nothing is written",
    tags,
    middleware: [agencyStaff("unit:edit", { reckons: true })] as const,
    request: { params: ofProject, body: body(NewUnits) },
    responses: { 200: json(UnitsChecked, "They could"), ...refusals },
  }),
  async (c) => {
    const { units } = c.req.valid("json");
    await refuseTaken(c.var.agency, c.var.tenant, c.req.valid("param").project, units);

    return c.json({ units: units.length }, 200);
  },
);

unitRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{unit}`,
    summary: "A unit",
    tags,
    middleware: [agencyStaff("unit:read")] as const,
    request: { params: ofUnit },
    responses: shown,
  }),
  async (c) => {
    const { project, unit: id } = c.req.valid("param");
    const [[unit]] = await c.var.agency.read(unitById(c.var.agency, project, id));
    if (!unit) throw new Problem("not-found");

    return c.json(unit, 200, etag(unit.version));
  },
);

unitRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{unit}`,
    summary: "Correct a unit; once subscribed, no more its price, area and product",
    tags,
    middleware: [agencyStaff("unit:edit")] as const,
    request: { params: ofUnit, headers: ifMatch, body: body(UnitEdit) },
    responses: shown,
  }),
  async (c) => {
    const { project, unit: id } = c.req.valid("param");
    const unit = await editUnit(c.var.agency, project, id, versionMatched(c), c.req.valid("json"));

    return c.json(unit, 200, etag(unit.version));
  },
);

for (const [step, to, summary] of [
  ["withholding", "withheld", "Keep a unit from sale"],
  ["release", "available", "Put a withheld unit on sale"],
] as const) {
  unitRoutes.openapi(
    createRoute({
      method: "post",
      path: `${path}/{unit}/${step}`,
      summary,
      tags,
      middleware: [agencyStaff("unit:edit")] as const,
      request: { params: ofUnit },
      responses: shown,
    }),
    async (c) => {
      const { project, unit: id } = c.req.valid("param");
      const unit = await moveUnit(c.var.agency, project, id, to);

      return c.json(unit, 200, etag(unit.version));
    },
  );
}

unitRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{unit}`,
    summary: "Delete a unit that nobody has; another agency may then enter it",
    tags,
    middleware: [agencyStaff("unit:edit")] as const,
    request: { params: ofUnit },
    responses: { 204: nothing("Deleted"), ...refusals },
  }),
  async (c) => {
    const { project, unit: id } = c.req.valid("param");
    await deleteUnit(c.var.agency, project, id);

    return c.body(null, 204);
  },
);

function buildingPage(rows: RowsOf<ReturnType<typeof buildingList>>, limit: number): { items: Building[]; next: string | null } {
  const { items, next } = pageOf(
    rows.map((row) => ({ ...row, id: row.building })),
    limit,
  );

  return { items: items.map(({ building, id: _, ...units }) => ({ building, units })), next };
}
