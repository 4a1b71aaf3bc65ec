import type { PolicyTerms } from "../../src/policies/contract";
import { plan2008Terms as plan } from "../../src/policies/templates/plan-2008";
import type { RecipientStatus } from "../../src/rewards/contract";
import { type Selling, selling } from "./deals";
import { plant } from "./planting";
import { described, keyPerson, queued, referred } from "./rewards";

export interface Earning extends Selling {
  personId: string;
  /** Of the deals that earned. */
  deals: string[];
  /** The key person's own home. */
  own: string;
}

/** A chamber whose chairman has earned 1,000 yuan for each of some homes, and bought one too. */
export async function earning(
  count: number,
  status: RecipientStatus | null = "self-employed",
  terms: PolicyTerms = plan,
): Promise<Earning> {
  const at = await selling({ terms });
  const { personId } = await keyPerson(at);
  const names = await referred(at, count);
  const deals = await plant(
    at,
    names.map((referral) => ({ referral, paidOn: "2008-06-15" })),
  );
  const [own = ""] = await plant(at, [{ buyerId: personId, contractPriceFen: 424_496_80 }]);
  if (status) await described(at, personId, status);
  await queued();

  return { ...at, personId, deals, own };
}
