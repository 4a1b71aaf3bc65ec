import { as } from "../../support/kit";
import { type Example, rowsLookedAt } from "../example";
import { local } from "../rows";
import type { World } from "../world";

const consultant = ({ agency }: World) => agency.member("manager");
const owner = ({ agency }: World) => agency.member("owner");
const people = "/api/v1/agencies/{agency}/people";
const accounts = "/api/v1/agencies/{agency}/accounts";
const contact = `${accounts}/{account}/contacts/{contact}`;
const known = () => ({ person: local.person });
const ofAccount = () => ({ account: local.account });
const ofContact = () => ({ account: local.account, contact: local.contact });

/** Somebody with the phone that is searched for. */
async function recorded({ agency }: World): Promise<void> {
  const person = { name: `買方 ${agency.id}`, phone: "13812341234" };
  await as(await agency.member("owner")).post(`/api/v1/agencies/${agency.id}/people`, person);
}

/** Somebody has looked. */
async function lookedAt({ agency }: World): Promise<void> {
  const at = `/api/v1/agencies/${agency.id}/people/${local.person}/revelation`;
  await as(await agency.member("owner")).post(at, { particulars: ["phone"] });
}

export const peopleExamples: Record<string, Example> = {
  [`post ${people}`]: {
    permission: "person:edit",
    caller: consultant,
    body: (_, n) => ({ name: `買方 ${n}`, phone: `138${String(10_000_000 + n)}`, identity: "11010519491231002X" }),
  },
  [`post ${people}/search`]: {
    permission: "person:read",
    caller: consultant,
    prepare: recorded,
    body: () => ({ phone: "13812341234" }),
    trips: 2,
  },
  [`get ${people}/{person}`]: { permission: "person:read", caller: consultant, params: known },
  [`patch ${people}/{person}`]: {
    permission: "person:edit",
    caller: consultant,
    params: known,
    body: () => ({ phone: "0731-82345678" }),
    ifMatch: 1,
  },
  [`post ${people}/{person}/revelation`]: {
    permission: "person:reveal",
    caller: consultant,
    params: known,
    body: () => ({ particulars: ["phone"] }),
    secret: true,
  },
  [`get ${people}/{person}/looks`]: {
    permission: "person:looks",
    caller: consultant,
    params: known,
    prepare: lookedAt,
  },
  // Of each kind up to a thousand rows are told.
  [`post ${people}/{person}/export`]: {
    more: 3_200,
    permission: "person:export",
    caller: owner,
    params: known,
    secret: true,
  },
  [`post ${people}/{person}/erasure`]: {
    permission: "person:erase",
    caller: owner,
    params: () => ({ person: local.stranger }),
    body: () => ({}),
    ifMatch: 1,
  },
};

export const accountExamples: Record<string, Example> = {
  [`get ${accounts}`]: {
    permission: "account:read",
    caller: consultant,
    queries: [
      { query: "?sort=name&order=asc" },
      { query: "?sort=filed&order=asc" },
      { query: "?sort=filed&after=5000|01900000500" },
      { query: "?sort=name&after=單位5|01900000500" },
      // Five hundred have the rarest pair, whatever there is: their names are read besides.
      { query: "?search=單位&sort=name", rows: 501 + rowsLookedAt },
    ],
  },
  [`post ${accounts}`]: {
    permission: "account:edit",
    caller: consultant,
    body: (_, n) => ({ name: `商會 ${n}`, parentId: local.account }),
  },
  [`get ${accounts}/{account}`]: { permission: "account:read", caller: consultant, params: ofAccount },
  [`patch ${accounts}/{account}`]: {
    permission: "account:edit",
    caller: consultant,
    params: ofAccount,
    body: () => ({ parentId: null }),
    ifMatch: 1,
  },
  // Of each engagement its campaign, and its homes with their prices.
  [`get ${accounts}/{account}/engagements`]: { permission: "account:read", caller: consultant, params: ofAccount, rows: 60 },
  [`get ${accounts}/{account}/branches`]: { permission: "account:read", caller: consultant, params: ofAccount },
  [`get ${accounts}/{account}/contacts`]: { permission: "person:read", caller: consultant, params: ofAccount },
  [`post ${accounts}/{account}/contacts`]: {
    permission: "person:edit",
    caller: consultant,
    params: ofAccount,
    body: () => ({ person: { id: local.stranger }, post: "辦公室主任", isListedPost: true }),
  },
  [`get ${contact}`]: { permission: "person:read", caller: consultant, params: ofContact },
  [`patch ${contact}`]: { permission: "person:edit", caller: consultant, params: ofContact, body: () => ({ post: "顧問" }), ifMatch: 1 },
  [`delete ${contact}`]: { permission: "person:edit", caller: consultant, params: ofContact },
};
