import { plan2008SampleHome, plan2008Window } from "../../src/campaigns/templates/plan-2008";
import { priceOfArea } from "../../src/money/fen";
import type { PolicyTerms, RegularStep } from "../../src/policies/contract";
import type { Buyer, Home } from "../../src/policies/quoting/rules";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";

export const { areaCentiSqm, pricePerSqmFen, product } = plan2008SampleHome;

export const home130: Home = { listPriceFen: priceOfArea(areaCentiSqm, pricePerSqmFen) ?? 0, areaCentiSqm, product };

export const chamberMember: Buyer = { category: "chamber", paymentMethod: "lump-sum", credential: null, on: plan2008Window.startsOn };

export const listedAt = (listPriceFen: number): Home => ({ listPriceFen, areaCentiSqm: null, product: null });

export const step = (id: string, changes: Partial<RegularStep>): RegularStep => ({
  id,
  names: { "zh-Hant": id },
  when: {},
  exclusionGroup: null,
  applyTo: "running",
  effect: { kind: "rate", payableBps: 9800 },
  ...changes,
});

export const rate = (payableBps: number) => ({ effect: { kind: "rate", payableBps } }) as const;

export const amount = (amountFen: number) => ({ effect: { kind: "amount", amountFen } }) as const;

export const noGroup = { groupTables: [], credentialRules: [] } satisfies Partial<PolicyTerms>;

export const bare: PolicyTerms = { ...plan, ...noGroup, regular: [] };
