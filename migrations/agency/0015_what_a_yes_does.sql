-- What a yes would do, as it was reckoned when it was asked: who decides reads it, also a developer, who may not read what it follows from.
alter table approvals add column effect text check (json_valid(effect));
