import { env } from "cloudflare:workers";
import type { DealDetail } from "../../src/deals/contract";
import type { ChangeEffect } from "../../src/settlement/preview/contract";
import type { StatementDeal } from "../../src/settlement/statement/contract";
import { done, type Selling, signed, statement, subscribed } from "./deals";
import { type Answer, as } from "./kit";

type Role = "consultant" | "manager" | "coordinator" | "finance";

/** The code of a refusal, or the status of a yes. */
export const code = ({ status, body }: Answer<unknown>) => (status < 300 ? status : (body as { code?: string }).code);
export const q = (sql: string, ...params: unknown[]) => env.SHARD_1.prepare(sql).bind(...params);

/** What is done about signings in a campaign, and what is seen of it; in another where it is named. */
export function signingsIn(at: Selling) {
  const from = async (role: Role, here = at) => as(await here.agency.member(role));

  return {
    from,
    takeBack: async (dealId: string, role: Role = "consultant", here = at) =>
      (await from(role, here)).post<DealDetail>(`${here.path}/deals/${dealId}/signing/withdrawal`, { reason: "日期看錯了一欄" }),
    previewed: async (dealId: string, here = at) =>
      (await from("manager", here)).post<ChangeEffect>(`${here.path}/deals/${dealId}/signing/withdrawal/preview`, {}),
    refuse: async (deals: string[], told: object = {}, here = at) =>
      (await from("finance", here)).post<{ deals: number; entries: number }>(`${here.path}/refusals`, {
        deals,
        entries: [],
        reason: "合同上是七月一日",
        ...told,
      }),
    unconfirm: async (dealId: string, here = at) =>
      (await from("finance", here)).post(`${here.path}/deals/${dealId}/signing/confirmation/withdrawal`, { reason: "看錯了一套" }),
    shown: async (dealId: string, here = at, role: Role = "manager") =>
      done((await from(role, here)).get<DealDetail>(`${here.path}/deals/${dealId}`)),
    onStatement: async (dealId: string, here = at): Promise<StatementDeal> => {
      const found = (await statement(here)).deals.find(({ deal }) => deal.id === dealId);
      if (!found) throw new Error("not on the statement");

      return found;
    },
    /** A home signed on a day, by the consultant. */
    home: async (signedOn = "2008-06-03", fen = 433_160_00, here = at): Promise<string> => {
      const { id } = await subscribed(here);
      await signed(here, id, signedOn, fen);

      return id;
    },
  };
}
