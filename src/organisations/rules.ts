/** Words that mean something in our own addresses and records, or that would pass for us. */
const reserved = new Set(
  `about account admin administrator agencies agency api app assets audit auth billing contact demo developer developers docs file files
  form forms health help home internal invitation invitations jobs local login logout mail me new nobody null official openapi owner
  password postmaster privacy problem problems public queue root security session sessions settings shard sign-in sign-up signin signup
  staff static status support system team tenant tenants terms test tuantuo undefined user users webhook webhooks www`.split(/\s+/),
);

/** A person's records are kept under their id, so no tenant's slug may look like one. */
const looksLikeAnId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a tenant may be called so in addresses. That nobody else is, the directory says. */
export const mayBeSlug = (slug: string): boolean => !reserved.has(slug) && !looksLikeAnId.test(slug);
