/** Requests by hand, to see what one costs, and by the thousand, to see how fast they go. */
import autocannon from "autocannon";

const connections = 10;

/** Signs in the demo's manager. @returns headers that every later request carries */
export async function signIn(url) {
  const response = await fetch(`${url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ email: "manager@hopefluent.example", password: "tuantuo-demo" }),
  });
  if (!response.ok) throw new Error(`Signing in was answered ${response.status}: ${await response.text()}`);
  return {
    origin: url,
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; "),
  };
}

/**
 * Asks once and reads from `Server-Timing` what it cost.
 *
 * @returns {Promise<{ returned: number, roundTrips: number, rowsRead: number, rowsWritten: number }>} `returned` counts a list's items, else 1
 */
export async function costOf(url, headers, request) {
  const options = optionsOf(headers, request, await tokenOf(url, request));
  const response = await fetch(url + request.path, { ...options, ...written(options, request), redirect: "manual" });
  const text = await response.text();
  if (!response.ok && !(request.form && response.status === 303))
    throw new Error(`${request.method ?? "GET"} ${request.path} was answered ${response.status}: ${text}`);

  const timing = response.headers.get("server-timing") ?? "";
  const numberOf = (name) => Number(new RegExp(`${name}=(\\d+)`).exec(timing)?.[1] ?? 0);
  const items = /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text).items : undefined;
  return {
    returned: items ? items.length : 1,
    roundTrips: numberOf("trips"),
    rowsRead: numberOf("read"),
    rowsWritten: numberOf("written"),
  };
}

/**
 * Asks as often as ten connections can for some seconds.
 *
 * @returns {Promise<{ requestsPerSecond: number, p50Ms: number, p99Ms: number }>}
 * @throws when any answer was not a 2xx; to a form it is a redirect
 */
export async function load(url, headers, request, seconds) {
  const options = optionsOf(headers, request, await tokenOf(url, request));
  const result = await autocannon({
    url: url + request.path,
    ...options,
    ...(request.each ? { requests: [{ setupRequest: (one) => ({ ...one, ...written(options, request) }) }] } : {}),
    connections,
    duration: seconds,
  });
  const well = result[request.form ? "3xx" : "2xx"];
  const refused = result.non2xx - (request.form ? result["3xx"] : 0) + result.errors + result.timeouts;
  if (refused > 0 || well === 0) throw new Error(`${request.path}: ${refused} of ${result.requests.total} requests were not answered well`);
  return { requestsPerSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

function optionsOf(headers, { method = "GET", body, form }, token) {
  if (form) return { method, headers: { "content-type": "application/x-www-form-urlencoded" }, fields: { ...form, token } };
  return body ? { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) } : { method, headers };
}

let sent = 0;

/** One sending of a form: its own values, and another address after each thousand, since two thousand of one are held up. */
function written({ headers, fields }, { form, each = {} }) {
  if (!form) return {};
  const at = sent++;
  const own = Object.fromEntries(Object.entries(each).map(([name, value]) => [name, value(at)]));
  const address = `10.${(at >> 18) & 255}.${(at >> 10) & 255}.1`;
  return { headers: { ...headers, "cf-connecting-ip": address }, body: new URLSearchParams({ ...fields, ...own }).toString() };
}

/** The token of a form's page, which comes back with what is sent. */
async function tokenOf(url, { path, form }) {
  if (!form) return "";
  return /name="token" value="([^"]+)"/.exec(await (await fetch(url + path)).text())?.[1] ?? "";
}
