import type { PolicyTerms } from "../../../src/policies/contract";
import { plan2008Terms as plan } from "../../../src/policies/templates/plan-2008";
import type { Stage } from "../../support/campaigns";
import { as } from "../../support/kit";

export type Page<Item> = { items: Item[]; next: string | null };

export const at97: PolicyTerms = {
  ...plan,
  groupTables: plan.groupTables.map((table) => ({ ...table, tiers: [{ fromUnits: 9, payableBps: 9700 }] })),
};

/** 9.8折 × 9.7折 is 95.06% of the list: under a floor of 95.5%. */
export const underFloor: PolicyTerms = { ...at97, floorBps: 9550 };

export const manager = async ({ agency }: Stage) => as(await agency.member("manager"));

export const versionOf = (at: Stage, id = at.versionId) => `${at.path}/policy-versions/${id}`;
