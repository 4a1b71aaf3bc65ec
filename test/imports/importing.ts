import type { Import, ImportRow, Mapping } from "../../src/imports/contract";
import type { AgencyRole } from "../../src/tenancy/roles";
import { type Answer, as, type Person, type Tenant } from "../support/kit";

export interface Refused {
  code: string;
  errors?: { pointer: string; code: string }[];
}

/** Rows of a list of accounts as they are sent: name, parent, contact, post, phone. */
export type Cells = [name: string, parent?: string, contact?: string, post?: string, phone?: string];

const fields = ["name", "parent", "contact", "post", "phone"] as const;
export const mapping: Mapping = fields.map((field, column) => ({ field, column, header: field }));
export const sha = (sign: string) => sign.repeat(64);

export const pathOf = (agency: Tenant<AgencyRole>) => `/api/v1/agencies/${agency.id}/imports`;

export const begin = (agency: Tenant<AgencyRole>, person: Person, total: number, fileName = "單位.xlsx"): Promise<Answer<Import>> =>
  as(person).post<Import>(pathOf(agency), { kind: "accounts", total, fileName, digest: sha("a"), signature: sha("b"), mapping });

const valuesOf = (cells: Cells) => Object.fromEntries(cells.flatMap((text, at) => (text ? [[fields[at] ?? "", text]] : [])));

export const chunkOf = (rows: Cells[], from = 0) => ({ rows: rows.map((cells, at) => ({ row: from + at + 2, values: valuesOf(cells) })) });

/** Begins, sends everything and looks through it. */
export async function checked(agency: Tenant<AgencyRole>, person: Person, rows: Cells[]): Promise<Import> {
  const begun = await begin(agency, person, rows.length);
  for (let at = 0; at * 500 < rows.length; at += 1) {
    const sent = await as(person).put<Import>(
      `${pathOf(agency)}/${begun.body.id}/chunks/${at}`,
      chunkOf(rows.slice(at * 500, (at + 1) * 500), at * 500),
    );
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  }
  const answer = await as(person).post<Import>(`${pathOf(agency)}/${begun.body.id}/check`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));

  return answer.body;
}

export const step = (
  agency: Tenant<AgencyRole>,
  person: Person,
  { id, version }: Import,
  which: "commit" | "undoing",
): Promise<Answer<Import & Refused>> =>
  as(person).post<Import & Refused>(`${pathOf(agency)}/${id}/${which}`, undefined, { ifMatch: version });

export const report = async (agency: Tenant<AgencyRole>, person: Person, { id }: Import, query = ""): Promise<ImportRow[]> =>
  (await as(person).get<{ items: ImportRow[] }>(`${pathOf(agency)}/${id}/rows${query}`)).body.items;
