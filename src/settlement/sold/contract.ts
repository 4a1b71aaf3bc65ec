import * as z from "zod";

export const Home = { dealId: z.string(), building: z.string(), unitNumber: z.string() };

/** Whose home it is: of the buyers only the first one's masked name goes out, null once that person was erased. */
export const Sold = { ...Home, accountName: z.string().nullable(), buyerName: z.string().nullable(), buyers: z.int().min(0) };
