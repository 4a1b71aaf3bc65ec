/**
 * Who may do what: the single source. The API enforces it, `GET /session` tells the client, the role page shows it.
 * Roles as in the plan's organisation chart and its developer's departments; docs/architecture.md says why.
 */
export const agencyRoles = ["owner", "manager", "coordinator", "consultant", "logistics", "finance", "compliance", "viewer"] as const;
export const developerRoles = ["owner", "marketing", "finance", "compliance", "viewer"] as const;

export type AgencyRole = (typeof agencyRoles)[number];
export type DeveloperRole = (typeof developerRoles)[number];
export type TenantKind = "agency" | "developer";

type Grants<Role extends string> = Record<string, readonly Role[]>;

const everyone = agencyRoles;
const everyDeveloper = developerRoles;

export const agencyPermissions = {
  "organisation:read": everyone,
  "organisation:edit": ["owner"],
  "staff:read": everyone,
  "staff:manage": ["owner", "manager"],
  /** Takes a member's second factor away who has lost it. */
  "staff:second-factor": ["owner"],
  "project:read": everyone,
  "project:manage": ["owner", "manager"],
  "link:manage": ["owner", "manager"],
  "campaign:read": everyone,
  "campaign:plan": ["owner", "manager"],
  "policy:read": everyone,
  "policy:draft": ["owner", "manager"],
  "policy:publish": ["owner", "manager"],
  "quote:ask": everyone,
  "approval:read": everyone,
  /** Records a developer's yes where no developer is linked, with the document. */
  "approval:record": ["finance"],
  /** Answers what is the agency's own to decide: a correction of typing. */
  "approval:decide": ["owner", "manager"],
  "unit:read": everyone,
  /** Enters units, corrects them, keeps them from sale. Prices are not logistics' business. */
  "unit:edit": ["owner", "manager", "coordinator"],
  /** Registered customers, masked. */
  "lead:read": ["owner", "manager", "coordinator", "consultant", "finance", "compliance", "viewer"],
  /** Reports, contacts, picks and gives back: the owner of a lead, or who assigns. */
  "lead:report": ["owner", "manager", "coordinator", "consultant"],
  /** Says whose a lead is, confirms a visit that another brought about, merges. */
  "lead:assign": ["owner", "manager", "coordinator"],
  /** How long a report and its protection last. */
  "lead:rules": ["owner", "manager"],
  "account:read": everyone,
  "account:edit": ["owner", "manager", "coordinator", "consultant"],
  /** Takes in whole lists, looks at them, takes them back. */
  "import:run": ["owner", "manager", "coordinator"],
  /** Persons of the public, their particulars masked. */
  "person:read": everyone,
  "person:edit": ["owner", "manager", "coordinator", "consultant"],
  /** Whole numbers, each look recorded. */
  "person:reveal": ["owner", "manager", "coordinator", "consultant", "finance", "compliance"],
  "person:erase": ["owner", "compliance"],
  /** Everything held on one person, whole: what they ask for, and a copy of nothing else. */
  "person:export": ["owner", "compliance"],
  /** Who looked at a person's whole numbers or changed them. */
  "person:looks": ["owner", "manager", "compliance"],
  /** Confirms a first visit and changes who the key person is. */
  "key-person:decide": ["owner", "manager"],
  "deal:read": everyone,
  /** Subscribes, signs, reports money and proofs, cancels. */
  "deal:record": ["owner", "manager", "coordinator", "consultant"],
  "deal:cancel": ["owner", "manager"],
  /** Asks for a special price (特批), takes the question back, accepts counter-terms. */
  "special:ask": ["owner", "manager", "coordinator", "consultant"],
  /** Hands a buyer the paper that opens their own page, and takes it back. */
  "deal:receipt": ["owner", "manager", "coordinator", "consultant", "finance"],
  /** Says whose work a deal is, and exports what commissions are computed from. */
  "deal:attribute": ["owner", "manager"],
  /** Records a day further back than the campaign allows, with a reason. */
  "deal:backdate": ["owner", "manager"],
  /** Checks that a buyer belongs, or holds a credential; never the seller's own. */
  "proof:check": ["owner", "manager", "coordinator", "finance"],
  /** Confirms signings and money where no developer is linked. */
  "deal:confirm": ["finance"],
  "settlement:settle": ["owner", "manager"],
  "reward:read": ["owner", "manager", "coordinator", "consultant", "finance", "compliance"],
  "reward:claim": ["owner", "manager", "coordinator", "consultant"],
  /** Asks that a recovery which nothing nets be written off. */
  "reward:write-off": ["owner", "manager"],
  "reward:hold": ["owner", "manager", "finance", "compliance"],
  /** Decides who may be given money. */
  "reward:comply": ["compliance"],
  "reward:approve": ["owner", "manager"],
  /** Pays where no developer is linked. */
  "reward:pay": ["finance"],
  "form:read": ["owner", "manager", "coordinator", "consultant", "finance", "compliance", "viewer"],
  /** Builds public forms, opens and closes them, with their links and times to come. */
  "form:manage": ["owner", "manager", "coordinator"],
  /** What a campaign has come to; what its key persons earn only with `reward:read`. */
  "result:read": everyone,
  /** Reports earnest money (誠意金), takes the report back, asks that it be given back. */
  "earnest:record": ["owner", "manager", "coordinator", "consultant"],
  /** Confirms and gives back earnest money where no developer is linked. */
  "earnest:confirm": ["finance"],
  "file:add": ["owner", "manager", "coordinator", "consultant", "finance"],
  /** What was sent to whom, and whether it got there. */
  "message:read": ["owner", "manager", "coordinator", "compliance"],
  "message:resend": ["owner", "manager", "coordinator"],
  "audit:read": ["owner", "manager", "finance", "compliance"],
} as const satisfies Grants<AgencyRole>;

export const developerPermissions = {
  "organisation:read": everyDeveloper,
  "organisation:edit": ["owner"],
  "staff:read": everyDeveloper,
  "staff:manage": ["owner"],
  "staff:second-factor": ["owner"],
  "project:read": everyDeveloper,
  "project:manage": ["owner", "marketing"],
  "link:manage": ["owner", "marketing"],
  "approval:read": everyDeveloper,
  "policy:decide": ["owner", "marketing"],
  "deal:read": ["owner", "marketing", "finance"],
  /** Confirms signings and money. */
  "deal:confirm": ["finance"],
  "reward:pay": ["finance"],
  /** Stores with an agency what it confirms and pays with. */
  "file:add": ["finance"],
  "audit:read": ["owner", "finance", "compliance"],
} as const satisfies Grants<DeveloperRole>;

/** What moves money: where a tenant requires it, only a session with a second factor gets through. */
export const movesMoney: ReadonlySet<string> = new Set<keyof typeof agencyPermissions | keyof typeof developerPermissions>([
  "approval:record",
  "policy:decide",
  "deal:confirm",
  "reward:approve",
  "reward:pay",
  "earnest:confirm",
]);

/**
 * What books money, prices, or many homes at once: behind these every change carries an `Idempotency-Key`, so that whoever
 * asks again, having lost the answer, books nothing twice.
 */
export const changesByKey: ReadonlySet<string> = new Set<keyof typeof agencyPermissions | keyof typeof developerPermissions>([
  "approval:record",
  "approval:decide",
  "policy:decide",
  "import:run",
  "unit:edit",
  "deal:record",
  "deal:cancel",
  "deal:confirm",
  "special:ask",
  "proof:check",
  "settlement:settle",
  "reward:claim",
  "reward:write-off",
  "reward:hold",
  "reward:comply",
  "reward:approve",
  "reward:pay",
  "earnest:record",
  "earnest:confirm",
]);

export type AgencyPermission = keyof typeof agencyPermissions;
export type DeveloperPermission = keyof typeof developerPermissions;
/** What members of either kind of tenant may be given. */
export type SharedPermission = AgencyPermission & DeveloperPermission;

/** The permissions of a role, for the client to read. */
export function permissionsOf(kind: TenantKind, role: string): string[] {
  const table: Record<string, readonly string[]> = kind === "agency" ? agencyPermissions : developerPermissions;

  return Object.keys(table).filter((permission) => table[permission]?.includes(role));
}

export function permits(kind: TenantKind, role: string, permission: string): boolean {
  const table: Record<string, readonly string[]> = kind === "agency" ? agencyPermissions : developerPermissions;

  return table[permission]?.includes(role) ?? false;
}

/** Whether a role may do anything that moves money. */
export const roleMovesMoney = (kind: TenantKind, role: string): boolean =>
  permissionsOf(kind, role).some((permission) => movesMoney.has(permission));

/** What a signed-in person's role in a tenant permits, to be asked permission by permission. */
export function permittedIn(memberships: readonly { tenant: string; kind: TenantKind; role: string }[], kind: TenantKind, tenant: string) {
  const role = memberships.find((membership) => membership.tenant === tenant && membership.kind === kind)?.role ?? "";

  return (permission: string): boolean => permits(kind, role, permission);
}

/** Roles that see only what their group takes part in, where the agency has set it so. */
export const boundByGroup = (role: string) => role === "consultant";
