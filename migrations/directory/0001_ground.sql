-- The directory: who exists, who may sign in where, which project belongs to whom, and on which shard an agency lives.
-- STRICT with rowid throughout; every secondary index ends with the id it pages by.

create table guard (code text not null) strict;
create trigger guard_fails before insert on guard begin select raise(abort, new.code); end;

create table shards (
  id text primary key check (id in ('SHARD_1', 'SHARD_2')),
  agencies integer not null default 0 check (agencies >= 0)
) strict;
insert into shards (id) values ('SHARD_1'), ('SHARD_2');

create table tenants (
  id text primary key check (length(id) between 3 and 40),
  kind text not null check (kind in ('agency', 'developer')),
  name text not null check (length(name) between 1 and 80),
  shard text references shards (id),
  state text not null default 'open' check (state in ('open', 'closed')),
  -- What an agency's consultants see of its campaigns; a developer has none.
  consultant_sight text not null default 'all' check (consultant_sight in ('all', 'group')),
  -- While a new name is on its way to projects and links: the last id that has it. Null once all have.
  named_up_to text,
  version integer not null default 1,
  created_at integer not null,
  check ((kind = 'agency') = (shard is not null)),
  check (kind = 'agency' or consultant_sight = 'all')
) strict;
create index tenants_naming on tenants (id) where named_up_to is not null;

create table users (
  id text primary key,
  name text not null check (length(name) between 1 and 80),
  email_cipher text not null,
  email_hash text not null unique,
  password_hash text not null,
  language text not null check (language in ('zh-Hant', 'zh-Hans', 'en')),
  version integer not null default 1,
  created_at integer not null
) strict;

create table memberships (
  tenant_id text not null references tenants (id),
  user_id text not null references users (id),
  role text not null,
  -- A group of the agency's shard; one deleted there is none.
  group_id text,
  state text not null default 'active' check (state in ('active', 'removed')),
  joined_at integer not null,
  version integer not null default 1,
  primary key (tenant_id, user_id)
) strict;
create index memberships_of_user on memberships (user_id, state, tenant_id);
create index memberships_of_tenant on memberships (tenant_id, state, user_id);
create index memberships_by_role on memberships (tenant_id, role, state, user_id);

create table invitations (
  tenant_id text not null references tenants (id),
  id text not null unique,
  email_cipher text not null,
  email_hash text not null,
  role text not null,
  group_id text,
  language text not null,
  invited_by text not null,
  state text not null default 'open' check (state in ('open', 'accepted', 'withdrawn')),
  created_at integer not null,
  expires_at integer not null,
  version integer not null default 1,
  primary key (tenant_id, id)
) strict;
create unique index invitations_open_once on invitations (tenant_id, email_hash) where state = 'open';
create index invitations_by_state on invitations (tenant_id, state, id);

create table sessions (
  id text primary key,
  user_id text not null references users (id),
  secret_hash text not null,
  previous_hash text,
  rotated_at integer not null,
  device text not null,
  created_at integer not null,
  last_used_at integer not null,
  expires_at integer not null,
  ended_at integer,
  ended_why text
) strict;
create index sessions_of_user on sessions (user_id, id) where ended_at is null;
create index sessions_by_expiry on sessions (expires_at, id);

create table password_resets (
  id text primary key,
  user_id text not null references users (id),
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;
create index password_resets_of_user on password_resets (user_id, id);
create index password_resets_by_expiry on password_resets (expires_at, id);

-- How often an address or an account was tried; keys are keyed hashes, never the address itself.
create table attempts (
  key text primary key,
  window_started_at integer not null,
  tries integer not null
) strict;
create index attempts_by_age on attempts (window_started_at, key);

create table projects (
  id text primary key,
  name text not null check (length(name) between 1 and 80),
  developer_id text references tenants (id),
  developer_name text not null check (length(developer_name) between 1 and 80),
  agency_id text references tenants (id),
  zone text not null,
  version integer not null default 1,
  created_at integer not null,
  check (developer_id is not null or agency_id is not null)
) strict;
create index projects_of_developer on projects (developer_id, id);

-- The names are those of its time: a live link follows a renaming, a finished one says under which names it stood.
create table links (
  id text primary key,
  project_id text not null references projects (id),
  project_name text not null,
  agency_id text not null references tenants (id),
  agency_name text not null,
  developer_id text not null references tenants (id),
  developer_name text not null,
  offered_by text not null check (offered_by in ('agency', 'developer')),
  state text not null default 'offered' check (state in ('offered', 'accepted', 'refused', 'withdrawn', 'ended')),
  offered_at integer not null,
  decided_at integer,
  ended_on text,
  version integer not null default 1
) strict;
create unique index links_live_once on links (project_id, agency_id) where state in ('offered', 'accepted');
create index links_of_agency on links (agency_id, id);
create index links_of_developer on links (developer_id, id);
create index links_of_project on links (project_id, id);

-- What waits for a developer: a list only; the decision itself stands in the agency's shard.
create table decisions (
  developer_id text not null references tenants (id),
  agency_id text not null references tenants (id),
  approval_id text not null,
  kind text not null,
  subject text not null check (json_valid(subject)),
  state text not null,
  submitted_at integer not null,
  decided_at integer,
  version integer not null,
  primary key (developer_id, agency_id, approval_id)
) strict;
create index decisions_by_state on decisions (developer_id, state, approval_id);
create index decisions_decided on decisions (developer_id, approval_id) where state <> 'pending';

-- The four mechanisms below are the same table in the directory and in a shard; here the scope is a tenant or a user.
create table audit (
  scope text not null,
  id text not null,
  at integer not null,
  actor_id text not null,
  actor_name text not null,
  actor_side text not null check (actor_side in ('agency', 'developer', 'user', 'system')),
  event text not null,
  entity text not null,
  entity_id text not null,
  label text,
  changes text not null check (json_valid(changes)),
  request_id text not null,
  primary key (scope, id)
) strict;
create index audit_of_entity on audit (scope, entity, entity_id, id);
create index audit_of_kind on audit (scope, entity, id);
create index audit_of_actor on audit (scope, actor_id, id);
create trigger audit_keeps before update on audit begin select raise(abort, 'append-only'); end;
create trigger audit_stays before delete on audit begin select raise(abort, 'append-only'); end;

create table outbox (
  id text primary key,
  scope text not null,
  topic text not null,
  target text not null,
  payload text not null check (json_valid(payload)),
  created_at integer not null,
  done_at integer
) strict;
create index outbox_waiting on outbox (created_at, id) where done_at is null;
create index outbox_done on outbox (done_at, id) where done_at is not null;

create table messages (
  id text primary key,
  scope text not null,
  once_key text not null,
  template text not null,
  recipient_kind text not null check (recipient_kind in ('user', 'invitation', 'holders')),
  recipient_id text not null,
  params text not null check (json_valid(params)),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed')),
  tries integer not null default 0,
  created_at integer not null,
  due_at integer not null,
  sent_at integer,
  unique (scope, once_key)
) strict;
create index messages_due on messages (due_at, id) where state in ('waiting', 'sending');

create table idempotency (
  scope text not null,
  actor_id text not null,
  key text not null,
  request_mac text not null,
  status integer not null,
  location text,
  created_at integer not null,
  primary key (scope, actor_id, key)
) strict;
create index idempotency_by_age on idempotency (created_at, scope, key);
