import { and, asc, eq, inArray, isNull, notInArray, sql } from "drizzle-orm";
import { changesBetween } from "../audit/rules";
import { type FieldProblem, invalidField, Problem } from "../http/problem";
import { yuan } from "../money/print";
import { agencyProjects } from "../organisations/schema";
import type { AgencyScope } from "../tenancy/agency";
import { db, hasRow } from "../tenancy/database";
import { newId } from "../tenancy/ids";
import type { TenantScope } from "../tenancy/tenant";
import { instant } from "../time/instant";
import { enteredAtMost, type NewUnit, type Unit, type UnitEdit, type UnitQuery, type UnitState } from "./contract";
import { listPriceAfter, listPriceOf, placeIn, placeKey, touchesPrice } from "./rules";
import { unitCounts, unitReleases, units } from "./schema";

/** A project's units by building, floor and number. */
export function unitList(agency: AgencyScope, projectId: string, query: UnitQuery) {
  const { after, limit, building, state, product, number, ids } = query;
  const { unit, query: rows } = unitRows(agency);
  const place = after === undefined ? null : placeIn(after);

  return rows
    .where(
      and(
        ids === undefined ? eq(unit.projectId, projectId) : among(unit, projectId, ids),
        building === undefined ? undefined : eq(unit.building, building),
        state === undefined ? undefined : eq(unit.state, state),
        product === undefined ? undefined : eq(unit.product, product),
        number === undefined ? undefined : eq(unit.number, number),
        place
          ? sql`(${unit.building}, ${unit.floor}, ${unit.number}) > (${place[0]}, cast(${place[1]} as integer), ${place[2]})`
          : undefined,
      ),
    )
    .orderBy(asc(unit.building), asc(unit.floor), asc(unit.number))
    .limit((ids === undefined ? limit : enteredAtMost) + 1);
}

/** Found by their ids: the plus keeps SQLite from walking the whole project in its order instead. */
const among = (unit: typeof units, projectId: string, ids: string) =>
  sql`${unit.id} in (select value from json_each(${JSON.stringify(ids.split(","))})) and +${unit.projectId} = ${projectId}`;

/** A unit of a project: one row or none. */
export function unitById(agency: AgencyScope, projectId: string, id: string) {
  const { unit, query } = unitRows(agency);

  return query.where(and(eq(unit.id, id), eq(unit.projectId, projectId)));
}

function unitRows(agency: AgencyScope) {
  const unit = agency.from(units);
  const { id, projectId, building, floor, number, product, layout, areaCentiSqm, pricePerSqmFen, listTotalFen, state, dealId, version } =
    unit;
  const shown = {
    id,
    projectId,
    building,
    floor,
    number,
    product,
    layout,
    areaCentiSqm,
    pricePerSqmFen,
    listTotalFen,
    state,
    heldUntil: sql`${unit.heldUntil}`.mapWith(instant),
    dealId,
    version,
  };

  return { unit, query: db.select(shown).from(unit).$dynamic() };
}

/** A project's buildings in the order of their names, with what stands in each. */
export function buildingList(agency: AgencyScope, projectId: string, { after, limit }: { after?: string; limit: number }) {
  const count = agency.from(unitCounts);
  const { building, withheld, available, held, subscribed, signed } = count;

  return db
    .select({ building, withheld, available, held, subscribed, signed })
    .from(count)
    .where(and(eq(count.projectId, projectId), after === undefined ? undefined : sql`${count.building} > ${after}`))
    .orderBy(asc(count.building))
    .limit(limit + 1);
}

/** Whether the agency works for a project: one row or none. */
export function projectById(agency: AgencyScope, id: string) {
  const project = agency.from(agencyProjects);

  return db.select({ id: project.id, name: project.name }).from(project).where(eq(project.id, id));
}

/**
 * Enters units of a project, all or none. The directory is asked first which agency sells them: a crash after its answer
 * leaves claims of one's own, which the next try takes up again, and never a unit that two agencies sell.
 *
 * Three round trips for any number of rows.
 *
 * @returns the units, by building, floor and number
 * @throws Problem `not-found`, `unit-exists` or `unit-allocated` with a pointer to each such row, `wrong-state` when the
 * agency no longer works for the project
 */
export async function enterUnits(agency: AgencyScope, directory: TenantScope, projectId: string, entered: NewUnit[]) {
  const project = await refuseTaken(agency, directory, projectId, entered);
  const claims = entered.map(({ building, number }) => ({ building, number, id: newId(agency.facts.now) }));
  const claimed = await claimedBy(agency, directory, projectId, entered, claims, project.spent);
  const rows = entered.map((unit) => ({ ...unit, ...listed(unit), id: claimed.get(placeKey(unit)) ?? "" }));
  const [first] = rows;
  const ids = rows.map(({ id }) => id).join(",");

  return agency.change({
    event: "unit.entered",
    entity: "unit",
    entityId: first?.id ?? "",
    label: `${project.name} ${first?.building} ${first?.number}`,
    changes: [{ field: "units", to: rows.length }],
    writes: agency.insertMany(
      units,
      rows.map((unit) => ({
        id: unit.id,
        projectId,
        building: unit.building,
        floor: unit.floor,
        number: unit.number,
        product: unit.product ?? null,
        layout: unit.layout ?? null,
        areaCentiSqm: unit.areaCentiSqm ?? null,
        pricePerSqmFen: unit.pricePerSqmFen ?? null,
        listTotalFen: unit.listTotalFen,
        createdAt: agency.facts.now,
      })),
    ),
    answer: unitList(agency, projectId, { ids, limit: enteredAtMost }),
    location: `${pathOf(agency, projectId)}/units?ids=${encodeURIComponent(ids)}`,
    status: 201,
  });
}

type Place = Pick<NewUnit, "building" | "number">;

/**
 * Looks whether units may be entered. One round trip.
 *
 * @returns the project, and ids of deleted units among the places: their claims are no longer good
 * @throws Problem `not-found`, `unit-exists` or `unit-allocated` with a pointer to each such row
 */
export async function refuseTaken(agency: AgencyScope, directory: TenantScope, projectId: string, entered: NewUnit[]) {
  const keys = JSON.stringify(entered.map(({ building, number }) => ({ building, number })));
  const [[[project], own, spent], [others]] = await Promise.all([
    agency.read(
      projectById(agency, projectId),
      db
        .select({ building: sql<string>`u.building`, number: sql<string>`u.number` })
        .from(
          sql`json_each(${keys}) cross join ${agency.from(units, "u")} on u.project_id = ${projectId} and u.building = json_each.value->>'building' and u.number = json_each.value->>'number'`,
        ),
      db
        .select({ id: sql<string>`r.unit_id` })
        .from(
          sql`json_each(${keys}) cross join ${agency.from(unitReleases, "r")} on r.project_id = ${projectId} and r.building = json_each.value->>'building' and r.number = json_each.value->>'number'`,
        ),
    ),
    directory.read(directory.givenToOthers(projectId, entered)),
  ]);
  if (!project) throw new Problem("not-found");
  refuse(entered, own, others);

  return { ...project, spent: spent.map(({ id }) => id) };
}

/** @throws Problem with a pointer to each row that names a unit of these */
function refuse(entered: NewUnit[], own: Place[], others: Place[]): void {
  const at = new Map(entered.map((unit, index) => [placeKey(unit), `/units/${index}/number`]));
  const faults = (places: Place[], code: string): FieldProblem[] =>
    places.map((place) => ({ pointer: at.get(placeKey(place)) ?? "/units", code }));
  const found = [...faults(own, "unit-exists"), ...faults(others, "unit-allocated")];

  if (found.length) throw new Problem(others.length ? "unit-allocated" : "unit-exists", found);
}

async function claimedBy(
  agency: AgencyScope,
  directory: TenantScope,
  projectId: string,
  entered: NewUnit[],
  claims: (Place & { id: string })[],
  spent: string[],
): Promise<Map<string, string>> {
  try {
    const claimed = await directory.claim(projectId, claims, spent);

    return new Map(claimed.map((claim) => [placeKey(claim), claim.id]));
  } catch (error) {
    // Another agency was quicker since the look: look again, to say which rows.
    if (error instanceof Problem && error.code === "unit-allocated") await refuseTaken(agency, directory, projectId, entered);
    throw error;
  }
}

function listed(unit: NewUnit): { listTotalFen: number } {
  const price = listPriceOf(unit);
  if (!("listTotalFen" in price)) throw invalidField(`/${price.field}`, price.code);

  return price;
}

/** @throws Problem `not-found`, `stale`, `unit-sold`, `invalid` where the prices do not agree */
export async function editUnit(agency: AgencyScope, projectId: string, id: string, version: number, edit: UnitEdit): Promise<Unit> {
  const before = await found(agency, projectId, id);
  const price = listPriceAfter(before, edit);
  if (!("listTotalFen" in price))
    throw invalidField(`/${price.field}`, price.code, price.comesToFen === undefined ? undefined : { comesTo: yuan(price.comesToFen) });
  const after = { ...edit, ...(price.listTotalFen === before.listTotalFen ? {} : price) };
  const [unit] = await agency.change({
    ...about(agency, before, "unit.edited"),
    changes: changesBetween(before, after),
    guards: [agency.at(units, id, version), ...(touchesPrice(after) ? [unsold(agency, id)] : [])],
    writes: [agency.update(units, { ...after, version: sql`version + 1` }, eq(units.id, id))],
  });
  if (!unit) throw new Problem("not-found");

  return unit;
}

/** From one of `withheld` and `available` to the other. @throws Problem `not-found`, `wrong-state` */
export async function moveUnit(agency: AgencyScope, projectId: string, id: string, to: "withheld" | "available"): Promise<Unit> {
  const before = await found(agency, projectId, id);
  const from: UnitState = to === "withheld" ? "available" : "withheld";
  const own = agency.from(units);
  const [unit] = await agency.change({
    ...about(agency, before, to === "withheld" ? "unit.withheld" : "unit.released"),
    changes: [{ field: "state", from, to }],
    guards: [{ code: "wrong-state", holds: hasRow(own, and(eq(own.id, id), eq(own.state, from))) }],
    writes: [agency.update(units, { state: to, version: sql`version + 1` }, eq(units.id, id))],
  });
  if (!unit) throw new Problem("not-found");

  return unit;
}

/**
 * Deletes a unit that nobody has, and gives its claim in the directory back. Its id is never used again (a trigger), so
 * the directory can be told late or twice: it only ever drops the claim of this very unit.
 *
 * @throws Problem `not-found`, `unit-sold`, `wrong-state` while it is held for somebody, `unit-in-deals` where one was cancelled
 */
export async function deleteUnit(agency: AgencyScope, projectId: string, id: string): Promise<void> {
  const before = await found(agency, projectId, id);
  const { building, number } = before;
  const deleting = agency.change({
    ...about(agency, before, "unit.deleted"),
    changes: changesBetween({ listTotalFen: before.listTotalFen }, { listTotalFen: null }),
    guards: [agency.at(units, id, before.version), unsold(agency, id), free(agency, id)],
    writes: [agency.delete(units, eq(units.id, id))],
    outgoing: [
      {
        target: "DIRECTORY",
        withdrawn: "allocations",
        row: { project_id: projectId, building, number, agency_id: agency.id, unit_id: id },
      },
    ],
    answer: undefined,
    location: null,
    status: 204,
  });
  await deleting.catch((error: unknown) => {
    // What still names a unit are deals: one that was cancelled leaves it free, and keeps its history.
    throw error instanceof Problem && error.code === "unknown-reference" ? new Problem("unit-in-deals") : error;
  });
}

async function found(agency: AgencyScope, projectId: string, id: string): Promise<Unit> {
  const [[unit]] = await agency.read(unitById(agency, projectId, id));
  if (!unit) throw new Problem("not-found");

  return unit;
}

/** A guard that no deal has the unit. */
function unsold(agency: AgencyScope, id: string) {
  const own = agency.from(units);
  const isUnsold = and(eq(own.id, id), notInArray(own.state, ["subscribed", "signed"]), isNull(own.dealId));

  return { code: "unit-sold" as const, holds: hasRow(own, isUnsold) };
}

/** A guard that the unit is not held for somebody either. */
function free(agency: AgencyScope, id: string) {
  const own = agency.from(units);

  return { code: "wrong-state" as const, holds: hasRow(own, and(eq(own.id, id), inArray(own.state, ["withheld", "available"]))) };
}

const pathOf = (agency: AgencyScope, projectId: string) => `/api/v1/agencies/${agency.id}/projects/${projectId}`;

const about = (agency: AgencyScope, { id, projectId, building, number }: Unit, event: string) => ({
  event,
  entity: "unit",
  entityId: id,
  label: `${building} ${number}`,
  answer: unitById(agency, projectId, id),
  location: `${pathOf(agency, projectId)}/units/${id}`,
  status: 200,
});
