import { plan2008Window } from "../../src/campaigns/templates/plan-2008";
import type { PolicyTerms } from "../../src/policies/contract";
import type { SpecialPrice } from "../../src/policies/quoting/contract";
import type { GroupRows } from "../../src/settlement/facts";
import { boughtByKeyPerson } from "../../src/settlement/supplements/chapters/rules";
import { addDays } from "../../src/time/business-day";
import { type Amended, idOf, type Special, type Story, type Typed } from "./stories";
import type { Engaged } from "./together";

type EngagementRow = GroupRows["engagements"][number];
type DealRow = GroupRows["deals"][number];
type Recognised = GroupRows["recognitions"][number];
type Line = GroupRows["lines"][number];

/** The engagement of stories that tell of none: its key person was met before anything is typed, and stays. */
const onlyOne: Engaged = {
  category: "chamber",
  visitedOn: "2008-05-16",
  isConfirmed: true,
  person: "chairman",
  change: null,
  isMistaken: false,
};
const engagementOf = (at: number) => `e-${at}`;

/** What is known of some stories, as facts of what counts together are recorded of them without a database. */
export function recording(terms: PolicyTerms[], stories: Story[], today: string, engaged: Engaged[] = [onlyOne]) {
  const engagements = engaged.map(
    ({ category }, at): EngagementRow => ({ id: engagementOf(at), category, credential: null, settledOn: null, firstVisitOn: null }),
  );
  const recognitions: Recognised[] = [];
  const deals = stories.map((told, at) => subscribedBy(told, at, `v${at % terms.length}`, engaged));
  /** A special price for an engagement is asked for before anything moves a home to another. */
  const askedIn = deals.map(({ engagementId }) => engagementId);
  const isSubscribed = stories.map(({ beside }) => beside === undefined);
  const entries: GroupRows["entries"][number][] = [];
  const specials: GroupRows["ownSpecials"][number][] = [];
  const supplements: GroupRows["supplements"][number][] = [];
  const posted: GroupRows["rewards"][number][] = [];
  /** What stands in the books now, whether it is settled, and the day. */
  const state = { lines: [] as Line[], settledOn: null as string | null, on: today };
  const group = { rootId: "r", version: 1, settledVersion: 0, lapsesOn: null, campaignId: "c", campaignName: "c", zone: "Asia/Shanghai" };
  const known = () =>
    deals.flatMap((deal, at): DealRow[] => {
      const buyer = buyers[at];
      if (!isSubscribed[at]) return [];

      return [buyer === undefined ? deal : { ...deal, isOwnPurchase: boughtByKeyPerson(recognitions, deal, [buyer]) }];
    });
  /** Who buys now, where that is told. */
  const buyers = stories.map(({ beside }) => beside?.buyer);
  const rows = (): GroupRows => ({
    group: { ...group, ...plan2008Window, readAt: Date.parse(`${state.on}T04:00:00Z`) },
    engagements: engagements.map((one) => ({ ...one, settledOn: state.settledOn })),
    deals: known(),
    versions: terms.map((one, at) => ({ id: `v${at}`, terms: one })),
    recognitions,
    entries,
    lines: state.lines,
    rewards: posted,
    ownSpecials: specials.filter(({ dealId }) => dealId !== null),
    sharedSpecials: specials.filter(({ dealId }) => dealId === null),
    supplements,
  });

  const record = ({ at, step, of }: Typed) => {
    if (of === "engagement") recordOfEngagement(at, step);
    else recordOfDeal(at, step);
  };
  const recordOfEngagement = (at: number, step: Typed["step"]) => {
    const told = engaged[at];
    const engagement = engagements[at];
    if (!told || !engagement) return;
    const { visitedOn, person, change } = told;
    const engagementId = engagement.id;
    const own = () => recognitions.filter((one) => one.engagementId === engagementId);
    const recognise = (personId: string, from: string) => {
      const last = own().at(-1);
      if (last) last.until = from;
      recognitions.push({ engagementId, personId, from, until: null });
    };
    if (step === "visit") recognise(person, visitedOn);
    if (step === "meet wrongly") recognise("mistaken", visitedOn);
    if (step === "correct") Object.assign(own()[0] ?? {}, { personId: person });
    if (step === "confirm visit") engagement.firstVisitOn = visitedOn;
    if (!change) return;
    const changedOn = addDays(visitedOn, change.after);
    if (step === "change") recognise(change.to, changedOn);
    if (step === "change back") recognise(person, addDays(changedOn, change.backAfter ?? 0));
  };
  const recordOfDeal = (at: number, step: Typed["step"]) => {
    const deal = deals[at];
    const told = stories[at];
    if (!deal || !told) return;
    const { signedOn, beside } = told;
    const ofItem = { dealId: deal.id, item: "first-instalment" as const };
    const money = { ...ofItem, amountFen: 100_000_00, onDay: addDays(signedOn, told.paidAfter) };
    const brought = supplements.find(({ dealId, change }) => dealId === deal.id && bringsOutsider(change));
    // A proof was handed in by who bought at first, whenever it is checked.
    if (step === "prove" && brought) brought.wasMember = true;
    if (step === "prove" && !brought) deal.isMember = true;
    if (step === "prove credential" && brought) brought.hadCredential = true;
    if (step === "prove credential" && !brought) deal.credential = deal.claimedCredential;
    if (step === "prove anew" && brought) deal.isMember = true;
    if (step === "subscribe") isSubscribed[at] = true;
    if (step === "extend") deal.extendedTo = addDays(deal.subscribedOn, beside?.extendedBy ?? 0);
    if (step === "supplement" && told.supplement) amend(at, deal, addDays(signedOn, told.supplement.after), told.supplement);
    if (step === "amend again" && beside?.again)
      amend(at, deal, addDays(signedOn, (told.supplement?.after ?? 0) + beside.again.after), beside.again);
    const contract = step === "sign" ? told : step === "sign wrongly" ? told.mistyped : null;
    if (contract)
      Object.assign(deal, { signedOn: contract.signedOn, contractPriceFen: contract.contractPriceFen, isSigningConfirmed: true });
    // As `unsigning` writes it: the lines are withdrawn with the fact.
    if (step === "take back") {
      Object.assign(deal, { signedOn: null, contractPriceFen: null, isSigningConfirmed: false });
      state.lines = state.lines.filter(({ dealId }) => dealId !== deal.id);
    }
    if (step === "due" && beside?.hasDue !== false) entries.push({ ...money, kind: "due" });
    if (step === "pay") entries.push({ ...money, ...(beside ? { amountFen: 60_000_00 } : {}), kind: "receipt" });
    if (step === "pay rest" && beside) {
      const restFen = beside.hasDue ? 40_000_00 : told.contractPriceFen - 60_000_00;
      entries.push({ ...money, kind: "receipt", amountFen: restFen, onDay: addDays(signedOn, beside.restAfter) });
    }
    if (step === "refund" && beside)
      entries.push({ ...money, kind: "refund", amountFen: 10_000_00, onDay: addDays(signedOn, beside.refundAfter ?? 0) });
    if (step === "approve" && told.special) specials.push(approvedRow(at, askedIn[at] ?? "", signedOn, told.special));
    if (step === "cancel") deal.cancelledOn = addDays(signedOn, told.cancelledAfter ?? 0);
  };

  const amend = (at: number, deal: DealRow, signedOn: string, { kind, contractPriceFen }: Amended) => {
    const count = supplements.filter(({ dealId }) => dealId === deal.id).length;
    const joined = engagements[(engagements.findIndex(({ id }) => id === deal.engagementId) + 1) % engagements.length];
    const to: Partial<DealRow> = {
      "payment-method": { paymentMethod: deal.paymentMethod === "mortgage" ? "lump-sum" : "mortgage", contractPriceFen },
      price: { contractPriceFen },
      outsider: { isMember: false, credential: null },
      family: {},
      unit: { building: "2棟", unitNumber: "P-1", product: "parking", listPriceFen: 440_000_00, contractPriceFen },
      area: { areaCentiSqm: 12_800, listPriceFen: 438_000_00, contractPriceFen },
      engagement: { engagementId: joined?.id ?? deal.engagementId },
    }[kind];
    const fields = Object.entries(to).map(([field, value]) => ({ field, from: deal[field as keyof DealRow], to: value }));
    const isOfName = kind === "outsider" || kind === "family";
    const buyer = buyers[at];
    supplements.push({
      id: `supplement-${deal.id}-${count}`,
      dealId: deal.id,
      kind: isOfName ? "name" : kind === "area" ? "measured-area" : kind,
      signedOn,
      documentNumber: "BC-1",
      change: isOfName
        ? [
            { field: "isFamily", to: kind === "family" },
            ...(buyer === undefined ? [] : [{ field: "buyers", from: [buyer], to: ["taker"] }]),
          ]
        : fields,
      wasMember: deal.isMember,
      hadCredential: deal.credential !== null,
    });
    Object.assign(deal, to);
    if (isOfName && buyer !== undefined) buyers[at] = "taker";
    if (kind === "engagement") Object.assign(deal, { category: joined?.category ?? deal.category, referrerId: null, referredOn: null });
  };

  if (engaged[0] === onlyOne) for (const step of ["visit", "confirm visit"] as const) recordOfEngagement(0, step);

  return { deals, posted, state, rows, record };
}

const bringsOutsider = (change: GroupRows["supplements"][number]["change"]) =>
  change.some(({ field, to }) => field === "isFamily" && to === false);

function subscribedBy({ signedOn, heldFor, isReferred, isOwn, beside }: Story, at: number, version: string, engaged: Engaged[]): DealRow {
  const place = (beside?.engagement ?? 0) % engaged.length;
  const engagement = engaged[place];
  const subscribedOn = addDays(signedOn, -heldFor);
  const alone = isReferred ? { referrerId: "chairman", referredOn: "2008-05-20" } : { referrerId: null, referredOn: null };
  const referral = beside?.referral;
  const told = referral && { referrerId: referral.by ?? engagement?.person ?? null, referredOn: addDays(subscribedOn, -referral.before) };

  return {
    id: idOf(at),
    engagementId: engagementOf(place),
    unitNumber: idOf(at),
    building: "1棟",
    product: "residence",
    areaCentiSqm: 13_000,
    listPriceFen: 442_000_00,
    policyVersionId: version,
    category: engagement?.category ?? null,
    paymentMethod: "lump-sum",
    subscribedOn,
    signedOn: null,
    cancelledOn: null,
    extendedTo: null,
    contractPriceFen: null,
    isSigningConfirmed: false,
    credential: null,
    claimedCredential: beside?.credential ? "teacher" : null,
    isMember: false,
    isOwnPurchase: isOwn,
    ...(beside ? (told ?? { referrerId: null, referredOn: null }) : alone),
  };
}

/** Its number is that of the request, whenever it was approved. */
function approvedRow(at: number, askedIn: string, signedOn: string, told: Special): GroupRows["ownSpecials"][number] {
  const { forAll, payableBps, table, replacesGroup, counts, approvedAfter, validFor } = told;
  const approvedOn = addDays(signedOn, approvedAfter);
  const commitment = table?.commitment ?? null;
  const tabled: SpecialPrice["effect"] = {
    kind: "tiers",
    tiers: [
      { fromUnits: 2, payableBps: 9850 },
      { fromUnits: 4, payableBps: 9600 },
    ],
    commitment: commitment && {
      units: commitment.units,
      by: addDays(signedOn, commitment.byAfter),
      fallback: commitment.hasFallback ? { kind: "rate", payableBps } : null,
    },
  };
  const isTabled = forAll && table !== null;

  return {
    id: `special-${at}`,
    number: at + 1,
    dealId: forAll ? null : idOf(at),
    engagementId: forAll ? askedIn : null,
    terms: {
      effect: isTabled ? tabled : { kind: "rate", payableBps },
      replacesGroup,
      floorBps: null,
      counts: counts || isTabled,
      validUntil: addDays(signedOn, validFor),
    },
    counterTerms: null,
    approvedAt: Date.parse(`${approvedOn}T04:00:00Z`),
  };
}
