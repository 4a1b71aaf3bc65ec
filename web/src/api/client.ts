import { noAnswer, readProblem } from "./problem";
import { signInAgain } from "./reauthentication";

/** Every address of the API starts so; the paths below it are known to the files of this folder alone. */
const BASE = "/api/v1";

export interface CallOptions {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON, unless it is a Blob: then as it is, with its own type. */
  body?: unknown;
  query?: Record<string, string | number | boolean | null | undefined>;
  /** Version of the resource that was edited, as `ETag` gave it; a newer one on the server answers 412 `stale`. */
  version?: number | string;
  /** One key for one intention of the user: a repeat with the same key changes nothing twice. Made if left out. */
  idempotencyKey?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** `refuse`: a 401 is thrown at once (sign-in itself, the first question who is there). Default `sign-in`. */
  onSignedOut?: "sign-in" | "refuse";
}

/** How much of a list is asked for, and until when: what a page of it takes besides its conditions. */
export interface Asking {
  limit?: number;
  signal?: AbortSignal;
}

export interface Answer<Body> {
  body: Body;
  status: number;
  /** The resource's version, to be sent back with an edit; null where there is none. */
  etag: string | null;
  headers: Headers;
}

/** Language of texts in answers; set by the language switch. */
let language = "zh-Hant";

export function setApiLanguage(next: string): void {
  language = next;
}

/**
 * Calls the API and returns the parsed body.
 *
 * A session that has run out is renewed once and the call repeated with the same key; if it cannot be renewed, the user
 * is asked to sign in over the page and the call waits, so that what was typed is sent and not lost.
 *
 * @throws ApiProblem for every refusal; code `unreachable` when no answer came
 */
export async function call<Body>(path: string, options: CallOptions = {}): Promise<Body> {
  return (await callWithHeaders<Body>(path, options)).body;
}

/** As `call`, with the headers: for resources that are edited under their ETag. @throws ApiProblem */
export async function callWithHeaders<Body>(path: string, options: CallOptions = {}): Promise<Answer<Body>> {
  const response = await answerTo(path, options);

  return {
    body: (response.status === 204 ? undefined : await response.json()) as Body,
    status: response.status,
    etag: response.headers.get("ETag"),
    headers: response.headers,
  };
}

/** Downloads what the API answers with another type than JSON. @throws ApiProblem */
export async function callForBlob(path: string, options: CallOptions = {}): Promise<Blob> {
  return (await answerTo(path, options)).blob();
}

/** The answer to a call, whatever its type. @throws ApiProblem for every refusal */
async function answerTo(path: string, options: CallOptions): Promise<Response> {
  const request = prepare(path, options);
  const ask = () => send(request, options.signal);
  const response = options.onSignedOut === "refuse" ? await ask() : await inSession(ask);
  if (!response.ok) throw await readProblem(response);

  return response;
}

/**
 * Asks once more where the session has run out: after it was renewed, else after the user has signed in over the page.
 *
 * @throws ApiProblem for a 401 that has another cause, or when nobody signs in
 */
export async function inSession(ask: () => Promise<Response>): Promise<Response> {
  const response = await ask();
  if (response.status !== 401) return response;

  const problem = await readProblem(response);
  if (problem.code !== "not-signed-in" && problem.code !== "session-ended") throw problem;
  if (!(await renewSession())) await signInAgain(problem);

  return ask();
}

interface PreparedRequest {
  url: string;
  init: RequestInit;
}

function prepare(path: string, { method = "GET", body, query, version, idempotencyKey, headers = {} }: CallOptions): PreparedRequest {
  const sent = new Headers({ Accept: "application/json, application/problem+json", "Accept-Language": language, ...headers });
  if (method !== "GET") sent.set("Idempotency-Key", idempotencyKey ?? crypto.randomUUID());
  if (version !== undefined) sent.set("If-Match", typeof version === "number" ? `"${version}"` : version);

  const isBlob = body instanceof Blob;
  if (body !== undefined && !isBlob) sent.set("Content-Type", "application/json");
  if (isBlob && body.type) sent.set("Content-Type", body.type);

  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== null && value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const search = parameters.size ? `?${parameters}` : "";

  return {
    url: `${BASE}${path}${search}`,
    init: {
      method,
      headers: sent,
      credentials: "same-origin",
      body: body === undefined ? undefined : isBlob ? body : JSON.stringify(body),
    },
  };
}

async function send({ url, init }: PreparedRequest, signal?: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw noAnswer();
  }
}

/** The renewal under way: calls that fail together wait for the same one, since a refresh token serves once. */
let renewal: Promise<boolean> | null = null;

/** Exchanges the refresh token for a new session. False when it has ended. @throws ApiProblem `unreachable` */
export function renewSession(): Promise<boolean> {
  renewal ??= send(prepare("/session/renewal", { method: "POST" }))
    .then((response) => {
      response.body?.cancel(); // nobody reads it, and unread the request would stay open
      if (response.status >= 500 || response.status === 429) throw noAnswer(response.status);
      return response.ok;
    })
    .finally(() => {
      renewal = null;
    });
  return renewal;
}
