import { createRoute } from "@hono/zod-openapi";
import { eq } from "drizzle-orm";
import type { Facts } from "../../http/facts";
import { invalidField, Problem } from "../../http/problem";
import { body, etag, ifMatch, json, newSection, refusals, versionMatched } from "../../http/router";
import { passwordFits, subscriberOf } from "../../identity/rules";
import { accessFor, counterOf, refuseExcess, setSessionCookies } from "../../identity/store";
import type { AccessClaims } from "../../secrets/token";
import { db } from "../../tenancy/database";
import { entrance, tenantStaff } from "../../tenancy/doors";
import { tenantParams, tenantPath } from "../contract";
import { tenants } from "../schema";
import { AgencyEdit, DeveloperEdit, SignUp, Tenant } from "./contract";
import { editTenant, type Founder, found, newFounder, ownTenant, tenantShown } from "./store";

export const tenantRoutes = newSection();

const tags = ["Organisations"];
const kinds = {
  agency: { path: "/api/v1/agencies", one: "an agency", Edit: AgencyEdit },
  developer: { path: "/api/v1/developers", one: "a developer", Edit: DeveloperEdit },
} as const;

for (const kind of ["agency", "developer"] as const) {
  const { path, one, Edit } = kinds[kind];
  const shown = { 200: json(Tenant, "The tenant"), ...refusals };

  tenantRoutes.openapi(
    createRoute({
      method: "post",
      path,
      summary: `Found ${one}`,
      description: "Whoever is signed in becomes its owner; anybody else gives `owner`. The answer's cookies let the owner in.",
      tags,
      security: [],
      middleware: [entrance()] as const,
      request: { body: body(SignUp) },
      responses: { 201: json(Tenant, "The tenant"), ...refusals },
    }),
    async (c) => {
      const { facts, caller } = c.var;
      // Whoever has no account has no records of their own: keys of theirs are told apart by what they ask for.
      const entrance = caller ? c.var.entrance : c.var.entrance.actingAs(c.var.entrance.actor, kind);
      const signUp = c.req.valid("json");
      const address = c.req.header("cf-connecting-ip");
      const counters = address ? [await counterOf(c.env, "signUpFromAddress", subscriberOf(address))] : [];
      const taken = entrance.from(tenants);
      const { tries, rows } = await entrance.readCounted(counters, db.select({ id: taken.id }).from(taken).where(eq(taken.id, signUp.id)));
      refuseExcess(counters, tries, facts.now);
      if (rows[0].length) throw new Problem("id-taken");

      const founder = await founderOf(facts, signUp, caller, c.req.header("user-agent"));
      const { tenant, memberships } = await found(entrance, kind, signUp, founder);
      const access = await accessFor(facts, founder, founder.sessionId, memberships, caller?.secondFactor);
      setSessionCookies(c, { access, refresh: founder.account?.refresh });

      return c.json(tenant, 201, etag(tenant.version));
    },
  );

  tenantRoutes.openapi(
    createRoute({
      method: "get",
      path: tenantPath[kind],
      summary: `What ${one} says of itself`,
      tags,
      middleware: [tenantStaff(kind, "organisation:read")] as const,
      request: { params: tenantParams[kind] },
      responses: shown,
    }),
    async (c) => {
      const [[row]] = await c.var.tenant.read(ownTenant(c.var.tenant));
      if (!row) throw new Problem("not-found");

      return c.json(tenantShown(row), 200, etag(row.version));
    },
  );

  tenantRoutes.openapi(
    createRoute({
      method: "patch",
      path: tenantPath[kind],
      summary: `Change what ${one} says of itself`,
      tags,
      middleware: [tenantStaff(kind, "organisation:edit")] as const,
      request: { params: tenantParams[kind], headers: ifMatch, body: body(Edit) },
      responses: shown,
    }),
    async (c) => {
      const tenant = await editTenant(c.var.tenant, versionMatched(c), c.req.valid("json"));

      return c.json(tenant, 200, etag(tenant.version));
    },
  );
}

/** Somebody who is signed in is the owner; anybody else says who is. @throws Problem `invalid` */
async function founderOf(facts: Facts, { owner }: SignUp, caller: AccessClaims | null, userAgent: string | undefined): Promise<Founder> {
  if (caller && owner) throw invalidField("/owner", "signed-in");
  if (caller) return { id: caller.userId, name: caller.name, sessionId: caller.sessionId, memberships: caller.memberships };
  if (!owner) throw invalidField("/owner", "required");
  if (!passwordFits(owner.password, owner.email)) throw invalidField("/owner/password", "password-is-email");

  return newFounder(facts, owner, userAgent);
}
