import * as z from "zod";

/** What the self-check can find. Errors stop a version from being submitted, warnings do not. */
export const FindingCode = z.enum([
  "unknown-code",
  "tier-rises",
  "combination-below-floor",
  "reward-without-success",
  "step-outside-campaign",
  "step-before-version",
  "effective-outside-campaign",
  "tier-unreachable",
  "category-without-rule",
  "windows-overlap",
  "dates-outside-campaign",
  "amount-held-at-floor",
  "exclusion-alone",
  "exclusion-apart",
  "products-not-named",
  "step-without-product",
  "building-unknown",
  "units-unknown",
  "units-excluded",
  "reward-not-rising",
  "reward-held",
  "unsigned-keeps-tier",
  "own-below-first-tier",
]);
export type FindingCode = z.infer<typeof FindingCode>;

/** One change that removes a finding: the value to put at a place of the draft. */
export const Remedy = z
  .strictObject({ label: z.string(), patch: z.strictObject({ pointer: z.string(), value: z.int() }) })
  .meta({ id: "Remedy" });
export type Remedy = z.infer<typeof Remedy>;

/** `pointer` is a JSON pointer into the terms, `/effectiveFrom` for the day of the version itself; `detail` is one sentence. */
export const Finding = z
  .strictObject({
    severity: z.enum(["error", "warning"]),
    code: FindingCode,
    pointer: z.string(),
    detail: z.string(),
    remedies: z.array(Remedy),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof Finding>;
