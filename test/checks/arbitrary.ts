import fc from "fast-check";

/** JSON as the checks send it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What no field should accept, or only some: each was once a bug somewhere. */
const oddities: Json[] = [
  null,
  true,
  -1,
  0,
  0.5,
  1e12,
  Number.MAX_SAFE_INTEGER,
  1e300,
  "",
  " ",
  "0",
  "\u0000",
  "a\u0007b",
  "\u202Eevil",
  "\uD800",
  "名".repeat(10_000),
  "2008-02-31",
  "2008-13-01",
  "9999-12-31",
  "' or 1=1 --",
  "../../x",
  "__proto__",
  "constructor",
  [],
  [[]],
  {},
  { $gt: 0 },
];

/** Where in a body something is put: chosen when the body is known. */
interface Twist {
  at: number;
  how: "replace" | "remove" | "add" | "wrap" | "double";
  with: Json;
}

const twist: fc.Arbitrary<Twist> = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom("replace", "replace", "replace", "remove", "add", "wrap", "double"),
  with: fc.oneof(
    fc.constantFrom(...oddities),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    fc.integer(),
    fc.string({ unit: "grapheme", maxLength: 90 }),
  ),
});

export interface Call {
  /** Instead of the example's body: one made from the schema alone, which knows nobody's ids. */
  body: Json;
  /** How the example's body is altered; none leaves a rightful call. */
  twists: Twist[];
  raw: string | null;
  contentType: string | null;
  ifMatch: string | null;
  key: string | null;
  query: string | null;
  /** Replaces the last path parameter. */
  id: string | null;
}

const rarely = <T>(arbitrary: fc.Arbitrary<T>, weight: number): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 100 - weight, arbitrary: fc.constant(null) }, { weight, arbitrary });

const odd = fc.oneof(fc.constantFrom("%00", "..", "a'b", "x".repeat(300), "名", "null", "-1", "0"), fc.stringMatching(/^[a-z0-9-]{1,40}$/));

/**
 * A valid or almost valid way to ask an operation: near enough that most get past the first check.
 *
 * @param fromSchema bodies that the operation's own schema allows
 */
export const callOf = (fromSchema: fc.Arbitrary<Json>): fc.Arbitrary<Call> =>
  fc.record({
    body: rarely(fromSchema, 25),
    twists: fc.oneof(
      { weight: 45, arbitrary: fc.constant<Twist[]>([]) },
      { weight: 55, arbitrary: fc.array(twist, { minLength: 1, maxLength: 3 }) },
    ),
    raw: rarely(fc.constantFrom("{", "[1,", '{"a":1}}', "\u0000", '"', "nul", "{}", "[]", "[".repeat(5000)), 4),
    contentType: rarely(
      fc.constantFrom("text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8", "multipart/form-data", ""),
      4,
    ),
    ifMatch: rarely(fc.constantFrom("0", "999", "x", "-1", "1e3", "99999999999999999999"), 6),
    key: rarely(fc.constantFrom("", "short", "key-with-spaces in it", "k".repeat(200), "名名名名名名名名名", "fuzz-key-0001"), 6),
    query: rarely(
      fc.constantFrom(
        "?limit=0",
        "?limit=101",
        "?limit=x",
        "?after=%00",
        "?after=zzz",
        "?status=none",
        "?box=none",
        "?entity=x",
        "?with=nobody",
        "?limit=1",
      ),
      10,
    ),
    id: rarely(odd, 6),
  });

/** The body with its twists. Places are numbered through the whole tree, so any leaf or branch can be met. */
export function twisted(body: Json, twists: Twist[]): Json {
  return twists.reduce((current, one) => apply(structuredClone(current), one), body);
}

function apply(body: Json, { at, how, with: value }: Twist): Json {
  const places: [holder: Json[] | { [key: string]: Json }, key: string][] = [];
  const walk = (node: Json) => {
    if (node === null || typeof node !== "object") return;
    for (const key of Object.keys(node)) {
      places.push([node as { [key: string]: Json }, key]);
      walk((node as { [key: string]: Json })[key] as Json);
    }
  };
  walk(body);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return how === "replace" ? value : body;
  const [holder, key] = place as [{ [key: string]: Json }, string];
  if (how === "replace") holder[key] = value;
  else if (how === "remove") Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
  else if (how === "wrap") holder[key] = [holder[key] as Json];
  else if (how === "double" && Array.isArray(holder)) holder.push(structuredClone(holder[Number(key)] as Json));
  else if (!Array.isArray(holder)) Object.defineProperty(holder, `x${at % 7}`, { value, enumerable: true });

  return body;
}
