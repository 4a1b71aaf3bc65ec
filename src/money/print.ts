/** An amount in yuan as it stands in a sentence: 42211000 is `422,110.00`. */
export function yuan(fen: number): string {
  const whole = Math.trunc(fen / 100).toString();
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");

  return `${grouped}.${String(fen % 100).padStart(2, "0")}`;
}
