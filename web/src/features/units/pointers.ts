import { ApiProblem, type FieldProblem } from "../../api/problem";

/** What the API says of one row of those it was sent: `/units/3/number`. */
export interface RowFault {
  row: number;
  /** The field's name; empty where the row as a whole is meant. */
  field: string;
  detail: string;
}

/** The faults of rows that a refusal names; null where it is about something else. */
export function rowFaults(error: unknown): RowFault[] | null {
  if (!(error instanceof ApiProblem)) return null;
  const faults = error.errors.flatMap(({ pointer, detail }) => {
    const [, row, field = ""] = /^\/units\/(\d+)(?:\/(\w+))?$/.exec(pointer) ?? [];
    return row === undefined ? [] : [{ row: Number(row), field, detail }];
  });
  return faults.length > 0 && faults.length === error.errors.length ? faults : null;
}

/** A form of one unit names its fields without the row. */
export async function inForm<Answer>(sending: Promise<Answer>): Promise<Answer> {
  try {
    return await sending;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const errors: FieldProblem[] = error.errors.map((one) => ({ ...one, pointer: one.pointer.replace(/^\/units\/0\//, "/") }));
    throw new ApiProblem({
      type: error.type,
      code: error.code,
      status: error.status,
      detail: error.detail,
      errors,
      requestId: error.requestId,
    });
  }
}
