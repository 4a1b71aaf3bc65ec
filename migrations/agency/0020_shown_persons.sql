-- The signed paper of a supplement and of a cancellation.
alter table supplements add column document_id text;
create index supplements_of_document on supplements (agency_id, document_id, id) where document_id is not null;
-- A table with a trigger is asked, at every insert, who points at the new row.
create index proofs_superseded_by on proofs (agency_id, superseded_by, id) where superseded_by is not null;
create trigger supplements_with_own_file before insert on supplements
when new.document_id is not null and not exists (select 1 from files where agency_id = new.agency_id and id = new.document_id)
begin select raise(abort, 'unknown-reference'); end;

alter table deals add column cancellation_document_id text;
create index deals_of_cancellation_document on deals (agency_id, cancellation_document_id, id) where cancellation_document_id is not null;
create trigger deals_cancelled_with_own_file before update of cancellation_document_id on deals
when new.cancellation_document_id is not null and not exists (select 1 from files where agency_id = new.agency_id and id = new.cancellation_document_id)
begin select raise(abort, 'unknown-reference'); end;

-- Whom a file shows that goes when they are erased. One that is evidence of others too (a roster) goes with the last of them.
-- Papers of money have no rows here: the law of accounting keeps them.
create table shown_persons (
  agency_id text not null references agencies (id),
  person_id text not null,
  file_id text not null,
  is_of_others integer not null check (is_of_others in (0, 1)),
  primary key (agency_id, person_id, file_id),
  foreign key (agency_id, person_id) references people (agency_id, id),
  foreign key (agency_id, file_id) references files (agency_id, id)
) strict;
create index shown_persons_of_file on shown_persons (agency_id, file_id, person_id);

-- What was handed in before: proofs show the buyers of their day, consents and rosters whom they name.
insert into shown_persons
select agency_id, person_id, document_id, 0 from (
  select p.agency_id, b.person_id, p.document_id from proofs p
  join parties b on b.agency_id = p.agency_id and b.deal_id = p.deal_id
  where p.document_id is not null and p.superseded_by is null
  union
  select p.agency_id, b.value, p.document_id from proofs p
  join supplements s on s.agency_id = p.agency_id and s.deal_id = p.deal_id and s.kind = 'name' and s.recorded_at >= p.submitted_at
  join json_each(s.change) said on said.value ->> 'field' = 'buyers'
  join json_each(said.value -> 'from') b
  where p.document_id is not null
);
insert into shown_persons
select agency_id, person_id, consent_document_id, 0 from recipients r where consent_document_id is not null
  and not exists (select 1 from claims c where c.agency_id = r.agency_id and c.person_id = r.person_id and c.state <> 'returned')
on conflict do nothing;
insert into shown_persons
select distinct agency_id, person_id, document_id, 1 from referrals where document_id is not null
on conflict do nothing;
