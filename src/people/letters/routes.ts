import { createRoute } from "@hono/zod-openapi";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import * as z from "zod";
import { pageOf } from "../../http/page";
import { invalidField, Problem } from "../../http/problem";
import { json, newRouter, refusals } from "../../http/router";
import { adaptersOf } from "../../messages/adapter";
import {
  channels,
  type Letter,
  type Message,
  MessageChannels,
  MessagePage,
  MessageQuery,
  Message as MessageShape,
} from "../../messages/contract";
import { resendsAtMost } from "../../messages/rules";
import { messages } from "../../messages/schema";
import { staff } from "../../organisations/schema";
import type { AgencyScope } from "../../tenancy/agency";
import { db } from "../../tenancy/database";
import { agencyStaff } from "../../tenancy/doors";
import { instant, instantOrNull } from "../../time/instant";
import { maskedName } from "../masking";
import { people } from "../schema";

/** What an agency has written to its staff and to persons of the public: whom, how, and whether it got there. Never what it said. */
export const letterRoutes = newRouter();

const tags = ["Messages"];
const inAgency = z.object({ agency: z.string() });
const path = "/api/v1/agencies/{agency}/messages" as const;

letterRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "What was sent to whom, newest first",
    tags,
    middleware: [agencyStaff("message:read")] as const,
    request: { params: inAgency, query: MessageQuery },
    responses: { 200: json(MessagePage, "A page of messages"), ...refusals },
  }),
  async (c) => {
    const { state, channel, template, after, limit } = c.req.valid("query");
    if (channel && template) throw invalidField("/query/channel", "filters-exclude");
    const rows = await c.var.agency.readList("messages", { state, channel, template, after, rows: limit + 1 }, (agency, at) => {
      const source = agency.from(messages);

      return listed(agency)
        .where(
          and(
            sql`${source.recipientKind} <> 'holders'`, // as the indexes have it
            at.state && eq(source.state, at.state),
            at.channel && eq(source.channel, at.channel),
            at.template && eq(source.template, at.template),
            at.after && lt(source.id, at.after),
          ),
        )
        .orderBy(desc(source.id))
        .limit(at.rows);
    });

    return c.json(pageOf(rows.map(shown), limit), 200);
  },
);

letterRoutes.openapi(
  createRoute({
    method: "get",
    path: "/api/v1/agencies/{agency}/message-channels",
    summary: "Which channels are set up; letters of the others wait",
    tags,
    middleware: [agencyStaff("message:read")] as const,
    request: { params: inAgency },
    responses: { 200: json(MessageChannels, "Every channel"), ...refusals },
  }),
  async (c) => {
    const setUp = adaptersOf(c.env);

    return c.json({ channels: channels.map((channel) => ({ channel, isSetUp: setUp.has(channel) })) }, 200);
  },
);

letterRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{message}/resending`,
    summary: "Send a message again that was sent or that failed",
    description: `A new message that names the first; at most ${resendsAtMost} of one. Who asked stands in the audit list.`,
    tags,
    middleware: [agencyStaff("message:resend")] as const,
    request: { params: inAgency.extend({ message: z.string().min(1).max(64) }) },
    responses: { 201: json(MessageShape, "The new message, waiting"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { message: id } = c.req.valid("param");
    const source = agency.from(messages);
    const person = agency.from(people);
    const [[row], [whom]] = await agency.read(
      db
        .select()
        .from(source)
        .where(and(eq(source.id, id), sql`${source.recipientKind} <> 'holders'`)),
      db
        .select({ erasedAt: person.erasedAt })
        .from(person)
        .where(eq(person.id, sql`(select recipient_id from messages where scope = ${agency.id} and id = ${id})`)),
    );
    if (!row) throw new Problem("not-found");
    if (row.state !== "sent" && row.state !== "failed") throw new Problem("wrong-state");
    if (whom && whom.erasedAt !== null) throw new Problem("person-erased");
    const { template, params, recipientKind: kind, recipientId, language, channel } = row;
    const firstId = row.firstId ?? row.id;
    const onceKey = `resent:${agency.facts.requestId}:${id}`;
    const [resent] = await agency.change({
      event: "message.resent",
      entity: "message",
      entityId: id,
      changes: [{ field: "template", to: template }],
      guards: [
        { code: "resent-enough", holds: sql`${resends(agency.id, sql`${firstId}`)} < ${resendsAtMost}` },
        {
          code: "wrong-state",
          holds: sql`exists (select 1 from messages where scope = ${agency.id} and id = ${id} and state in ('sent', 'failed'))`,
        },
      ],
      writes: [],
      letters: [{ onceKey, template, params, to: { kind, id: recipientId, language: language ?? "zh-Hant" }, channel, firstId } as Letter],
      answer: listed(agency).where(eq(source.onceKey, onceKey)),
      location: null,
      status: 201,
    });
    if (!resent) throw new Problem("not-found");

    return c.json(shown(resent), 201);
  },
);

/** How often a message was repeated already; its index holds nothing else. */
const resends = (scope: string | ReturnType<typeof sql>, first: ReturnType<typeof sql>) =>
  sql<number>`(select count(*) from messages again where again.scope = ${scope} and again.first_id = ${first})`;

/** Messages with the names of whom they went to, as far as these are ours to show. */
function listed(agency: AgencyScope) {
  const source = agency.from(messages);
  const [member, person] = [agency.from(staff), agency.from(people)];

  return db
    .select({
      id: source.id,
      template: source.template,
      channel: source.channel,
      kind: source.recipientKind,
      recipientId: source.recipientId,
      member: sql<string | null>`${member.name}`.as("member"),
      person: sql<string | null>`${person.name}`.as("person"),
      erasedAt: person.erasedAt,
      state: source.state,
      reason: source.reason,
      tries: source.tries,
      createdAt: source.createdAt,
      dueAt: source.dueAt,
      triedAt: source.triedAt,
      sentAt: source.sentAt,
      firstId: source.firstId,
      resends: resends(sql`${source.scope}`, sql`coalesce(${source.firstId}, ${source.id})`).as("resends"),
    })
    .from(source)
    .leftJoin(member, and(eq(source.recipientKind, sql`'user'`), eq(member.id, source.recipientId)))
    .leftJoin(person, and(eq(source.recipientKind, sql`'person'`), eq(person.id, source.recipientId)));
}

type Listed = Awaited<ReturnType<typeof listed>>[number];

function shown(row: Listed): Message {
  const name = row.kind === "person" ? row.person && maskedName(row.person) : row.member;

  return {
    id: row.id,
    template: row.template,
    channel: row.channel,
    recipient: {
      kind: row.kind as Message["recipient"]["kind"],
      id: row.recipientId,
      name,
      isErased: row.erasedAt !== null,
    },
    state: row.state,
    reason: row.reason as Message["reason"],
    tries: row.tries,
    createdAt: instant(row.createdAt),
    dueAt: instant(row.dueAt),
    triedAt: instantOrNull(row.triedAt),
    sentAt: instantOrNull(row.sentAt),
    firstId: row.firstId,
    resendsLeft: Math.max(0, resendsAtMost - row.resends),
  };
}
