import { exports } from "cloudflare:workers";
import { origin } from "../support/kit";

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

  signIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call("POST", "/api/v1/session", { email, password }, headers);
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
