import * as z from "zod";
import { Code } from "../campaigns/catalogue/contract";
import { page, pageQuery } from "../http/page";
import { line } from "../http/text";
import { AreaCentiSqm, PositiveFen, PricePerSqmFen } from "../money/contract";
import { yuan } from "../money/print";
import { listPriceOf, placeKey, plainly, unitStates } from "./rules";

/**
 * A building's name or a unit's number (門牌), at most 20 characters. Full-width characters become half-width and runs of
 * spaces one space, since two agencies that sell one project must mean the same home by the same words.
 */
export const Placing = line(20).overwrite(plainly).max(20);

/** Withheld from sale (未放), available, held for somebody, subscribed, signed. The last three are set by what holds the unit. */
export const UnitState = z.enum(unitStates);
export type UnitState = z.infer<typeof UnitState>;

/** A unit (房源) that this agency sells. Its building, number and project stay: what was entered wrong is deleted and entered anew. */
export const Unit = z
  .strictObject({
    id: z.string(),
    projectId: z.string(),
    building: Placing,
    /** Below ground it is negative. */
    floor: z.int().min(-9).max(200),
    number: Placing,
    /** A kind of home of the campaigns' catalogues; null when it is not said. */
    product: Code.nullable(),
    layout: line(40).nullable(),
    areaCentiSqm: AreaCentiSqm.nullable(),
    pricePerSqmFen: PricePerSqmFen.nullable(),
    listTotalFen: PositiveFen,
    state: UnitState,
    heldUntil: z.iso.datetime().nullable(),
    /** The deal that has it. */
    dealId: z.string().nullable(),
    version: z.int().min(1),
  })
  .meta({ id: "Unit" });
export type Unit = z.infer<typeof Unit>;

export const UnitPage = page(Unit).meta({ id: "UnitPage" });

/** Where a list of units goes on: building, floor and number of the last one. */
const afterUnit = z
  .string()
  .max(400)
  .regex(/^[^|]+\|-?\d{1,3}\|[^|]+$/);

/** How many units one request may enter. */
export const enteredAtMost = 200;

/** Unit ids with commas between, as many as can be entered at once. */
const someIds = z
  .string()
  .max(13_000)
  .regex(/^[^,]{1,64}(?:,[^,]{1,64}){0,199}$/);

/**
 * By building, floor and number. The filters go together, but for `number` (with `building` alone) and `ids` (with none,
 * and whatever the limit): refused with `not-together`.
 */
export const UnitQuery = pageQuery
  .extend({
    after: afterUnit.optional(),
    building: Placing.optional(),
    state: UnitState.optional(),
    product: Code.optional(),
    /** The whole number, in whichever building. */
    number: Placing.optional(),
    ids: someIds.optional(),
  })
  .refine(({ number, state, product }) => number === undefined || (state === undefined && product === undefined), {
    path: ["number"],
    params: { code: "not-together" },
    error: "not together with state or product",
  })
  .refine(({ ids, limit: _, ...others }) => ids === undefined || Object.values(others).every((value) => value === undefined), {
    path: ["ids"],
    params: { code: "not-together" },
    error: "not together with a condition",
  });
export type UnitQuery = z.infer<typeof UnitQuery>;

/**
 * A unit to be. The list price is given, or area and price per square metre, or all three.
 *
 * Refused with `price-needed` (neither), `area-needed`, `amount-too-large`, or `price-comes-to` with the product where
 * the list price lies further than one yuan from it.
 */
export const NewUnit = z
  .strictObject({
    building: Placing,
    floor: Unit.shape.floor,
    number: Placing,
    product: Code.optional(),
    layout: line(40).optional(),
    areaCentiSqm: AreaCentiSqm.optional(),
    pricePerSqmFen: PricePerSqmFen.optional(),
    listTotalFen: PositiveFen.optional(),
  })
  .check(({ value, issues }) => {
    const price = listPriceOf(value);
    if ("listTotalFen" in price) return;
    const params = { code: price.code, ...(price.comesToFen === undefined ? {} : { comesTo: yuan(price.comesToFen) }) };
    issues.push({ code: "custom", path: [price.field], params, message: price.code, input: value[price.field] });
  })
  .meta({ id: "NewUnit" });
export type NewUnit = z.infer<typeof NewUnit>;

/** Units to be, all of them or none. Refused with `duplicate-unit` where a row names the unit of one above. */
export const NewUnits = z
  .strictObject({ units: z.array(NewUnit).min(1).max(enteredAtMost) })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    value.units.forEach((unit, at) => {
      if (seen.has(placeKey(unit)))
        issues.push({
          code: "custom",
          path: ["units", at, "number"],
          params: { code: "duplicate-unit" },
          message: "is entered twice",
          input: unit.number,
        });
      seen.add(placeKey(unit));
    });
  })
  .meta({ id: "NewUnits" });
export type NewUnits = z.infer<typeof NewUnits>;

/** What may be entered as it stands: every fault is refused as entering would. */
export const UnitsChecked = z.strictObject({ units: z.int() }).meta({ id: "UnitsChecked" });

/**
 * What is left out stays. A new area or price per square metre without a list price brings the list price along, where
 * both are then known. Refused as a new unit is, measured with what stays; once subscribed or signed, `unit-sold` for
 * all but floor and layout.
 */
export const UnitEdit = z
  .strictObject({
    floor: Unit.shape.floor.optional(),
    product: Unit.shape.product.optional(),
    layout: Unit.shape.layout.optional(),
    areaCentiSqm: Unit.shape.areaCentiSqm.optional(),
    pricePerSqmFen: Unit.shape.pricePerSqmFen.optional(),
    listTotalFen: Unit.shape.listTotalFen.optional(),
  })
  .refine((edit) => Object.values(edit).some((value) => value !== undefined), {
    params: { code: "required" },
    error: "nothing to change",
  })
  .meta({ id: "UnitEdit" });
export type UnitEdit = z.infer<typeof UnitEdit>;

const HowMany = z.int().min(0);

/** A building of a project, with how many of the agency's units there stand in which state. */
export const Building = z
  .strictObject({
    building: z.string(),
    units: z.strictObject({ withheld: HowMany, available: HowMany, held: HowMany, subscribed: HowMany, signed: HowMany }),
  })
  .meta({ id: "Building" });
export type Building = z.infer<typeof Building>;

export const BuildingPage = page(Building).meta({ id: "BuildingPage" });

/** In the order of their names; `after` is the last one's. */
export const BuildingQuery = pageQuery.extend({ after: Placing.optional(), limit: pageQuery.shape.limit.default(100) });
