-- Staff may sign in by mobile number and get letters by SMS or 企業微信. Sealed under the master key; a number is found by its keyed hash.
alter table users add column mobile_cipher text;
alter table users add column mobile_hash text check ((mobile_hash is null) = (mobile_cipher is null));
create unique index users_by_mobile on users (mobile_hash) where mobile_hash is not null;
alter table users add column wecom_cipher text;
-- How letters reach them, where a letter leaves it to them.
alter table users add column letters_by text not null default 'mail' check (letters_by in ('mail', 'sms', 'wecom'));

-- Six-digit codes by SMS: each is a keyed hash of its row's id, so that none is stored. A number without an account has a row
-- without a user, which opens nothing.
create table sms_codes (
  id text primary key,
  purpose text not null check (purpose in ('sign-in', 'reset', 'mobile')),
  user_id text references users (id),
  mobile_cipher text not null,
  mobile_hash text not null,
  language text not null,
  created_at integer not null,
  expires_at integer not null,
  used_at integer
) strict;
create index sms_codes_of_number on sms_codes (mobile_hash, purpose, id);
create index sms_codes_of_user on sms_codes (user_id, purpose, id) where user_id is not null;
create index sms_codes_by_age on sms_codes (expires_at, id);

-- The same as in a shard.
create table messages_next (
  id text primary key,
  scope text not null,
  once_key text not null,
  template text not null,
  channel text not null default 'mail' check (channel in ('mail', 'sms', 'wecom')),
  recipient_kind text not null check (recipient_kind in ('user', 'invitation', 'holders', 'person', 'code')),
  recipient_id text not null,
  -- Of a person of the public, who has no account that says it.
  language text,
  params text not null check (json_valid(params)),
  state text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'withdrawn')),
  -- Why the last try failed: one of our own words, never what a service answered.
  reason text,
  tries integer not null default 0,
  created_at integer not null,
  due_at integer not null,
  tried_at integer,
  sent_at integer,
  -- The message that this one repeats.
  first_id text,
  unique (scope, once_key)
) strict;
insert into messages_next (id, scope, once_key, template, recipient_kind, recipient_id, params, state, tries, created_at, due_at, sent_at)
  select id, scope, once_key, template, recipient_kind, recipient_id, params, state, tries, created_at, due_at, sent_at from messages;
drop table messages;
alter table messages_next rename to messages;
-- By channel: what one that is not set up yet leaves waiting does not stand in the way of the others.
create index messages_due on messages (channel, due_at, id) where state in ('waiting', 'sending');
create index messages_listed on messages (scope, id) where recipient_kind <> 'holders';
create index messages_by_state on messages (scope, state, id) where recipient_kind <> 'holders';
create index messages_by_channel on messages (scope, channel, id) where recipient_kind <> 'holders';
create index messages_by_channel_and_state on messages (scope, channel, state, id) where recipient_kind <> 'holders';
create index messages_by_template on messages (scope, template, id) where recipient_kind <> 'holders';
create index messages_by_template_and_state on messages (scope, template, state, id) where recipient_kind <> 'holders';
create index messages_repeated on messages (scope, first_id, id) where first_id is not null;
