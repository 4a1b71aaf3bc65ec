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
  const response = await fetch(url + request.path, optionsOf(headers, request));
  const text = await response.text();
  if (!response.ok) throw new Error(`${request.method ?? "GET"} ${request.path} was answered ${response.status}: ${text}`);

  const timing = response.headers.get("server-timing") ?? "";
  const numberOf = (name) => Number(new RegExp(`${name}=(\\d+)`).exec(timing)?.[1] ?? 0);
  const items = JSON.parse(text).items;
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
 * @throws when any answer was not a 2xx
 */
export async function load(url, headers, request, seconds) {
  const result = await autocannon({ url: url + request.path, ...optionsOf(headers, request), connections, duration: seconds });
  const refused = result.non2xx + result.errors + result.timeouts;
  if (refused > 0 || result["2xx"] === 0)
    throw new Error(`${request.path}: ${refused} of ${result.requests.total} requests were not answered well`);
  return { requestsPerSecond: result.requests.average, p50Ms: result.latency.p50, p99Ms: result.latency.p99 };
}

function optionsOf(headers, { method = "GET", body }) {
  return body ? { method, headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) } : { method, headers };
}
