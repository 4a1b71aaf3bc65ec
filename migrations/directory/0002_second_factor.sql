-- A second factor beside the password: codes of an authenticator app (RFC 6238), ten recovery codes, and tenants that
-- ask for it where money is moved.

-- Sealed under the master key. Set and not yet confirmed while second_factor_since is null.
alter table users add column second_factor_cipher text;
-- The last 30-second step whose code was accepted: none of it or before is accepted again.
alter table users add column second_factor_step integer not null default 0 check (second_factor_step >= 0);
-- When it was confirmed and came into force.
alter table users add column second_factor_since integer
  check (second_factor_since is null or second_factor_cipher is not null);

-- The session was opened, or went on, with a second factor.
alter table sessions add column second_factor integer not null default 0 check (second_factor in (0, 1));

-- Whose role moves money here must have a second factor to do so.
alter table tenants add column require_second_factor integer not null default 0 check (require_second_factor in (0, 1));

create table recovery_codes (
  user_id text not null references users (id),
  code_hash text not null,
  used_at integer,
  primary key (user_id, code_hash)
) strict;
