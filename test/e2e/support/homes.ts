import type { apiOf } from "./api";

const campaign = "/agencies/hopefluent/campaigns/zhongyang-2008";

interface Told {
  /** A building of the test's own, one for each width. */
  building: string;
  engagementId: string;
  /** A new person's name, or somebody known. */
  buyer: string | { id: string };
}

/** A home of 130 ㎡ at 3,400 yuan, entered by whoever is signed in and subscribed on 2008-07-01: 0901 of its building. */
export async function subscribedHome(api: ReturnType<typeof apiOf>, { building, engagementId, buyer }: Told): Promise<{ id: string }> {
  const { projectId } = await api<{ projectId: string }>("GET", campaign);
  const { items } = await api<{ items: { id: string }[] }>("POST", `/agencies/hopefluent/projects/${projectId}/units`, {
    units: [{ building, floor: 9, number: "0901", product: "top-apartment", areaCentiSqm: 13_000, pricePerSqmFen: 340_000 }],
  });

  return api<{ id: string }>("POST", `${campaign}/deals`, {
    engagementId,
    unitId: items[0]?.id,
    paymentMethod: "lump-sum",
    buyers: [{ person: typeof buyer === "string" ? { name: buyer } : buyer, shareBps: 10_000 }],
    subscribedOn: "2008-07-01",
  });
}
