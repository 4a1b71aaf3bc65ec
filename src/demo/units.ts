import { priceOfArea } from "../money/fen";

const agency = "hopefluent";
const project = "zhongyang";
const layout = "三房兩廳";

/** The plan's own home, 130 ㎡ at 3,400 yuan, four on each floor: nine floors of 1棟 with three shops under them, six of 2棟. */
const floors = [
  ...Array.from({ length: 9 }, (_, at) => ({ building: "1", floor: 8 + at })),
  ...Array.from({ length: 6 }, (_, at) => ({ building: "2", floor: 8 + at })),
];
const homes = floors.flatMap(({ building, floor }) =>
  ["01", "02", "03", "04"].map((place) => ({
    building,
    floor,
    number: `${String(floor).padStart(2, "0")}${place}`,
    product: "top-apartment",
    layout: layout as string | null,
    area: 130_00,
    price: 3_400_00,
    state: "available",
  })),
);
const shops = [
  { number: "S101", area: 62_50, price: 9_800_00, state: "available" },
  { number: "S102", area: 86_00, price: 9_200_00, state: "available" },
  { number: "S103", area: 120_80, price: 8_600_00, state: "withheld" },
].map((shop) => ({ building: "1", floor: 1, product: "shop", layout: null, ...shop }));

const units = [...homes, ...shops].map(({ building, area, price, ...unit }) => ({
  agency_id: agency,
  id: `u-${building}-${unit.number.toLowerCase()}`,
  project_id: project,
  building: `${building}棟`,
  ...unit,
  area_centi_sqm: area,
  price_per_sqm_fen: price,
  list_total_fen: priceOfArea(area, price),
}));

/** In the agency's shard. What is there already stays, so that the counters are right however often it is run. */
export const unitRows = (database: D1Database, now: number): D1PreparedStatement[] =>
  units.map((unit) => insertOnce(database, "units", { ...unit, created_at: now }));

/** In the directory: the developer gave them all to this agency. */
export const allocationRows = (database: D1Database, now: number): D1PreparedStatement[] =>
  units.map(({ project_id, building, number, agency_id, id }) =>
    insertOnce(database, "allocations", { project_id, building, number, agency_id, unit_id: id, allocated_at: now }),
  );

const insertOnce = (database: D1Database, table: string, row: Record<string, string | number | null>) =>
  database
    .prepare(
      `insert into ${table} (${Object.keys(row).join(", ")}) values (${Object.keys(row)
        .map(() => "?")
        .join(", ")}) on conflict do nothing`,
    )
    .bind(...Object.values(row));
