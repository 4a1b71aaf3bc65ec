/** How long an invitation's link opens anything. */
export const invitationLastsMs = 7 * 86_400_000;
