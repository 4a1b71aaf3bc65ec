import type { Example } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const coordinator = ({ agency }: World) => agency.member("coordinator");
const project = "/api/v1/agencies/{agency}/projects/{project}";
const ofProject = ({ ids }: World) => ({ project: ids.linkedProject });
const ofUnit = (unit: string) => (world: World) => ({ ...ofProject(world), unit });

const rows = ({ agency }: World, n: number) => ({
  units: [
    { building: agency.id, floor: 30, number: `30${n}`, areaCentiSqm: 130_00, pricePerSqmFen: 3_400_00, product: "top-apartment" },
    { building: agency.id, floor: -1, number: `P${n}`, listTotalFen: 8_000_000, layout: "車位" },
  ],
});

export const unitExamples: Record<string, Example> = {
  [`get ${project}/buildings`]: { permission: "unit:read", caller: coordinator, params: ofProject },
  [`get ${project}/units`]: {
    permission: "unit:read",
    caller: coordinator,
    params: ofProject,
    query: "?state=available&product=top-apartment",
  },
  [`post ${project}/units`]: {
    permission: "unit:edit",
    caller: coordinator,
    params: ofProject,
    body: rows,
    trips: 3,
  },
  [`post ${project}/units/checks`]: { permission: "unit:edit", caller: coordinator, params: ofProject, body: rows },
  [`get ${project}/units/{unit}`]: { permission: "unit:read", caller: coordinator, params: ofUnit(local.unit) },
  [`patch ${project}/units/{unit}`]: {
    permission: "unit:edit",
    caller: coordinator,
    params: ofUnit(local.unit),
    body: () => ({ listTotalFen: 44_200_100, layout: "三房兩廳" }),
    ifMatch: 1,
  },
  [`post ${project}/units/{unit}/withholding`]: { permission: "unit:edit", caller: coordinator, params: ofUnit(local.unit) },
  [`post ${project}/units/{unit}/release`]: { permission: "unit:edit", caller: coordinator, params: ofUnit(local.withheldUnit) },
  [`delete ${project}/units/{unit}`]: { permission: "unit:edit", caller: coordinator, params: ofUnit(local.unit), trips: 4 },
};
