import * as z from "zod";
import { Catalogue, Code } from "../../campaigns/catalogue/contract";
import { SampleHome } from "../../campaigns/contract";
import { paragraph } from "../../http/text";
import { BusinessDay } from "../../time/contract";
import { Change } from "../comparing/contract";
import { PolicyTerms } from "../contract";
import { PriceListTable } from "../quoting/contract";

/**
 * Sends a version to who decides. A note and a file can go with it to a linked developer; where the agency's finance
 * records the yes, the paper comes with the record (`with-the-record`).
 */
export const PolicySubmission = z
  .strictObject({ note: paragraph(2000).optional(), documentId: z.string().min(1).max(64).optional() })
  .meta({ id: "PolicySubmission" });
export type PolicySubmission = z.infer<typeof PolicySubmission>;

/** Two versions of a campaign, in sentences: what `after` changes of `before`. */
export const PolicyComparison = z
  .strictObject({
    /** The version compared with. */
    before: z.strictObject({ id: z.string(), number: z.int().min(1) }),
    after: z.strictObject({ id: z.string(), number: z.int().min(1) }),
    items: z.array(Change),
  })
  .meta({ id: "PolicyComparison" });
export type PolicyComparison = z.infer<typeof PolicyComparison>;

/** What the campaign's sample home costs under a version, by payment method and number of counted units. */
export const SamplePrices = z
  .strictObject({
    home: SampleHome,
    /** The category of account that the prices are for. */
    category: Code,
    /** The subscription day that they are for: the version's first in the campaign's window. */
    on: BusinessDay,
    tables: z.array(PriceListTable),
  })
  .meta({ id: "SamplePrices" });
export type SamplePrices = z.infer<typeof SamplePrices>;

/** One term in words: whom or what it concerns, under what condition, what it gives; `aside` says the value once more. */
export const TermLine = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    detail: z.string().nullable(),
    value: z.string(),
    aside: z.string().nullable(),
  })
  .meta({ id: "TermLine" });
export type TermLine = z.infer<typeof TermLine>;

/** Terms that belong together; `none` stands in place of the lines where the version has none. */
export const TermSection = z
  .strictObject({ id: z.string(), title: z.string(), note: z.string().nullable(), lines: z.array(TermLine), none: z.string() })
  .meta({ id: "TermSection" });
export type TermSection = z.infer<typeof TermSection>;

/** What somebody who decides on a version is shown of it. */
export const PolicyToDecide = z
  .strictObject({
    versionId: z.string(),
    number: z.int().min(1),
    effectiveFrom: BusinessDay,
    terms: PolicyTerms,
    /** The same in words. */
    sections: z.array(TermSection),
    catalogue: Catalogue,
    /** The campaign's window. */
    startsOn: BusinessDay,
    endsOn: BusinessDay,
    /** Against the version that would be in force on its effective-from day without it; null where there is none. */
    comparison: PolicyComparison.nullable(),
    /** Null where the campaign has no sample home, no category or no payment method. */
    samplePrices: SamplePrices.nullable(),
  })
  .meta({ id: "PolicyToDecide" });
export type PolicyToDecide = z.infer<typeof PolicyToDecide>;
