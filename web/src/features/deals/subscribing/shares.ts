/** Shares of a home among its buyers, in basis points: the whole is 10,000. */
export const WHOLE_BPS = 10_000;

/** Equal shares that add up to the whole: the first ones take what does not divide. */
export function equalShares(n: number): number[] {
  const each = Math.floor(WHOLE_BPS / n);
  const left = WHOLE_BPS - each * n;
  return Array.from({ length: n }, (_, at) => each + (at < left ? 1 : 0));
}

/** 50 · 33.34 · 50% → basis points. Null for more than two decimals, zero, or more than the whole. */
export function parseShare(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?%?$/.exec(text.normalize("NFKC").replaceAll(/\s/g, ""));
  if (!match) return null;

  const bps = Number((match[1] ?? "") + (match[2] ?? "").padEnd(2, "0"));
  return bps >= 1 && bps <= WHOLE_BPS ? bps : null;
}

/** 5000 → 50, 3334 → 33.34. */
export function shareNumber(bps: number): string {
  const decimals = String(bps % 100).padStart(2, "0");
  return `${Math.floor(bps / 100)}${bps % 100 === 0 ? "" : `.${decimals.replace(/0$/, "")}`}`;
}

export const shareWords = (bps: number): string => `${shareNumber(bps)}%`;

/** By how much shares miss the whole: negative is too little. One not filled in counts as nothing. */
export const shortOfWhole = (shares: (number | null)[]): number => shares.reduce<number>((sum, bps) => sum + (bps ?? 0), 0) - WHOLE_BPS;
