import { env, exports } from "cloudflare:workers";
import { jobFacts } from "../../src/http/facts";
import { accessFor, refreshCookie, sessionRow } from "../../src/identity/store";
import { accessCookie } from "../../src/tenancy/doors";
import { mintMember, origin, type Person } from "../support/kit";

interface Cookie {
  value: string;
  path: string;
  attributes: string;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is looked at, not trusted
  body: any;
  trips: number;
}

/** A member who is signed in nowhere: what sessions they open is the test's to say. */
export async function mintSignedOut(...member: Parameters<typeof mintMember>): Promise<Person> {
  const person = await mintMember(...member);
  await env.DIRECTORY.prepare("delete from sessions where user_id = ?").bind(person.id).run();

  return person;
}

/** A browser as far as sessions need one: it keeps cookies by path and says where its requests come from. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();

  constructor(
    private readonly userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
  ) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.cookies]
      .filter(([, { path: scope }]) => path === scope || path.startsWith(scope.endsWith("/") ? scope : `${scope}/`))
      .map(([name, { value }]) => `${name}=${value}`)
      .join("; ");
    const response = await exports.default.fetch(
      new Request(`${origin}${path}`, {
        method,
        headers: {
          origin,
          "user-agent": this.userAgent,
          ...(cookie ? { cookie } : {}),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    );
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const text = await response.text();
    const [, trips] = /trips=(\d+)/.exec(response.headers.get("server-timing") ?? "") ?? [];

    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null, trips: Number(trips) };
  }

  /** Signed in without the tenth of a second that a password takes: for tests of what comes after. */
  async enter(person: Person): Promise<this> {
    const facts = jobFacts(env, "test", Date.now());
    const { row, refresh } = await sessionRow(facts, person.id, this.userAgent);
    const columns = ["id", "user_id", "secret_hash", "rotated_at", "device", "created_at", "last_used_at", "expires_at"];
    await env.DIRECTORY.prepare(`insert into sessions (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`)
      .bind(row.id, row.userId, row.secretHash, row.rotatedAt, row.device, row.createdAt, row.lastUsedAt, row.expiresAt)
      .run();
    this.cookies.set(accessCookie, { value: await accessFor(facts, person, row.id, person.memberships), path: "/", attributes: "" });
    this.cookies.set(refreshCookie, { value: refresh, path: "/api/v1/session", attributes: "" });

    return this;
  }

  signIn(email: string, password: string, headers: Record<string, string> = {}, code?: string): Promise<Answer> {
    return this.call("POST", "/api/v1/session", { email, password, code }, headers);
  }

  renew(headers: Record<string, string> = {}): Promise<Answer> {
    return this.call("POST", "/api/v1/session/renewal", undefined, headers);
  }

  /** The same cookies in another browser: a second tab, or somebody who copied them. */
  copy(): Browser {
    const other = new Browser(this.userAgent);
    for (const [name, cookie] of this.cookies) other.cookies.set(name, cookie);

    return other;
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = pair.split("=");
    const path = attributes.find((attribute) => attribute.startsWith("Path="))?.slice(5) ?? "/";
    if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
    else this.cookies.set(name, { value, path, attributes: attributes.toSorted().join("; ") });
  }
}
