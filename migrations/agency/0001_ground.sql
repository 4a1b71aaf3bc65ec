-- A shard: everything its agencies record. agency_id leads every primary key and every foreign key,
-- so SQLite itself refuses a row that points at a neighbour's.

create table guard (code text not null) strict;
create trigger guard_fails before insert on guard begin select raise(abort, new.code); end;

create table agencies (
  id text primary key,
  name text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  consultant_sight text not null default 'all' check (consultant_sight in ('all', 'group')),
  created_at integer not null,
  version integer not null default 1
) strict;

-- Projection of the directory's memberships.
create table staff (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null,
  role text not null,
  state text not null check (state in ('active', 'removed')),
  version integer not null,
  primary key (agency_id, id)
) strict;

create table groups (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null check (length(name) between 1 and 80),
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  unique (agency_id, name)
) strict;

-- Projection of the directory's memberships: who is in which group, null for none.
create table group_members (
  agency_id text not null references agencies (id),
  user_id text not null,
  group_id text,
  version integer not null default 1,
  primary key (agency_id, user_id),
  foreign key (agency_id, group_id) references groups (agency_id, id)
) strict;
create index group_members_of_group on group_members (agency_id, group_id, user_id);
-- A group deleted while somebody was being put into it is none: the projection must not fail for it.
create trigger group_members_inserted after insert on group_members
when new.group_id is not null and not exists (select 1 from groups where agency_id = new.agency_id and id = new.group_id)
begin update group_members set group_id = null where agency_id = new.agency_id and user_id = new.user_id; end;
create trigger group_members_updated after update of group_id on group_members
when new.group_id is not null and not exists (select 1 from groups where agency_id = new.agency_id and id = new.group_id)
begin update group_members set group_id = null where agency_id = new.agency_id and user_id = new.user_id; end;

-- Projection of the directory's projects that this agency works for.
create table projects (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null,
  developer_id text,
  developer_name text not null,
  zone text not null,
  version integer not null,
  primary key (agency_id, id)
) strict;

-- Projection of the directory's links between this agency, a project and its developer.
create table links (
  agency_id text not null references agencies (id),
  id text not null,
  project_id text not null,
  project_name text not null,
  developer_id text not null,
  developer_name text not null,
  offered_by text not null,
  state text not null,
  offered_at integer not null,
  decided_at integer,
  ended_on text,
  version integer not null,
  primary key (agency_id, id)
) strict;
create index links_of_project on links (agency_id, project_id, state, id);
create index links_of_developer on links (agency_id, developer_id, state, id);

create table campaigns (
  agency_id text not null references agencies (id),
  id text not null,
  name text not null check (length(name) between 1 and 80),
  project_id text not null,
  status text not null default 'draft' check (status in ('draft', 'running', 'closed', 'archived')),
  starts_on text not null,
  ends_on text not null,
  zone text not null,
  backdate_days integer check (backdate_days >= 0),
  catalogue text not null check (json_valid(catalogue)),
  template text,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, project_id) references projects (agency_id, id),
  constraint campaign_window check (starts_on <= ends_on)
) strict;
create index campaigns_by_start on campaigns (agency_id, starts_on, id);
create index campaigns_by_status on campaigns (agency_id, status, starts_on, id);
create index campaigns_of_project on campaigns (agency_id, project_id, id);

create table campaign_groups (
  agency_id text not null references agencies (id),
  campaign_id text not null,
  group_id text not null,
  primary key (agency_id, campaign_id, group_id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, group_id) references groups (agency_id, id)
) strict;
create index campaign_groups_of_group on campaign_groups (agency_id, group_id, campaign_id);

create table files (
  agency_id text not null references agencies (id),
  id text not null,
  purpose text not null,
  name text not null check (length(name) between 1 and 200),
  type text not null,
  size integer not null check (size > 0),
  sha256 text not null,
  state text not null default 'loose' check (state in ('loose', 'kept', 'erasing', 'erased')),
  created_by text not null,
  created_at integer not null,
  version integer not null default 1,
  primary key (agency_id, id)
) strict;
create index files_loose on files (created_at, agency_id, id) where state = 'loose';
create index files_erasing on files (created_at, agency_id, id) where state = 'erasing';

create table policy_versions (
  agency_id text not null references agencies (id),
  id text not null,
  campaign_id text not null,
  number integer not null check (number > 0),
  status text not null default 'draft' check (status in ('draft', 'submitted', 'returned', 'approved', 'published', 'superseded')),
  effective_from text,
  terms text not null check (json_valid(terms)),
  based_on text,
  created_by text not null,
  created_at integer not null,
  updated_at integer not null,
  published_at integer,
  version integer not null default 1,
  primary key (agency_id, id),
  unique (agency_id, campaign_id, number),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, based_on) references policy_versions (agency_id, id),
  check (status in ('draft', 'returned') or effective_from is not null)
) strict;
create index policy_versions_in_force on policy_versions (agency_id, campaign_id, status, effective_from, id);
create index policy_versions_from on policy_versions (agency_id, based_on, id);
-- Which version prices a day is never in doubt.
create unique index policy_versions_one_from_a_day on policy_versions (agency_id, campaign_id, effective_from) where status = 'published';
-- What a developer has been shown does not change under its hand, and what is published never changes.
create trigger policy_versions_fixed before update of terms, effective_from, number, campaign_id on policy_versions
when old.status not in ('draft', 'returned')
  and (new.terms is not old.terms or new.effective_from is not old.effective_from or new.number is not old.number or new.campaign_id is not old.campaign_id)
begin select raise(abort, 'published-is-immutable'); end;
create trigger policy_versions_stay before delete on policy_versions when old.status <> 'draft'
begin select raise(abort, 'published-is-immutable'); end;
create trigger policy_versions_forward before update of status on policy_versions
when (old.status = 'published' and new.status not in ('published', 'superseded')) or (old.status = 'superseded' and new.status <> 'superseded')
begin select raise(abort, 'published-is-immutable'); end;

create table approvals (
  agency_id text not null references agencies (id),
  id text not null,
  kind text not null,
  campaign_id text not null,
  subject_id text not null,
  subject_version integer not null,
  subject text not null check (json_valid(subject)),
  decider text not null check (decider in ('developer', 'agency')),
  developer_id text,
  state text not null default 'pending' check (state in ('pending', 'returned', 'countered', 'approved', 'withdrawn')),
  maker_id text not null,
  maker_name text not null,
  note text,
  submitted_at integer not null,
  decided_at integer,
  decided_by text,
  decided_by_name text,
  remark text,
  document_id text,
  version integer not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, campaign_id) references campaigns (agency_id, id),
  foreign key (agency_id, document_id) references files (agency_id, id),
  constraint approval_maker_is_not_checker check (state = 'withdrawn' or decided_by is null or decided_by <> maker_id),
  constraint approval_decided_whole check ((state = 'pending') = (decided_at is null)),
  constraint approval_decider_known check ((decider = 'developer') = (developer_id is not null)),
  constraint approval_recorded_with_document check (not (decider = 'agency' and state in ('approved', 'countered') and document_id is null))
) strict;
create unique index approvals_pending_once on approvals (agency_id, subject_id) where state = 'pending';
create index approvals_by_state on approvals (agency_id, state, id);
create index approvals_decided on approvals (agency_id, id) where state <> 'pending';
create index approvals_of_document on approvals (agency_id, document_id) where document_id is not null;
create index approvals_by_decider on approvals (agency_id, state, decider, kind, id);
create index approvals_of_maker on approvals (agency_id, maker_id, id);
create index approvals_of_subject on approvals (agency_id, subject_id, id);
create index approvals_of_developer on approvals (agency_id, developer_id, id);
create trigger approvals_decided_once before update of state on approvals when old.state <> 'pending'
begin select raise(abort, 'already-decided'); end;

-- The four mechanisms below are the same table in the directory and in a shard; here the scope is the agency.
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
