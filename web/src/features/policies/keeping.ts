import type { Kept } from "./editing";

/** Raised when `PolicyForm` changes its shape: what an older build kept is not read. */
const FORMAT = 1;

const keyOf = (tenant: string, user: string, version: string) => `tuantuo.policy.${FORMAT}/${tenant}/${user}/${version}`;

/** Where this device keeps what one person typed into one version and has not sent. */
export function keepingPlace(tenant: string, user: string, version: string) {
  const key = keyOf(tenant, user, version);

  return {
    /** What was kept, null when there is nothing or storage is forbidden. */
    read(): Kept | null {
      try {
        const text = localStorage.getItem(key);
        return text === null ? null : (JSON.parse(text) as Kept);
      } catch {
        return null;
      }
    },
    keep(kept: Kept | null): void {
      try {
        if (kept === null) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // storage is forbidden or full: the page still holds it, and asks before it is left
      }
    },
  };
}
