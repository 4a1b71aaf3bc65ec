import * as z from "zod";
import { MAX_AREA_CENTI_SQM, MAX_FEN } from "./fen";

/** An amount of money in fen: 0 to 100,000,000,000 (one thousand million yuan). */
export const Fen = z.int().min(0).max(MAX_FEN);

/** An amount taken off or paid out, in fen: at least 1. */
export const PositiveFen = z.int().min(1).max(MAX_FEN);

/** A sum over many homes, in fen; it may pass the limit of a single amount, never what a number holds exactly. */
export const FenTotal = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What is paid, in basis points of the price before: 9.8折 is 9800, no discount is 10000. */
export const PayableBps = z.int().min(1).max(10_000);

/** A floor area in hundredths of a square metre: 130.00 ㎡ is 13000. */
export const AreaCentiSqm = z.int().min(1).max(MAX_AREA_CENTI_SQM);

/** A price per square metre in fen: 3,400 yuan is 340000. */
export const PricePerSqmFen = z.int().min(1).max(MAX_FEN);
