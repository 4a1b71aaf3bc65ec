import type { FieldChange } from "../../../audit/schema";
import type { Because } from "../../../deals/contract";
import type { DealRow, GroupRows, SupplementRow } from "../../facts";

type Cause = Extract<Because, { kind: "supplement" }>;

/** A deal in a chapter. Where a supplement did not keep which home it changed from, that is not known. */
export type ChapterRow = Omit<DealRow, "building" | "unitNumber"> & { building: string | null; unitNumber: string | null };

/** A deal as it was before each of its supplements, and as it is now. */
export interface Chapters {
  /** One more than there are supplements that changed it. */
  chapters: ChapterRow[];
  /** What ended each chapter but the last. */
  endedBy: Cause[];
  /** The last that brought it to its engagement. It counts there from its signing day, so no chapter ends with it. */
  movedBy: Cause | null;
}

/**
 * Reads a deal back from what it is now, supplement by supplement: they are recorded in the order of their days, and each
 * keeps what it changed.
 *
 * @param recognitions of the group: who of the buyers of a chapter was the key person on the subscription day
 */
export function chaptersOf(deal: DealRow, supplements: SupplementRow[], recognitions: GroupRows["recognitions"]): Chapters {
  const inOrder = supplements.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  const changing = inOrder.filter(({ kind }) => kind !== "engagement");
  const chapters: ChapterRow[] = [deal];
  for (const supplement of changing.toReversed()) {
    chapters.unshift(before(chapters[0] as ChapterRow, supplement, recognitions));
  }
  const moves = inOrder.filter(({ kind }) => kind === "engagement").map(causeOf);

  return { chapters, endedBy: changing.map(causeOf), movedBy: moves.at(-1) ?? null };
}

function before(after: ChapterRow, supplement: SupplementRow, recognitions: GroupRows["recognitions"]): ChapterRow {
  const { change, kind, wasMember, hadCredential } = supplement;
  const was = <T>(field: keyof DealRow, now: T): T => {
    const found = change.find((one) => one.field === field);
    return found ? (found.from as T) : now;
  };
  const home = {
    building: was("building", kind === "unit" ? null : after.building),
    unitNumber: was("unitNumber", kind === "unit" ? null : after.unitNumber),
    product: was("product", after.product),
    areaCentiSqm: was("areaCentiSqm", after.areaCentiSqm),
    listPriceFen: was("listPriceFen", after.listPriceFen),
    paymentMethod: was("paymentMethod", after.paymentMethod),
    contractPriceFen: was("contractPriceFen", after.contractPriceFen),
  };
  if (kind !== "name") return { ...after, ...home };
  const buyers = (change.find(({ field }) => field === "buyers")?.from ?? []) as string[];

  return {
    ...after,
    isOwnPurchase: boughtByKeyPerson(recognitions, after, buyers),
    ...(bringsOutsiders(change) ? { isMember: wasMember, credential: hadCredential ? after.claimedCredential : null } : {}),
  };
}

/** Whether one of the buyers was the key person on the subscription day, whatever changed later. */
export function boughtByKeyPerson(
  recognitions: GroupRows["recognitions"],
  { engagementId, subscribedOn }: Pick<DealRow, "engagementId" | "subscribedOn">,
  buyers: string[],
): boolean {
  return recognitions.some(
    (known) =>
      known.engagementId === engagementId &&
      known.from <= subscribedOn &&
      (known.until === null || known.until > subscribedOn) &&
      buyers.includes(known.personId),
  );
}

const bringsOutsiders = (change: FieldChange[]) => change.some(({ field, to }) => field === "isFamily" && to === false);

const causeOf = ({ id, kind, documentNumber, signedOn }: SupplementRow): Cause => ({
  kind: "supplement",
  supplementId: id,
  change: kind,
  documentNumber,
  day: signedOn,
});

/** Ids rise with the time of recording: of one day the later paper comes later. */
const placeOf = ({ signedOn, id }: SupplementRow) => `${signedOn} ${id}`;
