/** What somebody typed to be known by: an e-mail has an @, anything else is a number. */
export const loginOf = (typed: string): { email: string } | { mobile: string } =>
  typed.includes("@") ? { email: typed.trim() } : { mobile: typed.trim() };

/** Whether it can be an e-mail or a mobile number at all; the API knows which numbers there are. */
export function looksLikeLogin(typed: string): boolean {
  const { length } = typed.normalize("NFKC").replaceAll(/\D/g, "");
  return /^\S+@\S+\.\S+$/.test(typed.trim()) || (!typed.includes("@") && length >= 7 && length <= 18);
}
