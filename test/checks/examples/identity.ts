import { env } from "cloudflare:workers";
import { sixDigits } from "../../../src/messages/rules";
import { sealMobile } from "../../../src/secrets/address";
import { codeHash, linkToken } from "../../../src/secrets/link";
import { keyedHash } from "../../../src/secrets/seal";
import { codeAt, giveFactor } from "../../identity/factor";
import { mintMember, type Person, password, refreshSecret } from "../../support/kit";
import type { Example } from "../example";
import type { World } from "../world";

const manager = ({ agency }: World) => agency.member("manager");
const nobody = () => null;
const newPassword = "another-good-secret";

/** A second session of the manager's, to be ended. */
async function secondSession(world: World): Promise<void> {
  const { id } = await manager(world);
  world.memo.session = `session-${crypto.randomUUID()}`;
  await env.DIRECTORY.prepare(
    "insert into sessions (id, user_id, secret_hash, rotated_at, device, created_at, last_used_at, expires_at) values (?, ?, ?, 0, 'Test', 0, 0, ?)",
  )
    .bind(world.memo.session, id, world.memo.session, Date.now() + 86_400_000)
    .run();
}

/** Somebody whose sessions the operation ends, so not one of those that call the others. */
async function somebodyPassing(world: World): Promise<void> {
  world.memo.passing = JSON.stringify(await mintMember(world.agency, "viewer"));
}

async function passing(world: World): Promise<Person> {
  return world.memo.passing ? (JSON.parse(world.memo.passing) as Person) : manager(world);
}

/** Somebody of their own for each call: a second factor would change how the others sign in. */
const withFactor = (state: "started" | "on") => async (world: World) => {
  await somebodyPassing(world);
  await giveFactor(await passing(world), state);
};

async function askedReset(world: World): Promise<void> {
  const { id } = await mintMember(world.agency, "viewer");
  const reset = crypto.randomUUID();
  await env.DIRECTORY.prepare("insert into password_resets (id, user_id, created_at, expires_at) values (?, ?, ?, ?)")
    .bind(reset, id, Date.now(), Date.now() + 60_000)
    .run();
  world.memo.token = await linkToken(env, "reset", reset);
}

async function invited(world: World): Promise<void> {
  world.memo.token = await linkToken(env, "invitation", world.ids.invitation);
}

async function refreshing(world: World): Promise<void> {
  const person = await mintMember(world.agency, "viewer");
  world.memo.cookie = `tuantuo_refresh=${person.sessionId}.${refreshSecret}`;
}

let numbers = 0;
/** A number that no other call has asked about: one a minute. */
const freshNumber = () => `139${String(10_000_000 + numbers++)}`;

/** Somebody who was sent a code to a number of their own, or has confirmed one. */
const withNumber = (state: "sent" | "confirmed") => async (world: World) => {
  await somebodyPassing(world);
  const { id: userId } = await passing(world);
  const mobile = `+86${freshNumber()}`;
  const hash = await keyedHash(env, "mobile-hash", mobile);
  const code = `code-${crypto.randomUUID()}`;
  world.memo.code = sixDigits(await codeHash(env, code));
  await (state === "sent"
    ? env.DIRECTORY.prepare(
        "insert into sms_codes (id, purpose, user_id, mobile_cipher, mobile_hash, language, created_at, expires_at) values (?, 'mobile', ?, ?, ?, 'en', 0, ?)",
      ).bind(code, userId, await sealMobile(env, "sms_codes", code, mobile), hash, Date.now() + 600_000)
    : env.DIRECTORY.prepare("update users set mobile_cipher = ?, mobile_hash = ? where id = ?").bind(
        await sealMobile(env, "users", userId, mobile),
        hash,
        userId,
      )
  ).run();
};

export const identityExamples: Record<string, Example> = {
  "post /api/v1/session": {
    caller: nobody,
    prepare: async (world) => {
      world.memo.email = (await mintMember(world.agency, "viewer")).email;
    },
    body: ({ memo }) => ({ email: memo.email, password }),
    secret: true,
  },
  "get /api/v1/session": { caller: manager },
  "get /api/v1/session/ways": { caller: nobody, trips: 0 },
  "post /api/v1/session/codes": { caller: nobody, body: () => ({ mobile: freshNumber() }) },
  "post /api/v1/session/renewal": {
    caller: nobody,
    prepare: refreshing,
    headers: ({ memo }) => ({ cookie: memo.cookie ?? "" }),
    body: () => ({}),
    secret: true,
  },
  // Whoever signs out is nobody else's caller afterwards.
  "delete /api/v1/session": { caller: passing, prepare: somebodyPassing },
  "get /api/v1/me": { caller: manager },
  "patch /api/v1/me": { caller: manager, body: (_, n) => ({ name: `黃昭祥 ${n}`, language: "en" }), ifMatch: 1, trips: 4 },
  "put /api/v1/me/password": {
    caller: passing,
    prepare: somebodyPassing,
    body: () => ({ current: password, password: newPassword }),
  },
  "get /api/v1/me/sessions": { caller: manager },
  "delete /api/v1/me/sessions/{session}": {
    caller: manager,
    prepare: secondSession,
    params: ({ memo }) => ({ session: memo.session ?? "" }),
  },
  "get /api/v1/me/second-factor": { caller: manager },
  "post /api/v1/me/second-factor": { caller: passing, prepare: somebodyPassing, body: () => ({ password }), secret: true },
  "post /api/v1/me/second-factor/confirmation": {
    caller: passing,
    prepare: withFactor("started"),
    body: () => ({ code: codeAt(Date.now()) }),
    secret: true,
  },
  "post /api/v1/me/second-factor/recovery-codes": {
    caller: passing,
    prepare: withFactor("on"),
    body: () => ({ password, code: codeAt(Date.now()) }),
    secret: true,
  },
  "post /api/v1/me/second-factor/removal": {
    caller: passing,
    prepare: withFactor("on"),
    body: () => ({ password, code: codeAt(Date.now()) }),
  },
  "get /api/v1/me/reach": { caller: manager },
  "put /api/v1/me/reach": { caller: passing, prepare: somebodyPassing, body: () => ({ lettersBy: "wecom", wecomId: "lin.mei" }) },
  "post /api/v1/me/mobile": { caller: passing, prepare: somebodyPassing, body: () => ({ password, mobile: freshNumber() }), trips: 3 },
  "post /api/v1/me/mobile/confirmation": { caller: passing, prepare: withNumber("sent"), body: ({ memo }) => ({ code: memo.code }) },
  "post /api/v1/me/mobile/removal": { caller: passing, prepare: withNumber("confirmed"), body: () => ({ password }) },
  "post /api/v1/password-resets": {
    caller: nobody,
    prepare: async (world) => {
      world.memo.email = (await mintMember(world.agency, "viewer")).email;
    },
    body: ({ memo }) => ({ email: memo.email }),
  },
  "post /api/v1/password-resets/completion": {
    caller: nobody,
    prepare: askedReset,
    body: ({ memo }) => ({ token: memo.token, password: newPassword }),
  },
  "post /api/v1/invitations/lookup": { caller: nobody, prepare: invited, body: ({ memo }) => ({ token: memo.token }) },
  "post /api/v1/invitations/acceptance": {
    caller: nobody,
    prepare: invited,
    body: ({ memo }) => ({ token: memo.token, name: "新同事", password: newPassword, language: "zh-Hant" }),
    secret: true,
    trips: 4,
  },
};
