/** Who the demo lets in, by the part of the address before the @. */
export type Agent = "owner" | "manager" | "consultant" | "finance" | "compliance";
export type DeveloperStaff = "owner" | "marketing" | "finance";
export type Demo = `${Agent}@hopefluent` | `${DeveloperStaff}@shangge`;

export const demoPassword = "tuantuo-demo";
