-- Documents where money is confirmed and paid: what finance confirmed a line with, beside what it was reported with, and the
-- receipt that who was paid has signed. A column that is added cannot have a foreign key of two; triggers say the same.
alter table deal_ledger add column confirming_document_id text;
create index ledger_of_confirming_document on deal_ledger (agency_id, confirming_document_id, id) where confirming_document_id is not null;
create trigger ledger_confirmed_with_own_file before update of confirming_document_id on deal_ledger
when new.confirming_document_id is not null
  and not exists (select 1 from files where agency_id = new.agency_id and id = new.confirming_document_id)
begin select raise(abort, 'unknown-reference'); end;

alter table claims add column document_id text;
create index claims_of_document on claims (agency_id, document_id, id) where document_id is not null;
create trigger claims_paid_with_own_file before update of document_id on claims
when new.document_id is not null and not exists (select 1 from files where agency_id = new.agency_id and id = new.document_id)
begin select raise(abort, 'unknown-reference'); end;
