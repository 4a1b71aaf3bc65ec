import * as z from "zod";
import { returnReasons } from "../contract";

/*
 * Under /api/v1/agencies/{agency}/campaigns/{campaign}/leads:
 *   POST  {lead}/assignment     AssignTo (../contract), If-Match → LeadDetail
 *   POST  {lead}/pick           → LeadDetail; whoever is first has it
 *   POST  {lead}/return         GiveBack, If-Match → LeadDetail
 * Many at once: bulk in ../contract.
 */

export const GiveBack = z.strictObject({ reason: z.enum(returnReasons) }).meta({ id: "LeadGiveBack" });
export type GiveBack = z.infer<typeof GiveBack>;
