import type { ProblemCode } from "../../../src/http/problem";

/** One thing wrong with a request: `pointer` is a JSON pointer into its body, `detail` is in the caller's language. */
export interface FieldProblem {
  pointer: string;
  code: string;
  detail: string;
}

/** What RFC 9457 problems of the API carry, and the two codes that arise here: nothing came back, or nothing readable. */
export interface ProblemBody {
  type: string;
  code: string;
  status: number;
  detail: string;
  errors: FieldProblem[];
  requestId: string | null;
  /** The API's path of what there is already, where it may be told. */
  location?: string | null;
}

/** A refusal of the API. Screens switch on `code`, never on words; `detail` may be shown, it is in the user's language. */
export class ApiProblem extends Error implements ProblemBody {
  readonly type: string;
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly requestId: string | null;
  readonly location: string | null;

  constructor(body: ProblemBody) {
    super(body.code);
    this.name = "ApiProblem";
    this.type = body.type;
    this.code = body.code;
    this.status = body.status;
    this.detail = body.detail;
    this.errors = body.errors;
    this.requestId = body.requestId;
    this.location = body.location ?? null;
  }
}

/** The request did not reach the server or its answer did not reach us; a write may have happened. Status 0. */
export const UNREACHABLE = "unreachable";

/** That no answer came, or none of use. */
export function noAnswer(status = 0): ApiProblem {
  return new ApiProblem({ type: `/problems/${UNREACHABLE}`, code: UNREACHABLE, status, detail: "", errors: [], requestId: null });
}

/** Is it a refusal of the API, and one of these? */
export function isProblem(error: unknown, ...codes: (ProblemCode | typeof UNREACHABLE)[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.some((code) => code === error.code));
}

/** Reads a refused answer; one without a readable problem becomes code `unreadable` with its status. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const requestId = response.headers.get("X-Request-Id");
  const body = (await response.json().catch(() => null)) as Partial<ProblemBody> | null;
  const code = body?.code ?? body?.type?.replace("/problems/", "") ?? "unreadable";

  return new ApiProblem({
    type: body?.type ?? `/problems/${code}`,
    code,
    status: response.status,
    detail: body?.detail ?? "",
    errors: body?.errors ?? [],
    requestId: body?.requestId ?? requestId,
    location: response.headers.get("Location"),
  });
}
