import * as z from "zod";
import { page } from "../../http/page";
import { line } from "../../http/text";

/** A team of an agency, such as 客戶一組: who is in it sees the campaigns it takes part in. */
export const Group = z.strictObject({ id: z.string(), name: line(80), version: z.int() }).meta({ id: "Group" });
export type Group = z.infer<typeof Group>;

export const GroupPage = page(Group).meta({ id: "GroupPage" });

export const GroupName = Group.pick({ name: true }).meta({ id: "GroupName" });
