import { createRoute } from "@hono/zod-openapi";
import { and, eq, gt, sql } from "drizzle-orm";
import * as z from "zod";
import { changesBetween } from "../audit/rules";
import { pageOf, pageQuery, placeWith } from "../http/page";
import { Problem } from "../http/problem";
import { body, etag, ifMatch, json, newRouter, nothing, refusals, versionMatched } from "../http/router";
import { keysOf, openKeys } from "../people/store";
import type { AgencyScope } from "../tenancy/agency";
import { agencyStaff } from "../tenancy/doors";
import {
  Account,
  AccountEdit,
  AccountPage,
  AccountQuery,
  Contact,
  ContactEdit,
  ContactPage,
  ListedAccountPage,
  NewAccount,
  NewContact,
} from "./contract";
import { contacts } from "./schema";
import { accountById, accountList, branchesOf, contactRows, contactShown, editAccount, fileAccount, nameContact } from "./store";

export const accountRoutes = newRouter();

const tags = ["Accounts"];
const inAgency = z.object({ agency: z.string() });
const oneAccount = inAgency.extend({ account: z.string().min(1).max(64) });
const oneContact = oneAccount.extend({ contact: z.string().min(1).max(64) });
const path = "/api/v1/agencies/{agency}/accounts" as const;

accountRoutes.openapi(
  createRoute({
    method: "get",
    path,
    summary: "The key accounts with the campaigns they take part in, found by name and put in order",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: inAgency, query: AccountQuery },
    responses: { 200: json(ListedAccountPage, "A page of accounts"), ...refusals },
  }),
  async (c) => {
    const query = c.req.valid("query");
    const [rows] = await c.var.agency.read(accountList(c.var.agency, query));
    const { items, next } = pageOf(rows, query.limit, ({ key, id }) => placeWith(key, id));

    return c.json({ items: items.map(({ key: _, ...account }) => account), next }, 200);
  },
);

accountRoutes.openapi(
  createRoute({
    method: "post",
    path,
    summary: "File a key account",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: inAgency, body: body(NewAccount) },
    responses: { 201: json(Account, "The account"), ...refusals },
  }),
  async (c) => {
    const account = await fileAccount(c.var.agency, c.req.valid("json"));

    return c.json(account, 201, etag(account.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{account}`,
    summary: "A key account",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: oneAccount },
    responses: { 200: json(Account, "The account"), ...refusals },
  }),
  async (c) => {
    const [[account]] = await c.var.agency.read(accountById(c.var.agency, c.req.valid("param").account));
    if (!account) throw new Problem("not-found");

    return c.json(account, 200, etag(account.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{account}`,
    summary: "Rename a key account, or put it under another",
    tags,
    middleware: [agencyStaff("account:edit")] as const,
    request: { params: oneAccount, headers: ifMatch, body: body(AccountEdit) },
    responses: { 200: json(Account, "The account"), ...refusals },
  }),
  async (c) => {
    const account = await editAccount(c.var.agency, c.req.valid("param").account, versionMatched(c), c.req.valid("json"));

    return c.json(account, 200, etag(account.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{account}/branches`,
    summary: "The branches that count together under an account, the latest first",
    tags,
    middleware: [agencyStaff("account:read")] as const,
    request: { params: oneAccount, query: pageQuery },
    responses: { 200: json(AccountPage, "A page of accounts"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { account: accountId } = c.req.valid("param");
    const query = c.req.valid("query");
    const [[account], rows] = await agency.read(accountById(agency, accountId), branchesOf(agency, accountId, query));
    if (!account) throw new Problem("not-found");

    return c.json(pageOf(rows, query.limit), 200);
  },
);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{account}/contacts`,
    summary: "The people at an account, in the order in which they became known",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: oneAccount, query: pageQuery },
    responses: { 200: json(ContactPage, "A page of contacts"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const { account: accountId } = c.req.valid("param");
    const { after, limit } = c.req.valid("query");
    const [wrapped, [account], rows] = await agency.read(
      keysOf(agency),
      accountById(agency, accountId),
      contactRows(agency, (contact) => and(eq(contact.accountId, accountId), after ? gt(contact.id, after) : undefined)).limit(limit + 1),
    );
    if (!account) throw new Problem("not-found");
    if (!rows.length) return c.json({ items: [], next: null }, 200);
    const keys = await openKeys(agency, wrapped);

    return c.json(pageOf(await Promise.all(rows.map((row) => contactShown(row, keys))), limit), 200);
  },
);

accountRoutes.openapi(
  createRoute({
    method: "post",
    path: `${path}/{account}/contacts`,
    summary: "Name somebody at an account",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: oneAccount, body: body(NewContact) },
    responses: { 201: json(Contact, "The contact"), ...refusals },
  }),
  async (c) => {
    const contact = await nameContact(c.var.agency, c.req.valid("param").account, c.req.valid("json"));

    return c.json(contact, 201, etag(contact.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "get",
    path: `${path}/{account}/contacts/{contact}`,
    summary: "Somebody at an account",
    tags,
    middleware: [agencyStaff("person:read")] as const,
    request: { params: oneContact },
    responses: { 200: json(Contact, "The contact"), ...refusals },
  }),
  async (c) => {
    const { row, keys } = await found(c.var.agency, c.req.valid("param"));
    const contact = await contactShown(row, keys);

    return c.json(contact, 200, etag(contact.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "patch",
    path: `${path}/{account}/contacts/{contact}`,
    summary: "Correct the post that somebody holds at an account",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: oneContact, headers: ifMatch, body: body(ContactEdit) },
    responses: { 200: json(Contact, "The contact"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const params = c.req.valid("param");
    const edit = c.req.valid("json");
    const version = versionMatched(c);
    const { row, keys, name } = await found(agency, params);
    const [edited] = await agency.change({
      event: "contact.edited",
      entity: "account",
      entityId: params.account,
      label: name,
      changes: changesBetween(row.contact, edit),
      guards: [agency.at(contacts, row.contact.id, version)],
      writes: [agency.update(contacts, { ...edit, version: sql`version + 1` }, eq(contacts.id, row.contact.id))],
      answer: contactRows(agency, (contact) => eq(contact.id, row.contact.id)),
      location: contactAddress(agency, params),
      status: 200,
    });
    if (!edited) throw new Problem("not-found");
    const contact = await contactShown(edited, keys);

    return c.json(contact, 200, etag(contact.version));
  },
);

accountRoutes.openapi(
  createRoute({
    method: "delete",
    path: `${path}/{account}/contacts/{contact}`,
    summary: "Take somebody off an account; the person stays known",
    tags,
    middleware: [agencyStaff("person:edit")] as const,
    request: { params: oneContact },
    responses: { 204: nothing("Taken off"), ...refusals },
  }),
  async (c) => {
    const { agency } = c.var;
    const params = c.req.valid("param");
    const { row, name } = await found(agency, params);
    await agency.change({
      event: "contact.removed",
      entity: "account",
      entityId: params.account,
      label: name,
      changes: [{ field: "post", from: row.contact.post }, { field: "person" }],
      guards: [agency.at(contacts, row.contact.id, row.contact.version)],
      writes: [agency.delete(contacts, eq(contacts.id, row.contact.id))],
      location: null,
      status: 204,
    });

    return c.body(null, 204);
  },
);

/** @throws Problem `not-found` */
async function found(agency: AgencyScope, { account, contact: contactId }: { account: string; contact: string }) {
  const [wrapped, [named], [row]] = await agency.read(
    keysOf(agency),
    accountById(agency, account),
    contactRows(agency, (contact) => and(eq(contact.id, contactId), eq(contact.accountId, account))),
  );
  if (!row || !named) throw new Problem("not-found");

  return { row, keys: await openKeys(agency, wrapped), name: named.name };
}

const contactAddress = (agency: AgencyScope, { account, contact }: { account: string; contact: string }) =>
  `/api/v1/agencies/${agency.id}/accounts/${account}/contacts/${contact}`;
