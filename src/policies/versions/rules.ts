import type { CampaignDetail } from "../../campaigns/contract";
import type { Language } from "../../i18n/names";
import { priceOfArea } from "../../money/fen";
import { type CheckFinding, check, type KnownHomes } from "../checking/rules";
import type { PolicyDraft, PolicyStatus, PolicyTerms } from "../contract";
import type { Lexicon } from "../wording/rules";
import type { PolicyAct } from "./contract";

/** Terms that take off nothing: where a draft begins that begins at nothing. */
export const plainTerms: PolicyTerms = {
  rounding: "fen",
  floorBps: null,
  pricedProducts: [],
  countedProducts: [],
  regular: [],
  groupTables: [],
  credentialRules: [],
  retroactive: true,
  onDrop: "keep",
  countBasis: "signed",
  signWithinDays: 7,
  rewardRules: [],
};

type Checked = Pick<CampaignDetail, "catalogue" | "sampleHomes" | "startsOn" | "endsOn">;

/**
 * The self-check of a version in its campaign; sums are shown for the campaign's first sample home.
 *
 * @param homes of those that the terms name the project's own; null where no unit was entered, so nothing is known
 */
export function checkIn(campaign: Checked, { terms, effectiveFrom }: PolicyDraft, homes: KnownHomes | null): CheckFinding[] {
  const [home] = campaign.sampleHomes;
  const exampleListPriceFen = home ? priceOfArea(home.areaCentiSqm, home.pricePerSqmFen) : null;

  const { startsOn, endsOn } = campaign;
  return check(terms, campaign.catalogue, { startsOn, endsOn, effectiveFrom, exampleListPriceFen, homes });
}

export const lexiconOf = ({ catalogue }: Pick<Checked, "catalogue">, language: Language): Lexicon => ({ language, catalogue });

const editable: readonly PolicyStatus[] = ["draft", "returned"];

/** A draft is written, and one that came back is written again; what was shown to a decider stands. */
export const mayBeEdited = (status: PolicyStatus) => editable.includes(status);

/** A draft that nobody was ever asked about leaves no trace but its audit row. */
export const mayBeDeleted = (status: PolicyStatus, wasSubmitted: boolean) => status === "draft" && !wasSubmitted;

/** What may be done with a version as it stands; nothing of an archived campaign. */
export function actsOn(
  { status, wasSubmitted, archived }: { status: PolicyStatus; wasSubmitted: boolean; archived: boolean },
  may: (permission: "policy:draft" | "policy:publish") => boolean,
): PolicyAct[] {
  if (archived) return [];
  const acts: (PolicyAct | false)[] = [
    may("policy:draft") && mayBeEdited(status) && "edit",
    may("policy:draft") && mayBeDeleted(status, wasSubmitted) && "delete",
    may("policy:draft") && mayBeEdited(status) && "submit",
    may("policy:draft") && status === "submitted" && "withdraw",
    may("policy:publish") && status === "approved" && "publish",
  ];

  return acts.filter((act) => act !== false);
}
