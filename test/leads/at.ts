import { env } from "cloudflare:workers";
import type { LeadDetail } from "../../src/leads/contract";
import { type Stage, stage } from "../support/campaigns";
import { as, mintMember, type Person } from "../support/kit";

/** A campaign with three consultants of its agency, whose leads are reported as a test needs. */
export interface LeadStage extends Stage {
  consultants: [Person, Person, Person];
  leads: string;
  shard: D1Database;
}

export async function leadStage(): Promise<LeadStage> {
  const at = await stage();
  const consultants = (await Promise.all([1, 2, 3].map(() => mintMember(at.agency, "consultant")))) as [Person, Person, Person];

  return { ...at, consultants, leads: `${at.path}/leads`, shard: env[at.agency.shard as "SHARD_1"] };
}

let numbers = 0;
/** A mobile number that no other test has. */
export const phone = () => `139${String(10_000_000 + numbers++ * 7919).slice(-8)}`;

export const hours = (many: number) => many * 3_600_000;

export async function reported(at: LeadStage, by: Person, told: Record<string, unknown> = {}): Promise<LeadDetail> {
  const answer = await as(by).post<LeadDetail>(at.leads, { name: "施小英", phone: phone(), source: "call", ...told });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));

  return answer.body;
}

export const codeOf = (body: unknown) => (body as { code?: string }).code;
