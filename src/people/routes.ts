import { createRoute } from "@hono/zod-openapi";
import { desc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { Problem } from "../http/problem";
import { body, etag, ifMatch, json, newRouter, refusals, versionMatched } from "../http/router";
import type { AgencyScope } from "../tenancy/agency";
import { agencyStaff } from "../tenancy/doors";
import { newId } from "../tenancy/ids";
import { NewPerson, Person, PersonEdit, PersonPage, PersonSearch, Revelation, RevelationRequest } from "./contract";
import { people } from "./schema";
import {
  editedPerson,
  fieldsTouched,
  foundBy,
  keysOf,
  newPersonRow,
  openKeys,
  particularsOf,
  personById,
  personRows,
  personShown,
} from "./store";

export const peopleRoutes = newRouter();

const tags = ["People"];
const inAgency = z.object({ agency: z.string() });
const onePerson = inAgency.extend({ person: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/people" as const;
const shown = { 200: json(Person, "The person, particulars masked"), ...refusals };
/** People who share a phone are a family, not a crowd. */
const alikeAtMost = 20;

peopleRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "Record a person of the public",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: inAgency, body: body(NewPerson) },
    responses: { 201: json(Person, "The person, particulars masked"), ...refusals },
  }),
  async (c) => {
    const { agency, facts } = c.var;
    const told = c.req.valid("json");
    const id = newId(facts.now);
    const [found] = await agency.read(keysOf(agency));
    const keys = await openKeys(agency, found);
    const [row] = await agency.change({
      event: "person.recorded",
      entity: "person",
      entityId: id,
      changes: fieldsTouched(told),
      writes: [...keys.writes, agency.insert(people, { ...(await newPersonRow(id, told, keys)), createdAt: facts.now })],
      answer: personById(agency, id),
      location: address(agency, id),
      status: 201,
    });
    if (!row) throw new Problem("not-found");

    return c.json(await personShown(row, keys), 201, etag(row.version));
  },
);

peopleRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/search`,
    summary: "Find people by a whole phone or identity number, which therefore stands in no address",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: inAgency, body: body(PersonSearch) },
    responses: { 200: json(PersonPage, "Who has it, the latest first"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const [found] = await agency.read(keysOf(agency));
    if (!found.length) return c.json({ items: [], next: null }, 200);
    const keys = await openKeys(agency, found);
    const [rows] = await agency.read(
      personRows(agency, await foundBy(agency, c.req.valid("json"), keys))
        .orderBy(desc(agency.from(people).id))
        .limit(alikeAtMost),
    );

    return c.json({ items: await Promise.all(rows.map((row) => personShown(row, keys))), next: null }, 200);
  },
);

peopleRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{person}`,
    summary: "A person, particulars masked",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: onePerson },
    responses: shown,
  }),
  async (c) => {
    const { row, keys } = await found(c.var.agency, c.req.valid("param").person);

    return c.json(await personShown(row, keys), 200, etag(row.version));
  },
);

peopleRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{person}`,
    summary: "Correct a person's particulars",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: onePerson, headers: ifMatch, body: body(PersonEdit) },
    responses: shown,
  }),
  async (c) => {
    const { agency } = c.var;
    const edit = c.req.valid("json");
    const version = versionMatched(c);
    const { row, keys } = await found(agency, c.req.valid("param").person);
    if (row.erasedAt !== null) throw new Problem("person-erased");
    const [edited] = await agency.change({
      ...about(agency, row.id, "person.corrected"),
      changes: fieldsTouched(edit),
      guards: [agency.at(people, row.id, version)],
      writes: [agency.update(people, { ...(await editedPerson(row, edit, keys)), version: sql`version + 1` }, eq(people.id, row.id))],
    });
    if (!edited) throw new Problem("not-found");

    return c.json(await personShown(edited, keys), 200, etag(edited.version));
  },
);

peopleRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{person}/revelation`,
    summary: "Read a person's phone or identity number whole; the look is recorded",
    tags,
    middleware: [agencyStaff("person:reveal")] as const,
    request: { params: onePerson, body: body(RevelationRequest) },
    responses: { 200: json(Revelation, "What was asked for"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { particulars } = c.req.valid("json");
    const { row, keys } = await found(agency, c.req.valid("param").person);
    if (row.erasedAt !== null) throw new Problem("person-erased");
    await agency.change({
      ...about(agency, row.id, "person.revealed"),
      changes: [...new Set(particulars)].map((field) => ({ field })),
      guards: [agency.stillPermitted()],
      writes: [],
      location: null, // what was revealed is not given twice for one record of it
    });

    return c.json(await particularsOf(row, keys, particulars), 200);
  },
);

/** @throws Problem `not-found` */
async function found(agency: AgencyScope, personId: string) {
  const [wrapped, [row]] = await agency.read(keysOf(agency), personById(agency, personId));
  if (!row) throw new Problem("not-found");

  return { row, keys: await openKeys(agency, wrapped) };
}

const address = (agency: AgencyScope, id: string) => `/api/v1/agencies/${agency.id}/people/${id}`;

const about = (agency: AgencyScope, id: string, event: string) => ({
  event,
  entity: "person",
  entityId: id,
  answer: personById(agency, id),
  location: address(agency, id) as string | null,
  status: 200,
});
