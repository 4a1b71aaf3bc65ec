import type { Building, NewUnit, Unit, UnitEdit, UnitState } from "../../../src/units/contract";
import { type Asking, call } from "./client";
import type { Page } from "./session";
import { tenantPath } from "./shell";

export type { Building, NewUnit, Unit, UnitEdit, UnitState };

/** How many units one request enters at most. */
export const ENTERED_AT_ONCE = 200;

export interface UnitConditions {
  building: string | null;
  state: UnitState | null;
  product: string | null;
  /** The whole number; it goes with a building, not with a state or product. */
  number: string | null;
}

const projectPath = (agency: string, project: string) => `${tenantPath("agency", agency)}/projects/${encodeURIComponent(project)}`;
const unitsPath = (agency: string, project: string) => `${projectPath(agency, project)}/units`;
const unitPath = (agency: string, { projectId, id }: Pick<Unit, "projectId" | "id">) =>
  `${unitsPath(agency, projectId)}/${encodeURIComponent(id)}`;

/** Buildings by name, with how many units stand there in which state. */
export function listBuildings(agency: string, project: string, after: string | null): Promise<Page<Building>> {
  return call(`${projectPath(agency, project)}/buildings`, { query: { after } });
}

/** By building, floor and number. */
export function listUnits(
  agency: string,
  project: string,
  conditions: UnitConditions,
  after: string | null,
  { limit, signal }: Asking = {},
): Promise<Page<Unit>> {
  return call(unitsPath(agency, project), { query: { ...conditions, after, limit }, signal });
}

export function readUnit(agency: string, project: string, id: string): Promise<Unit> {
  return call(unitPath(agency, { projectId: project, id }));
}

/** Whether units could be entered. @throws ApiProblem as entering does */
export function checkUnits(agency: string, project: string, units: NewUnit[], signal?: AbortSignal): Promise<{ units: number }> {
  return call(`${unitsPath(agency, project)}/checks`, { method: "POST", body: { units }, signal });
}

/** All or none. @throws ApiProblem 422 with pointers, 409 `unit-exists`, `unit-allocated` with a pointer to each such row */
export function enterUnits(agency: string, project: string, units: NewUnit[], idempotencyKey?: string): Promise<Page<Unit>> {
  return call(unitsPath(agency, project), { method: "POST", body: { units }, idempotencyKey });
}

/** @throws ApiProblem 412 `stale`, 409 `unit-sold`, 422 with pointers */
export function editUnit(agency: string, unit: Unit, edit: UnitEdit): Promise<Unit> {
  return call(unitPath(agency, unit), { method: "PATCH", body: edit, version: unit.version });
}

/** @throws ApiProblem 409 `wrong-state` */
export function moveUnit(agency: string, unit: Unit, step: "withholding" | "release"): Promise<Unit> {
  return call(`${unitPath(agency, unit)}/${step}`, { method: "POST", body: {} });
}

/** @throws ApiProblem 409 `unit-sold`, `wrong-state` */
export function deleteUnit(agency: string, unit: Unit): Promise<void> {
  return call(unitPath(agency, unit), { method: "DELETE" });
}
