import type { InvitationSeen, Me, Membership, OpenSession, SessionAnswer, User } from "../../../src/identity/contract";
import type { Reach } from "../../../src/identity/mobile/contract";
import type { RecoveryCodes, SecondFactor, SecondFactorSecret } from "../../../src/identity/second-factor/contract";
import { call, callWithHeaders } from "./client";

export type { InvitationSeen, Me, Membership, OpenSession, Reach, SecondFactor, SecondFactorSecret, User };
export type Session = SessionAnswer;
export type Language = User["language"];
export type TenantKind = Membership["kind"];

/** The page's answer to a list: the next page starts after `next`, null at the end. There is no total. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface NewTenant {
  id: string;
  name: string;
  /** The first member, when nobody is signed in. */
  owner?: { name: string; email: string; password: string; language: Language };
}

/**
 * @param code of the second factor, or a recovery code, once `second-factor-required` has asked for it
 * @throws ApiProblem 401 `wrong-credentials`, `second-factor-required`, `wrong-code`, 429 `too-many-attempts`
 */
export function signIn(credentials: Credentials, code?: string): Promise<Session> {
  return call("/session", { method: "POST", body: { ...credentials, code }, onSignedOut: "refuse" });
}

/** An e-mail or a mobile number with the password, or a mobile number with the code that was sent to it. */
export type Credentials = ({ email: string } | { mobile: string }) & ({ password: string } | { smsCode: string });

/** Always accepted: the answer does not tell whether the number is somebody's. @throws ApiProblem 429 within a minute of the last */
export function askForSignInCode(mobile: string): Promise<void> {
  return call("/session/codes", { method: "POST", body: { mobile }, onSignedOut: "refuse" });
}

/** Whether codes go out by SMS here. */
export async function readSignInWays(): Promise<{ sms: boolean }> {
  return call("/session/ways", { onSignedOut: "refuse" });
}

export function readReach(): Promise<Reach> {
  return call("/me/reach");
}

/** @throws ApiProblem 422 where one cannot be reached so */
export function changeReach(edit: { lettersBy?: Reach["lettersBy"]; wecomId?: string | null }): Promise<Reach> {
  return call("/me/reach", { method: "PUT", body: edit });
}

/** Sends the number a code. @throws ApiProblem 422 when password or number is wrong, 429 */
export function startMobile(mobile: string, password: string): Promise<void> {
  return call("/me/mobile", { method: "POST", body: { mobile, password } });
}

/** @throws ApiProblem 422 when the code is wrong, 409 `mobile-taken` */
export function confirmMobile(code: string): Promise<Reach> {
  return call("/me/mobile/confirmation", { method: "POST", body: { code } });
}

/** @throws ApiProblem 422 when the password is wrong */
export function removeMobile(password: string): Promise<void> {
  return call("/me/mobile/removal", { method: "POST", body: { password } });
}

export function signOut(): Promise<void> {
  return call("/session", { method: "DELETE", onSignedOut: "refuse" });
}

/** Who is there: null when nobody is signed in. A session that only needs renewing is renewed. @throws ApiProblem `unreachable` */
export function readSession(): Promise<Session> {
  return call("/session");
}

export async function readMe(): Promise<Me> {
  return call("/me");
}

/** @param version of the Me that was edited @throws ApiProblem 412 `stale`, 422 */
export async function changeMe(version: number, change: { name?: string; language?: Language }): Promise<Me> {
  return (await callWithHeaders<Me>("/me", { method: "PATCH", body: change, version })).body;
}

/** Ends the other sessions. @throws ApiProblem 401 or 422 when `current` is wrong, 422 when `password` is too weak */
export function changePassword(current: string, password: string): Promise<void> {
  return call("/me/password", { method: "PUT", body: { current, password } });
}

export function readSecondFactor(): Promise<SecondFactor> {
  return call("/me/second-factor");
}

/** The secret is answered once. @throws ApiProblem 422 when the password is wrong, 409 `wrong-state` when it is on already */
export function startSecondFactor(password: string): Promise<SecondFactorSecret> {
  return call("/me/second-factor", { method: "POST", body: { password } });
}

/** @returns ten recovery codes, once @throws ApiProblem 422 when the code is wrong */
export async function confirmSecondFactor(code: string): Promise<string[]> {
  return (await call<RecoveryCodes>("/me/second-factor/confirmation", { method: "POST", body: { code } })).recoveryCodes;
}

/** What takes a second factor away, or its recovery codes: the password, and a code or recovery code. */
export interface FactorProof {
  password: string;
  code: string;
}

/** @returns ten new recovery codes, once @throws ApiProblem 422 */
export async function renewRecoveryCodes(proof: FactorProof): Promise<string[]> {
  return (await call<RecoveryCodes>("/me/second-factor/recovery-codes", { method: "POST", body: proof })).recoveryCodes;
}

/** @throws ApiProblem 422 */
export function removeSecondFactor(proof: FactorProof): Promise<void> {
  return call("/me/second-factor/removal", { method: "POST", body: proof });
}

export function listSessions(after: string | null = null): Promise<Page<OpenSession>> {
  return call("/me/sessions", { query: { after } });
}

export function endSession(id: string): Promise<void> {
  return call(`/me/sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Always accepted: the answer does not tell whether there is such an account. */
export function askForReset(login: { email: string } | { mobile: string }): Promise<void> {
  return call("/password-resets", { method: "POST", body: login, onSignedOut: "refuse" });
}

/** @throws ApiProblem 401 `wrong-sms-code`, 422 when the password is too weak, 429 */
export function completeResetBySms(mobile: string, smsCode: string, password: string): Promise<void> {
  return call("/password-resets/completion", { method: "POST", body: { mobile, smsCode, password }, onSignedOut: "refuse" });
}

/** @throws ApiProblem when the link was used or is too old, 422 when the password is too weak */
export function completeReset(token: string, password: string): Promise<void> {
  return call("/password-resets/completion", { method: "POST", body: { token, password }, onSignedOut: "refuse" });
}

/** @throws ApiProblem 404 when the link was used, withdrawn or is too old */
export function lookUpInvitation(token: string): Promise<InvitationSeen> {
  return call("/invitations/lookup", { method: "POST", body: { token }, onSignedOut: "refuse" });
}

/** A new user gives name and password; an existing one must be signed in. @throws ApiProblem 401 `sign-in-first` */
export function acceptInvitation(acceptance: { token: string; name?: string; password?: string; language?: Language }): Promise<Session> {
  return call("/invitations/acceptance", { method: "POST", body: acceptance, onSignedOut: "refuse" });
}

/** Makes an agency or a developer with its first owner. @throws ApiProblem 409 `id-taken`, `email-taken`, 422 */
export function signUp(kind: TenantKind, tenant: NewTenant): Promise<{ id: string; name: string; kind: TenantKind }> {
  return call(kind === "agency" ? "/agencies" : "/developers", { method: "POST", body: tenant });
}
