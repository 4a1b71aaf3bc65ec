-- Differences that a settlement made final, and those that reached the buyer: what finance looks through, a state at a time.
create index lines_settled on price_lines (agency_id, campaign_id, state, id) where kind = 'adjustment' and state in ('final', 'fulfilled');
