import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { Catalogue } from "../../../../../src/campaigns/catalogue/contract";
import { useLanguage, useT } from "../../../i18n/useT";
import { listed } from "../../../lib/format";
import { nameIn } from "../../../lib/names";
import type { Editing, EditingState } from "../editing";
import { isWithin, type PlacedFinding } from "../places";

/** What every part of the editor works with; it stays the same while one types. */
interface Desk {
  change: Editing["change"];
  catalogue: Catalogue;
  /** The project whose homes it prices. */
  project: string;
  /** False where a version is only read: then every field is its value. */
  editable: boolean;
}

/** What was found, to be said where it belongs. */
interface Notes {
  findings: PlacedFinding[];
  refusals: { place: string; detail: string }[];
}

const CurrentDesk = createContext<Desk | null>(null);
const CurrentNotes = createContext<Notes>({ findings: [], refusals: [] });

const NO_REFUSALS: Notes["refusals"] = [];

interface DeskProviderProps extends Desk {
  findings: EditingState["findings"];
  phase: EditingState["phase"];
  children: ReactNode;
}

export function DeskProvider({ change, catalogue, project, editable, findings, phase, children }: DeskProviderProps) {
  const desk = useMemo(() => ({ change, catalogue, project, editable }), [change, catalogue, project, editable]);
  const refusals = phase.name === "refused" ? phase.refusals : NO_REFUSALS;
  const notes = useMemo(() => ({ findings, refusals }), [findings, refusals]);

  return (
    <CurrentDesk value={desk}>
      <CurrentNotes value={notes}>{children}</CurrentNotes>
    </CurrentDesk>
  );
}

export function useDesk(): Desk {
  const desk = useContext(CurrentDesk);
  if (!desk) throw new Error("useDesk outside the policy editor");
  return desk;
}

export function useNotes(): Notes {
  return useContext(CurrentNotes);
}

/** Whether a field is part of something that must be put right: found or refused there, or a remedy would change it. */
export function useIsWrong(place: string): boolean {
  const { findings, refusals } = useNotes();
  return (
    refusals.some((refusal) => refusal.place === place) ||
    findings.some(
      (finding) => finding.severity === "error" && (finding.place === place || finding.remedies.some((remedy) => remedy.place === place)),
    )
  );
}

/** The same of a folded part: whether anything in it must be put right. */
export function useIsWrongWithin(place: string): boolean {
  const { findings, refusals } = useNotes();
  return (
    refusals.some((refusal) => isWithin(refusal.place, place)) ||
    findings.some(({ severity, place: at }) => severity === "error" && isWithin(at, place))
  );
}

type WordList = keyof Catalogue;

/** The campaign's own words, in the language of the page. */
export function useWords() {
  const t = useT();
  const language = useLanguage();
  const { catalogue } = useDesk();

  const word = (list: WordList, code: string) => {
    const entry = catalogue[list].find((candidate) => candidate.code === code);
    return entry ? nameIn(entry.names, language) : code;
  };
  const words = (list: WordList, codes: string[]) =>
    listed(
      codes.map((code) => word(list, code)),
      language,
    );
  /** Up to three by name, then 等 8 類. */
  const who = (list: "categories" | "credentials", codes: string[]) => {
    if (codes.length === 0) return t("policies.nobody");
    if (codes.length <= 3) return words(list, codes);
    return t("policies.whoOf", { names: words(list, codes.slice(0, 3)), n: codes.length });
  };
  return { word, words, who };
}
