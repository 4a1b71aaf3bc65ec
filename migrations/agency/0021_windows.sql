-- The window decides what counts. A day on which a home was subscribed stays in it, also of one that was cancelled: its
-- colleagues have the tier that it reached. What comes into it moves prices, but none that is settled.
create trigger campaigns_keep_subscribed_days before update of ends_on on campaigns
when new.ends_on < old.ends_on and exists (select 1 from deals where agency_id = new.agency_id and campaign_id = new.id
  and subscribed_on > new.ends_on and subscribed_on <= old.ends_on)
begin select raise(abort, 'subscribed-after-end'); end;
create trigger campaigns_move_no_settled_price before update of ends_on on campaigns
when new.ends_on > old.ends_on and exists (select 1 from deals d
  join engagements e on e.agency_id = d.agency_id and e.id = d.engagement_id
  join engagements s on s.agency_id = e.agency_id and s.campaign_id = e.campaign_id and s.root_id = e.root_id
  where d.agency_id = new.agency_id and d.campaign_id = new.id and d.subscribed_on > old.ends_on and d.subscribed_on <= new.ends_on
    and s.settled_on >= d.subscribed_on)
begin select raise(abort, 'engagement-settled'); end;
create trigger campaigns_move_prices after update of ends_on on campaigns when new.ends_on > old.ends_on
begin
  update counting_groups set version = version + 1 where agency_id = new.agency_id and campaign_id = new.id and root_id in (
    select e.root_id from deals d join engagements e on e.agency_id = d.agency_id and e.id = d.engagement_id
    where d.agency_id = new.agency_id and d.campaign_id = new.id and d.subscribed_on > old.ends_on and d.subscribed_on <= new.ends_on);
end;
