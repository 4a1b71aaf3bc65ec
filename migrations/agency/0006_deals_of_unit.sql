-- Deleting a unit asks whether a deal, cancelled ones too, still names it.
create index if not exists deals_of_unit on deals (agency_id, unit_id, id);
