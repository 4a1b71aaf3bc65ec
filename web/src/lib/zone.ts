/**
 * Zone of instants in lists that no single campaign owns (approvals, audit, membership): where the projects lie, never
 * the device's.
 */
export const HOUSE_ZONE = "Asia/Shanghai";
