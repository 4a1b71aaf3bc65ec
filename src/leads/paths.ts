import * as z from "zod";
import { json, refusals } from "../http/router";
import type { AccessClaims } from "../secrets/token";
import type { AgencyScope } from "../tenancy/agency";
import { permittedIn } from "../tenancy/roles";
import { LeadDetail } from "./contract";
import { type Reader, readerOf } from "./store";

/* What the routes of leads share: where they are, and who asks. */

export const tags = ["Leads"];
export const leadsPath = "/api/v1/agencies/{agency}/campaigns/{campaign}/leads" as const;
export const inCampaign = z.object({ agency: z.string(), campaign: z.string().min(1).max(64) });
export const oneLead = inCampaign.extend({ lead: z.string().min(1).max(64) });
export const shown = { 200: json(LeadDetail, "The customer, with all that happened"), ...refusals };

/** Who asks, with what their role may of leads. */
export const reading = ({ var: { agency, caller } }: { var: { agency: AgencyScope; caller: AccessClaims } }): Reader =>
  readerOf(agency.actor.id, permittedIn(caller.memberships, "agency", agency.id));
