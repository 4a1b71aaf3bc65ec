import type { z } from "zod";
import type { Message, MessageChannels } from "../../../src/messages/contract";
import { call } from "./client";
import type { Page } from "./session";

export type { Message };
export type ChannelSetting = z.infer<typeof MessageChannels>["channels"][number];

/** State with a channel or with a template; the API refuses channel and template together. */
export interface MessageFilter {
  state?: string | undefined;
  channel?: string | undefined;
  template?: string | undefined;
}

const pathOf = (agency: string) => `/agencies/${encodeURIComponent(agency)}`;

/** What was sent to whom, newest first. */
export function listMessages(agency: string, filter: MessageFilter, after: string | null): Promise<Page<Message>> {
  return call(`${pathOf(agency)}/messages`, { query: { ...filter, after } });
}

export async function listChannels(agency: string): Promise<ChannelSetting[]> {
  return (await call<{ channels: ChannelSetting[] }>(`${pathOf(agency)}/message-channels`)).channels;
}

/** @throws ApiProblem 409 `resent-enough`, `wrong-state`, `person-erased` */
export function resendMessage(agency: string, message: string): Promise<Message> {
  return call(`${pathOf(agency)}/messages/${encodeURIComponent(message)}/resending`, { method: "POST" });
}
