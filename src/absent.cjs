/**
 * Stands for the parts of packages that `wrangler.toml` leaves out of the Worker. They are imported by what we use and called
 * by what we do not; all but one: of each value drizzle-orm asks whether it is an enumeration of PostgreSQL.
 */
module.exports = { isPgEnum: () => false };
