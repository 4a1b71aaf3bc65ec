import { env, exports } from "cloudflare:workers";
import { loadSlices } from "../../src/app";
import { isUnsafe } from "../../src/http/idempotency";
import { digest, keyedHash, seal } from "../../src/secrets/seal";
import { signAccess, type TokenMembership } from "../../src/secrets/token";
import { newId } from "../../src/tenancy/ids";
import type { AgencyRole, DeveloperRole } from "../../src/tenancy/roles";
// Else the queue's consumer loads it first, in a request of its own, while a test's request waits for the same modules.
import "../../src/jobs";

await loadSlices();

export const origin = "http://localhost:8787";

/** scrypt of "tuantuo-demo", made once: hashing takes a tenth of a second. */
export const password = "tuantuo-demo";
let passwordHash: Promise<string> | undefined;
const hashed = async () => {
  passwordHash ??= import("../../src/secrets/password").then(({ hashPassword }) => hashPassword(password));

  return passwordHash;
};

export interface Person {
  id: string;
  name: string;
  email: string;
  /** Their open session; its refresh token is `{sessionId}.{refreshSecret}`. */
  sessionId: string;
  memberships: TokenMembership[];
}

export const refreshSecret = "refresh-secret-of-every-test";

export interface Tenant<Role extends string> {
  id: string;
  kind: "agency" | "developer";
  shard: string | null;
  /** One member of each role, made when first asked for. */
  member(role: Role): Promise<Person>;
}

let minted = 0;
const fresh = (prefix: string) => `${prefix}-${(minted++).toString(36)}-${Math.random().toString(36).slice(2, 8)}`;

/** Rows made and not yet written, so that many go in one batch: those of the directory, and those of the agency's shard. */
export interface Unwritten<Made> {
  made: Made;
  directory: D1PreparedStatement[];
  shard: D1PreparedStatement[];
}

async function written<Made>({ made, directory, shard }: Unwritten<Made>, at: string | null): Promise<Made> {
  await Promise.all([env.DIRECTORY.batch(directory), at && env[at as "SHARD_1"].batch(shard)]);

  return made;
}

/** An agency of its own for a test, straight into storage. */
export async function mintAgency(shard: "SHARD_1" | "SHARD_2" = "SHARD_1", id = fresh("agency")): Promise<Tenant<AgencyRole>> {
  return written(newAgency(shard, id), shard);
}

export async function mintDeveloper(id = fresh("developer")): Promise<Tenant<DeveloperRole>> {
  return written(newDeveloper(id), null);
}

export function newAgency(shard: "SHARD_1" | "SHARD_2", id: string): Unwritten<Tenant<AgencyRole>> {
  const now = Date.now();
  const name = `代理 ${id}`;

  return {
    made: { id, kind: "agency", shard, member: remembered((role) => mintMember({ id, kind: "agency", shard }, role)) },
    directory: [
      env.DIRECTORY.prepare("insert into tenants (id, kind, name, shard, created_at) values (?, 'agency', ?, ?, ?)").bind(
        id,
        name,
        shard,
        now,
      ),
    ],
    shard: [env[shard].prepare("insert into agencies (id, name, created_at) values (?, ?, ?)").bind(id, name, now)],
  };
}

export function newDeveloper(id: string): Unwritten<Tenant<DeveloperRole>> {
  return {
    made: { id, kind: "developer", shard: null, member: remembered((role) => mintMember({ id, kind: "developer", shard: null }, role)) },
    directory: [
      env.DIRECTORY.prepare("insert into tenants (id, kind, name, created_at) values (?, 'developer', ?, ?)").bind(
        id,
        `開發商 ${id}`,
        Date.now(),
      ),
    ],
    shard: [],
  };
}

function remembered<Role extends string>(make: (role: Role) => Promise<Person>): (role: Role) => Promise<Person> {
  const known = new Map<Role, Promise<Person>>();

  return (role) => {
    const person = known.get(role) ?? make(role);
    known.set(role, person);

    return person;
  };
}

type Employer = Pick<Tenant<string>, "id" | "kind" | "shard">;

/** One more member of a tenant, in the directory and, for an agency, in its shard's copy. */
export async function mintMember(tenant: Employer, role: string): Promise<Person> {
  return written(await newMember(tenant, role), tenant.shard);
}

/** The name says whose member it is: who finds it in an answer knows from where it came. */
export async function newMember(tenant: Employer, role: string): Promise<Unwritten<Person>> {
  const now = Date.now();
  const id = newId(now);
  const sessionId = newId(now);
  const email = `${role}.${id}@marker.example`;
  const name = `${role} ${id.slice(-4)} ${tenant.id}`;

  return {
    made: { id, name, email, sessionId, memberships: [{ tenant: tenant.id, kind: tenant.kind, role, shard: tenant.shard }] },
    directory: [
      env.DIRECTORY.prepare(
        "insert into users (id, name, email_cipher, email_hash, password_hash, language, created_at) values (?, ?, ?, ?, ?, 'zh-Hant', ?)",
      ).bind(
        id,
        name,
        await seal(env, "email-cipher", `users/${id}/email`, email),
        await keyedHash(env, "email-hash", email),
        await hashed(),
        now,
      ),
      env.DIRECTORY.prepare("insert into memberships (tenant_id, user_id, role, joined_at) values (?, ?, ?, ?)").bind(
        tenant.id,
        id,
        role,
        now,
      ),
      env.DIRECTORY.prepare(
        "insert into sessions (id, user_id, secret_hash, rotated_at, device, created_at, last_used_at, expires_at) values (?, ?, ?, ?, 'Test', ?, ?, ?)",
      ).bind(sessionId, id, await digest(refreshSecret), now - 60_000, now, now, now + 86_400_000),
    ],
    shard: tenant.shard
      ? [
          env[tenant.shard as "SHARD_1"]
            .prepare("insert into staff (agency_id, id, name, role, state, version) values (?, ?, ?, ?, 'active', 1)")
            .bind(tenant.id, id, name, role),
        ]
      : [],
  };
}

export interface Answer<Body = unknown> {
  status: number;
  headers: Headers;
  body: Body;
  /** From Server-Timing: what the request cost in databases. */
  cost: { trips: number; read: number; written: number };
}

interface Options {
  /** Else, as the client does it, every change has one of its own; null: none. */
  key?: string | null;
  ifMatch?: number | string;
  language?: string;
  headers?: Record<string, string>;
}

/** A caller of the API: signed in as `person`, or nobody. */
export function as(person: Person | null) {
  const call = async <Body>(method: string, path: string, body?: unknown, options: Options = {}): Promise<Answer<Body>> => {
    const headers = new Headers({ "accept-language": options.language ?? "zh-Hant", origin, ...options.headers });
    if (person) headers.set("cookie", `tuantuo_access=${await tokenOf(person)}`);
    const key = options.key === undefined && isUnsafe(method) ? crypto.randomUUID() : options.key;
    if (key) headers.set("idempotency-key", key);
    if (options.ifMatch !== undefined) headers.set("if-match", `"${options.ifMatch}"`);
    const raw = body instanceof Uint8Array || typeof body === "string";
    if (body !== undefined && !raw) headers.set("content-type", "application/json");
    const content = body === undefined ? undefined : raw ? body : JSON.stringify(body);
    const response = await exports.default.fetch(new Request(`${origin}${path}`, { method, headers, body: content as BodyInit }));
    const text = await response.text();

    return {
      status: response.status,
      headers: response.headers,
      body: (isJson(response) && text ? JSON.parse(text) : text) as Body,
      cost: costOf(response),
    };
  };

  return {
    get: <Body = unknown>(path: string, options?: Options) => call<Body>("GET", path, undefined, options),
    post: <Body = unknown>(path: string, body: unknown = {}, options?: Options) => call<Body>("POST", path, body, options),
    put: <Body = unknown>(path: string, body: unknown, options?: Options) => call<Body>("PUT", path, body, options),
    patch: <Body = unknown>(path: string, body: unknown, options?: Options) => call<Body>("PATCH", path, body, options),
    delete: <Body = unknown>(path: string, options?: Options) => call<Body>("DELETE", path, undefined, options),
    call,
  };
}

const tokenOf = (person: Person) =>
  signAccess(env, { userId: person.id, sessionId: person.sessionId, name: person.name, memberships: person.memberships }, Date.now());
const isJson = (response: Response) => /json/.test(response.headers.get("content-type") ?? "");

function costOf(response: Response): Answer["cost"] {
  const [, trips, read, written] = /trips=(\d+) read=(\d+) written=(\d+)/.exec(response.headers.get("server-timing") ?? "") ?? [];

  return { trips: Number(trips ?? -1), read: Number(read ?? -1), written: Number(written ?? -1) };
}
