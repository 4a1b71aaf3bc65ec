import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Every refusal we make on purpose, by its stable code. The words stand in `i18n`, under `problem.<code>`. */
const STATUS = {
  unreadable: 400,
  "key-required": 400,
  "not-signed-in": 401,
  "session-ended": 401,
  "wrong-credentials": 401,
  "sign-in-first": 401,
  "second-factor-required": 401,
  "wrong-code": 401,
  "not-permitted": 403,
  "second-factor-needed": 403,
  "cross-site": 403,
  "not-found": 404,
  "already-answered": 409,
  "already-completed": 409,
  "already-decided": 409,
  "already-signed": 409,
  "agency-moved": 409,
  "append-only": 409,
  "approval-pending": 409,
  "code-in-use": 409,
  backdated: 409,
  "contract-number-taken": 409,
  "deal-cancelled": 409,
  "developer-confirms": 409,
  "earnest-document-taken": 409,
  "engagement-exists": 409,
  "engagement-settled": 409,
  "first-visit-known": 409,
  "key-person-known": 409,
  "no-key-person": 409,
  "not-confirmed": 409,
  "due-above-price": 409,
  "receipt-above-price": 409,
  "referral-exists": 409,
  "referral-too-late": 409,
  "referral-used": 409,
  "refund-above-receipts": 409,
  "refund-leaves-owing": 409,
  "unit-taken": 409,
  "cancelled-before-signed": 409,
  "contract-above-list": 409,
  "contract-below-receipts": 409,
  "signing-confirmed": 409,
  "has-supplements": 409,
  "differences-final": 409,
  "deal-reward-claimed": 409,
  "signed-before-subscribed": 409,
  "settled-too-early": 409,
  "line-not-final": 409,
  "nothing-to-claim": 409,
  "rewards-held": 409,
  "recipient-held": 409,
  "above-yearly-limit": 409,
  "claim-outdated": 409,
  "still-settling": 409,
  "not-own-deal": 409,
  "already-claimed": 409,
  "supplement-too-early": 409,
  "supplement-out-of-order": 409,
  "supplement-changes-nothing": 409,
  "document-number-taken": 409,
  "measured-area-implausible": 409,
  "measured-price-implausible": 409,
  "proof-expired": 409,
  "special-pending": 409,
  "benefits-open": 409,
  "no-group-discount": 409,
  "person-has-home": 409,
  "write-off-pending": 409,
  "correction-pending": 409,
  "correction-too-late": 409,
  "reward-claimed": 409,
  "write-off-above-open": 409,
  conflict: 409,
  "contact-exists": 409,
  "campaign-not-open": 409,
  "capacity-below-taken": 409,
  "email-taken": 409,
  "file-in-use": 409,
  "findings-open": 409,
  "form-registered": 409,
  "group-in-use": 409,
  "id-taken": 409,
  "import-chunk-differs": 409,
  "import-empty": 409,
  "import-expired": 409,
  "import-incomplete": 409,
  "import-outdated": 409,
  "import-used": 409,
  "invitation-closed": 409,
  "receipt-closed": 409,
  "deals-from-that-day": 409,
  "subscribed-after-end": 409,
  "completed-before-signed": 409,
  "not-paid-up": 409,
  "not-signed": 409,
  "already-member": 409,
  "key-reused": 409,
  "last-owner": 409,
  "own-role": 409,
  "own-second-factor": 409,
  "second-factor-elsewhere": 409,
  "slot-booked": 409,
  "slot-exists": 409,
  "tag-taken": 409,
  "tag-used": 409,
  "link-exists": 409,
  "link-decided": 409,
  "maker-is-checker": 409,
  "membership-limit": 409,
  "name-taken": 409,
  "no-policy-in-force": 409,
  "parent-has-parent": 409,
  "person-erased": 409,
  "project-linked": 409,
  "published-is-immutable": 409,
  "reset-closed": 409,
  "resent-enough": 409,
  "unit-allocated": 409,
  "unit-exists": 409,
  "unit-in-deals": 409,
  "unit-sold": 409,
  "version-not-draft": 409,
  "wrong-state": 409,
  stale: 412,
  "too-large": 413,
  "wrong-content-type": 415,
  "wrong-file-type": 415,
  invalid: 422,
  "if-match-required": 422,
  "unknown-reference": 422,
  "too-many-attempts": 429,
  internal: 500,
} as const satisfies Record<string, ContentfulStatusCode>;

export type ProblemCode = keyof typeof STATUS;

/** One invalid place: `pointer` is a JSON pointer into the body, or `?name`, `/{name}` for query and path. */
export interface FieldProblem {
  pointer: string;
  code: string;
  params?: Record<string, string | number>;
}

/** The one refusal. Thrown where a request ends; answered once, in `answerProblem`. */
export class Problem extends Error {
  readonly status: ContentfulStatusCode;

  constructor(
    readonly code: ProblemCode,
    readonly errors: FieldProblem[] = [],
    readonly headers: Record<string, string> = {},
  ) {
    super(code);
    this.status = STATUS[code];
  }
}

export const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(STATUS, code);
export const problemStatus = (code: ProblemCode): ContentfulStatusCode => STATUS[code];
export const problemCodes = Object.keys(STATUS) as ProblemCode[];

/** One field is wrong, in a way no schema can see. */
export const invalidField = (pointer: string, code: string, params?: FieldProblem["params"]) =>
  new Problem("invalid", [params ? { pointer, code, params } : { pointer, code }]);
