import { type SQL, sql } from "drizzle-orm";
import { declaredDemands } from "./accounts/demands/schema";
import { keyPersonCorrections } from "./accounts/engagements/correcting/schema";
import { engagements, firstVisits, recognitions, referrals } from "./accounts/engagements/schema";
import { accounts, contacts } from "./accounts/schema";
import { campaigns } from "./campaigns/schema";
import { dealLedger, deals, parties, proofs, supplements } from "./deals/schema";
import { files } from "./files/schema";
import { newRouter } from "./http/router";
import { leadHoldings, leadsGo } from "./leads/forgetting/store";
import { holdingSection } from "./people/holding/routes";
import { allThatGoes, type GoesWithPerson, type Holding, holding, papersGo } from "./people/holding/store";
import { shownPersons } from "./people/schema";
import { claims, recipients, rewardEntries } from "./rewards/schema";
import { benefits } from "./settlement/benefits/schema";
import { receipts } from "./settlement/receipts/schema";
import type { AgencyScope } from "./tenancy/agency";

/*
 * What the slices hold on a person, and what of it goes with them: people are below the slices and know none, so both are
 * brought to them here. A table with a reference to `people` that is not in the first list fails a test.
 */

type Within = { campaignId: SQL | { name: string } };

const campaign = (row: Within, agency: AgencyScope) => {
  const named = agency.from(campaigns, "of_campaign");
  return sql<string>`(select ${named.name} from ${named} where ${named.id} = ${row.campaignId})`;
};
const inCampaign = (row: Within, agency: AgencyScope) => ({ campaign: campaign(row, agency) });
/** The campaign and the account of what stands at an engagement. */
const atEngagement = (row: Within & { engagementId: SQL | { name: string } }, agency: AgencyScope) => {
  const at = agency.from(engagements, "of_engagement");
  return {
    ...inCampaign(row, agency),
    account: sql<string | null>`(select ${at.accountName} from ${at} where ${at.id} = ${row.engagementId})`,
  };
};
const isAbout = (row: { personId: SQL | { name: string } }, personId: string) => sql`${row.personId} = ${personId}`;
/** Of the homes that the person buys, alone or with others. */
const ofTheirDeals = (row: { dealId: SQL | { name: string } }, personId: string, agency: AgencyScope) =>
  sql`${row.dealId} in ${dealsOf(personId, agency)}`;
const dealsOf = (personId: string, agency: AgencyScope) => {
  const party = agency.from(parties, "bought_by");
  return sql`(select ${party.dealId} from ${party} where ${party.personId} = ${personId})`;
};

const holdings: readonly Holding[] = [
  holding("contacts", contacts, isAbout, ["post", "isListedPost", "createdAt"], (row, agency) => {
    const account = agency.from(accounts, "of_account");
    return { account: sql`(select ${account.name} from ${account} where ${account.id} = ${row.accountId})` };
  }),
  holding("demands", declaredDemands, isAbout, ["product", "units", "declaredOn", "recordedByName", "recordedAt"], atEngagement),
  holding("first-visits", firstVisits, isAbout, ["post", "visitedOn", "reportedByName", "confirmedByName"], atEngagement),
  holding("key-person", recognitions, isAbout, ["post", "fromDay", "untilDay", "reason", "recordedByName", "recordedAt"], atEngagement),
  holding(
    "corrections",
    keyPersonCorrections,
    (row, personId) => sql`(${row.personId} = ${personId} or ${row.wasPersonId} = ${personId})`,
    ["number", "wasPost", "post", "reason", "state", "askedByName", "askedAt", "documentId"],
    atEngagement,
  ),
  holding("referred", referrals, isAbout, ["referredOn", "evidence", "recordedAt", "documentId"], atEngagement),
  holding(
    "referrals",
    referrals,
    (row, personId) => sql`${row.referrerId} = ${personId}`,
    ["referredOn", "evidence", "recordedAt"], // whom they recommended is the others' own
    atEngagement,
  ),
  holding("benefits", benefits, isAbout, ["number", "state", "issuedOn", "expiresOn", "confirmedOn", "documentNumber"], atEngagement),
  holding(
    "deals",
    deals,
    (row, personId, agency) => sql`${row.id} in ${dealsOf(personId, agency)}`,
    [
      ...([
        "id",
        "building",
        "unitNumber",
        "areaCentiSqm",
        "state",
        "paymentMethod",
        "credential",
        "listPriceFen",
        "contractPriceFen",
      ] as const),
      ...(["contractNumber", "subscribedOn", "signedOn", "completedOn", "cancelledOn", "cancelReason", "sellerName"] as const),
    ],
    atEngagement,
  ),
  holding("payments", dealLedger, ofTheirDeals, ["dealId", "kind", "item", "amountFen", "onDay", "state", "documentId"], inCampaign),
  holding("supplements", supplements, ofTheirDeals, ["dealId", "kind", "signedOn", "documentNumber", "documentId"], inCampaign),
  holding("proofs", proofs, ofTheirDeals, ["dealId", "kind", "outcome", "submittedAt", "remark", "documentId"], inCampaign),
  holding("receipts", receipts, ofTheirDeals, ["dealId", "issuedByName", "issuedAt"], inCampaign),
  holding("rewards", rewardEntries, isAbout, ["dealId", "kind", "amountFen", "postedOn", "successOn"], atEngagement),
  holding(
    "claims",
    claims,
    isAbout,
    ["grossFen", "taxFen", "state", "claimedAt", "paidOn", "receiptNumber", "remark", "documentId"],
    atEngagement,
  ),
  holding("recipient", recipients, isAbout, ["status", "decision", "yearlyLimitFen", "reason", "decidedByName", "consentDocumentId"]),
  holding(
    "papers",
    files,
    (row, personId, agency) => {
      const shown = agency.from(shownPersons, "shown_of");
      return sql`${row.id} in (select ${shown.fileId} from ${shown} where ${shown.personId} = ${personId})`;
    },
    ["name", "type", "size", "state", "createdAt"],
    (row) => ({ documentId: sql`${row.id}` }),
  ),
  ...leadHoldings,
];

/** What goes with a person. Vouchers stay, as the law of accounting asks; so does what others are proven by. */
const goesWith: readonly GoesWithPerson[] = [papersGo, leadsGo];

/** Everything of a person that is erased with them, in one batch. */
export const forgotten: GoesWithPerson = (agency, personId) => allThatGoes(agency, personId, goesWith);

export const holdingRoutes = newRouter();
holdingRoutes.route("/", holdingSection(holdings, goesWith));
