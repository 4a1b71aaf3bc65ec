import type { Example } from "./example";

/** One rightful call of every operation. A route without one fails the isolation walk. */
export const examples: Record<string, Example> = {};
