import type { Bulk, BulkPreview, Lead } from "../../../api/leads";

type Act = Bulk["act"];
export type BulkKind = Act["kind"];

/** An act on the leads as they were seen. */
export const bulkOf = (leads: readonly Lead[], act: Act): Bulk => ({ leads: leads.map(({ id, version }) => ({ id, version })), act });

/** What is refused, by why: how many, and of whom the first. */
export function refusedBy(preview: BulkPreview): { code: BulkPreview["refused"][number]["code"]; ids: string[] }[] {
  const codes = [...new Set(preview.refused.map(({ code }) => code))];
  return codes.map((code) => ({ code, ids: preview.refused.flatMap((refused) => (refused.code === code ? [refused.id] : [])) }));
}
