import type { FormFinding } from "../../api/forms";
import type { Language } from "../../api/session";
import type { Convert, Draft } from "./draft";

/** What every section of the builder works with. */
export interface BuilderPart {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** The language whose words are being written, and in which the page is shown. */
  language: Language;
  convert: Convert | null;
  /** Somebody has begun to write: what makes simplified Chinese is fetched. */
  wantConverter: () => void;
  /** What was refused, by field: `fields.0.label.en`. */
  errors: Record<string, string>;
  findings: FormFinding[];
}
