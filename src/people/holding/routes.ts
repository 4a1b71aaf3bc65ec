import { createRoute } from "@hono/zod-openapi";
import * as z from "zod";
import { deleteBytes } from "../../files/store";
import { pageOf } from "../../http/page";
import { Problem } from "../../http/problem";
import { etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { agencyStaff } from "../../tenancy/doors";
import { instant } from "../../time/instant";
import { Person } from "../contract";
import { people } from "../schema";
import { keysOf, openKeys, papersIn, particularsOf, personById, personShown } from "../store";
import { LookPage, LookQuery, PersonExport } from "./contract";
import { allThatGoes, type GoesWithPerson, type Holding, heldShown, looksAt } from "./store";

const tags = ["People"];
const onePerson = z.object({ agency: z.string(), person: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/people/{person}" as const;
const shown = { 200: json(Person, "The person, particulars masked"), ...refusals };
/** An export tells the latest looks; the list has the others. */
const looksTold = 100;

/** What is held on a person: who looked, everything at once, and its end. Slices above say what of theirs that is. */
export function holdingSection(holdings: readonly Holding[], goesWith: readonly GoesWithPerson[]) {
  const section = newSection();

  section.openapi(
    createRoute({
      method: "get",
      path: `${path}/looks`,
      summary: "Who looked at or changed a person's particulars, the latest first",
      tags,
      middleware: [agencyStaff("person:looks")] as const,
      request: { params: onePerson, query: LookQuery },
      responses: { 200: json(LookPage, "A page of looks"), ...refusals },
    }),
    async (c) => {
      const { agency } = c.var;
      const { person } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const [[known], rows] = await agency.read(personById(agency, person), looksAt(agency, person, limit + 1, after));
      if (!known) throw new Problem("not-found");

      return c.json(pageOf(rows, limit), 200);
    },
  );

  section.openapi(
    createRoute({
      method: "post",
      path: `${path}/export`,
      summary: "Everything held on a person, particulars whole; that it was exported is recorded",
      tags,
      middleware: [agencyStaff("person:export")] as const,
      request: { params: onePerson },
      responses: { 200: json(PersonExport, "What is held"), ...refusals },
    }),
    async (c) => {
      const { agency, facts } = c.var;
      const { person } = c.req.valid("param");
      const [wrapped, [row], looks, ...rows] = await agency.read(
        keysOf(agency),
        personById(agency, person),
        looksAt(agency, person, looksTold),
        ...holdings.map((held) => held.rows(agency, person)),
      );
      if (!row) throw new Problem("not-found");
      if (row.name === null) throw new Problem("person-erased");
      const keys = await openKeys(agency, wrapped);
      const { phone = null, identity = null } = await particularsOf(row, keys, ["phone", "identity"]);
      const held = await Promise.all(
        holdings.map(async (holding, at) => ({ kind: holding.kind, rows: await heldShown(rows[at] ?? [], holding, keys) })),
      );
      await agency.change({
        event: "person.exported",
        entity: "person",
        entityId: row.id,
        changes: [{ field: "phone" }, { field: "identity" }],
        guards: [agency.at(people, row.id, row.version), agency.stillPermitted()],
        writes: [],
        location: null, // what was told is not told twice for one record of it
        status: 200,
      });

      return c.json(
        {
          exportedAt: instant(facts.now),
          exportedBy: agency.actor.name,
          agencyId: agency.id,
          person: { id: row.id, name: row.name, phone, identity, createdAt: instant(row.createdAt) },
          held,
          looks,
        },
        200,
      );
    },
  );

  section.openapi(
    createRoute({
      method: "post",
      path: `${path}/erasure`,
      summary: "Erase a person's name, numbers and papers for ever; what was counted stays counted",
      description:
        "Proofs of who the person is, consents that nothing was paid by and rosters that name nobody else go; contracts, supplements, receipts and claims stay, as the law of accounting asks.",
      tags,
      middleware: [agencyStaff("person:erase")] as const,
      request: { params: onePerson, headers: ifMatch },
      responses: shown,
    }),
    async (c) => {
      const { agency } = c.var;
      const version = versionMatched(c);
      const { person: id } = c.req.valid("param");
      const [wrapped, [row], papers] = await agency.read(keysOf(agency), personById(agency, id), papersIn(agency, id, "kept"));
      if (!row) throw new Problem("not-found");
      if (row.erasedAt !== null) throw new Problem("person-erased");
      const [[gone], erasing] = await agency.change({
        event: "person.erased",
        entity: "person",
        entityId: id,
        changes: papers.map(({ id: fileId }) => ({ field: "documentId", from: fileId, to: null })),
        guards: [agency.at(people, id, version), agency.stillPermitted()],
        writes: allThatGoes(agency, id, goesWith),
        answer: [personById(agency, id), papersIn(agency, id, "erasing")] as const,
        location: `${agency.address}/people/${id}`,
        status: 200,
      });
      if (!gone) throw new Problem("not-found");
      await deleteBytes(
        agency,
        erasing.map(({ id: fileId }) => fileId),
      );
      const keys = await openKeys(agency, wrapped);

      return c.json(await personShown(gone, keys), 200, etag(gone.version));
    },
  );

  return section;
}
