import type { Demo } from "./demo";

/** Calls the API as somebody who is signed in. */
export type Api = <Answer>(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: object, version?: number) => Promise<Answer>;
/** The API as somebody of the demo, until it is somebody else. */
export type As = (who: Demo) => Promise<Api>;

const agency = "/agencies/hopefluent";
const demo = `${agency}/campaigns/zhongyang-2008`;

interface Told {
  /** The campaign's address; the demo's of 2008 unless told otherwise. */
  campaign?: string;
  /** A building of the test's own, one for each width. */
  building: string;
  engagementId: string;
}

interface Made {
  id: string;
}

/** A home of a buyer of its own, by its place. */
export interface Home extends Made {
  place: string;
}

/** A home of 130 ㎡ at 3,400 yuan, entered by whoever is signed in and subscribed on 2008-07-01: 0901 of its building. */
export async function subscribedHome(api: Api, { buyer, ...told }: Told & { buyer: string | Made }): Promise<Made> {
  return (await subscribedHomes(api, told, [buyer]))[0] as Home;
}

/** As `subscribedHome`, one for each buyer: 0901, 0902 … @param buyers new persons' names, or somebody known */
async function subscribedHomes(api: Api, { campaign = demo, building, engagementId }: Told, buyers: (string | Made)[]): Promise<Home[]> {
  const { projectId } = await api<{ projectId: string }>("GET", campaign);
  const home = { building, floor: 9, product: "top-apartment", areaCentiSqm: 13_000, pricePerSqmFen: 340_000 };
  const units = buyers.map((_, at) => ({ ...home, number: `09${String(at + 1).padStart(2, "0")}` }));
  const { items } = await api<{ items: (Made & { number: string })[] }>("POST", `${agency}/projects/${projectId}/units`, { units });

  return Promise.all(
    items.map(async ({ id: unitId, number }, at) => {
      const buyer = buyers[at] ?? "";
      const { id } = await api<Made>("POST", `${campaign}/deals`, {
        engagementId,
        unitId,
        paymentMethod: "lump-sum",
        buyers: [{ person: typeof buyer === "string" ? { name: buyer } : buyer, shareBps: 10_000 }],
        subscribedOn: "2008-07-01",
      });
      return { id, place: `${building} ${number}` };
    }),
  );
}

interface Chamber {
  campaign?: string;
  building: string;
  /** The account's. */
  name: string;
  homes: number;
}

/** A chamber of its own whose members have subscribed so many homes: the manager sold them, the owner has checked that they belong. */
export async function chamber(as: As, { name, homes, ...told }: Chamber): Promise<{ engagementId: string; homes: Home[] }> {
  const { campaign = demo } = told;
  const api = await as("manager@hopefluent");
  const { id: accountId } = await api<Made>("POST", `${agency}/accounts`, { name });
  const { id: engagementId } = await api<Made>("POST", `${campaign}/engagements`, { accountId, category: "chamber" });
  const sold = await subscribedHomes(api, { ...told, engagementId }, Array<string>(homes).fill("陳大明"));
  const proofs = await Promise.all(sold.map(({ id }) => api<Made>("POST", `${campaign}/deals/${id}/proofs`, { kind: "chamber-roll" })));
  const owner = await as("owner@hopefluent");
  const accept = ({ id }: Home, at: number) =>
    owner("POST", `${campaign}/deals/${id}/proofs/${proofs[at]?.id}/decision`, { outcome: "accepted" });
  await Promise.all(sold.map(accept));
  await as("manager@hopefluent");

  return { engagementId, homes: sold };
}

/** What signing a home says of it. */
export const signing = (place: string, contractPriceFen: number) => ({
  signedOn: "2008-07-03",
  contractNumber: `HT-${place}`,
  contractPriceFen,
});

/**
 * A campaign of its own from the plan of 2008, with its policy as it is or as told, which the developer has approved, published
 * and opened by the manager. @returns its address
 */
export async function openedCampaign(as: As, name: string, terms?: object): Promise<string> {
  const api = await as("manager@hopefluent");
  const { projectId } = await api<{ projectId: string }>("GET", demo);
  const days = { startsOn: "2008-05-15", endsOn: "2008-07-15" };
  const planned = await api<Made & { version: number }>("POST", `${agency}/campaigns`, {
    name,
    projectId,
    ...days,
    from: { template: "plan-2008" },
  });
  const campaign = `${agency}/campaigns/${planned.id}`;
  await api("PATCH", campaign, { backdateDays: null }, planned.version); // its days are long past
  const { items: versions } = await api<{ items: Made[] }>("GET", `${campaign}/policy-versions`);
  const version = `${campaign}/policy-versions/${versions[0]?.id}`;
  if (terms) {
    const draft = await api<{ terms: object; effectiveFrom: string; version: number }>("GET", version);
    await api("PUT", version, { terms: { ...draft.terms, ...terms }, effectiveFrom: draft.effectiveFrom }, draft.version);
  }
  const { approval } = await api<{ approval: Made }>("POST", `${version}/submission`, {});
  const developer = await as("marketing@shangge");
  await developer("POST", `/developers/shangge/approvals/hopefluent/${approval.id}/decision`, { outcome: "approve" });
  await as("manager@hopefluent");
  await api("POST", `${version}/publication`, {});
  await api("POST", `${campaign}/opening`, {});

  return campaign;
}
