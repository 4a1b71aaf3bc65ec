create table campaigns (owner text not null, id text not null, name text not null, project_id text not null, project_name text not null, developer_name text not null, status text not null, starts_on text not null, ends_on text not null, zone text not null, group_ids text not null, created_at integer not null, version integer not null, primary key (owner, id)) strict;
create index campaigns_by_start on campaigns (owner, starts_on, id);
create table audit (owner text not null, id text not null, at integer not null, actor_id text not null, actor_name text not null, actor_side text not null, event text not null, entity text not null, entity_id text not null, label text, changes text not null, request_id text not null, primary key (owner, id)) strict;

-- A public form and what one registration writes: the same rows, with their keys and no more.
create table forms (
  code text primary key,
  id text not null,
  title text not null,
  intro text not null,
  fields text not null,
  agency text not null,
  developer text not null,
  project text not null,
  taken integer not null default 0
) strict;
insert into forms values ('1quanzhou8', 'form-quanzhou', '泉州商會團購登記', '商會成員合計成交 9 套以上，在常規折扣上再享 9.8折。',
  '[["name","姓名"],["phone","手機"],["units","想買幾套"],["layout","戶型"]]', '合富輝煌', '尚格', '中央王座', 0);
create table people (id text primary key, name text not null, phone text not null) strict;
create table leads (id text primary key, campaign text not null, person text not null, phone_hash text not null, owner text, state text not null, created_at integer not null) strict;
create unique index leads_once on leads (campaign, phone_hash);
create table touches (id text primary key, lead text not null, form text not null, receipt text not null unique, answers text not null, at integer not null) strict;
create table owners (id text primary key, lead text not null, owner text not null, at integer not null) strict;
create table consents (id text primary key, words text not null) strict;
create table tries (key text not null, window_at integer not null, tries integer not null, primary key (key, window_at)) strict
