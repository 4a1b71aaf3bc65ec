import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/* The directory */

/** An agency or a developer; its slug is its id, chosen once. */
export const tenants = sqliteTable("tenants", {
  id: text().primaryKey(),
  kind: text({ enum: ["agency", "developer"] }).notNull(),
  name: text().notNull(),
  shard: text(),
  state: text({ enum: ["open", "closed"] })
    .notNull()
    .default("open"),
  /** What an agency's consultants see of its campaigns; a developer has none. */
  consultantSight: text("consultant_sight", { enum: ["all", "group"] })
    .notNull()
    .default("all"),
  /** While a new name is on its way to projects and links: the last id that has it. Null once all have. */
  namedUpTo: text("named_up_to"),
  /** Whose role moves money here must have a second factor to do so. */
  requireSecondFactor: integer("require_second_factor", { mode: "boolean" }).notNull().default(false),
  version: integer().notNull().default(1),
  createdAt: integer("created_at").notNull(),
});

export const shardCounts = sqliteTable("shards", { id: text().primaryKey(), agencies: integer().notNull().default(0) });

export const memberships = sqliteTable(
  "memberships",
  {
    tenantId: text("tenant_id").notNull(),
    userId: text("user_id").notNull(),
    role: text().notNull(),
    /** A group of the agency's shard; one deleted there is none. */
    groupId: text("group_id"),
    state: text({ enum: ["active", "removed"] })
      .notNull()
      .default("active"),
    joinedAt: integer("joined_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.userId] })],
);

export const invitations = sqliteTable(
  "invitations",
  {
    tenantId: text("tenant_id").notNull(),
    id: text().notNull().unique(),
    emailCipher: text("email_cipher").notNull(),
    emailHash: text("email_hash").notNull(),
    role: text().notNull(),
    groupId: text("group_id"),
    language: text({ enum: ["zh-Hant", "zh-Hans", "en"] }).notNull(),
    invitedBy: text("invited_by").notNull(),
    state: text({ enum: ["open", "accepted", "withdrawn"] })
      .notNull()
      .default("open"),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.id] })],
);

export const projects = sqliteTable("projects", {
  id: text().primaryKey(),
  name: text().notNull(),
  developerId: text("developer_id"),
  developerName: text("developer_name").notNull(),
  agencyId: text("agency_id"),
  zone: text().notNull(),
  version: integer().notNull().default(1),
  createdAt: integer("created_at").notNull(),
});

const linkStates = ["offered", "accepted", "refused", "withdrawn", "ended"] as const;

/** Names are those of its time: a live link follows a renaming, a finished one says under which names it stood. */
export const links = sqliteTable("links", {
  id: text().primaryKey(),
  projectId: text("project_id").notNull(),
  projectName: text("project_name").notNull(),
  agencyId: text("agency_id").notNull(),
  agencyName: text("agency_name").notNull(),
  developerId: text("developer_id").notNull(),
  developerName: text("developer_name").notNull(),
  offeredBy: text("offered_by", { enum: ["agency", "developer"] }).notNull(),
  state: text({ enum: linkStates }).notNull().default("offered"),
  offeredAt: integer("offered_at").notNull(),
  decidedAt: integer("decided_at"),
  endedOn: text("ended_on"),
  version: integer().notNull().default(1),
});

/* An agency's shard */

/** Copy of the directory's memberships, for joins and for the check of a role inside a change. */
export const staff = sqliteTable(
  "staff",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    role: text().notNull(),
    state: text({ enum: ["active", "removed"] }).notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

export const groups = sqliteTable(
  "groups",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    createdAt: integer("created_at").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Copy of the directory's memberships: who is in which group, null for none. */
export const groupMembers = sqliteTable(
  "group_members",
  {
    agencyId: text("agency_id").notNull(),
    userId: text("user_id").notNull(),
    groupId: text("group_id"),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.userId] })],
);

/** Copy of the directory's projects that this agency works for. */
export const agencyProjects = sqliteTable(
  "projects",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    name: text().notNull(),
    developerId: text("developer_id"),
    developerName: text("developer_name").notNull(),
    zone: text().notNull(),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);

/** Copy of the directory's links of this agency. */
export const agencyLinks = sqliteTable(
  "links",
  {
    agencyId: text("agency_id").notNull(),
    id: text().notNull(),
    projectId: text("project_id").notNull(),
    projectName: text("project_name").notNull(),
    developerId: text("developer_id").notNull(),
    developerName: text("developer_name").notNull(),
    offeredBy: text("offered_by", { enum: ["agency", "developer"] }).notNull(),
    state: text({ enum: linkStates }).notNull(),
    offeredAt: integer("offered_at").notNull(),
    decidedAt: integer("decided_at"),
    endedOn: text("ended_on"),
    version: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.agencyId, table.id] })],
);
