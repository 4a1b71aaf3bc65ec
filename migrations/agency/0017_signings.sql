-- Who reported a signing; what finance refused of one, until it is signed again. A signing that is taken back or refused
-- leaves the deal subscribed: its price lines stay in sight, withdrawn, and signed again it has a base of its own.
alter table deals add column signed_by text;
alter table deals add column signed_by_name text;
alter table deals add column signing_refused_by text;
alter table deals add column signing_refused_by_name text;
alter table deals add column signing_refused_at integer;
alter table deals add column signing_refused_why text check (length(signing_refused_why) between 1 and 500);
create index deals_confirmed on deals (agency_id, campaign_id, signing_confirmed_at, id) where signing_confirmed_at is not null and state = 'signed';
create index deals_refused on deals (agency_id, campaign_id, id) where signing_refused_at is not null and state = 'subscribed';
create trigger deals_signing_decided_by_another before update of signing_confirmed_by, signing_refused_by on deals
when coalesce(new.signing_refused_by, new.signing_confirmed_by) in (old.signed_by, old.created_by, old.seller_id)
begin select raise(abort, 'maker-is-checker'); end;
-- What rests on a signing keeps it: finance's yes, a supplement, a difference that is final.
create trigger deals_stay_signed before update of signed_on on deals
when old.signed_on is not null and new.signed_on is null and (old.signing_confirmed_at is not null or old.state <> 'signed'
  or exists (select 1 from supplements where agency_id = old.agency_id and deal_id = old.id)
  or exists (select 1 from price_lines where agency_id = old.agency_id and deal_id = old.id and kind = 'adjustment' and state in ('final', 'fulfilled')))
begin select raise(abort, 'wrong-state'); end;

drop index lines_one_base;
create unique index lines_one_base on price_lines (agency_id, deal_id) where kind = 'base' and state <> 'withdrawn';
