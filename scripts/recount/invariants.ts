/**
 * What must hold of everything an agency has recorded, asked of the raw facts in SQL of its own: nothing here is shared
 * with the product, so that the two can disagree. Each statement answers the rows that break it; there should be none.
 */
export interface Invariant {
  id: string;
  /** What must hold. */
  says: string;
  sql: string;
}

const standing = `(select coalesce(sum(l.amount_fen), 0) from price_lines l where l.agency_id = d.agency_id and l.deal_id = d.id and l.state <> 'withdrawn')`;
const ledger = (kind: string) =>
  `(select coalesce(sum(e.amount_fen), 0) from deal_ledger e where e.agency_id = d.agency_id and e.deal_id = d.id and e.kind = '${kind}' and e.state in ('reported', 'confirmed'))`;
const settledDeals = `deals d join engagements g on g.agency_id = d.agency_id and g.id = d.engagement_id
  join counting_groups c on c.agency_id = g.agency_id and c.campaign_id = g.campaign_id and c.root_id = g.root_id and c.settled_version = c.version
  join deal_prices p on p.agency_id = d.agency_id and p.deal_id = d.id`;

/** Special prices with their yes that a contract of this day may have: what was agreed on, and the day of the yes in China, where all projects are. */
const agreed = `(select s.agency_id, s.deal_id, s.engagement_id, json_extract(coalesce(s.counter_terms, s.terms), '$.counts') as counts,
    json_extract(coalesce(s.counter_terms, s.terms), '$.validUntil') as valid_until, date(s.approved_at / 1000, 'unixepoch', '+8 hours') as approved_on
  from specials s where s.state = 'approved')`;
const uncounted = `exists (select 1 from ${agreed} s where s.agency_id = d.agency_id and not s.counts and d.signed_on between s.approved_on and s.valid_until
    and (s.deal_id = d.id or (s.engagement_id = d.engagement_id and not exists (select 1 from ${agreed} o
      where o.agency_id = d.agency_id and o.deal_id = d.id and d.signed_on > o.approved_on and d.signed_on <= o.valid_until))))`;

/** Whether a deal counts, from its dates, its version's words, its special prices and the accepted proofs of those who buy now. */
const counts = `d.signed_on is not null and d.cancelled_on is null and g.account_id is not null
  and d.subscribed_on between k.starts_on and k.ends_on
  and d.signed_on <= max(date(d.subscribed_on, '+' || json_extract(v.terms, '$.signWithinDays') || ' days'), coalesce(d.extended_to, ''))
  and (json_array_length(v.terms, '$.countedProducts') = 0 or d.product is null
    or exists (select 1 from json_each(v.terms, '$.countedProducts') x where x.value = d.product))
  and exists (select 1 from proofs f where f.agency_id = d.agency_id and f.deal_id = d.id and f.outcome = 'accepted' and f.credential is null
    and f.superseded_by is null)
  and not ${uncounted}`;

/**
 * Homes whose prices have followed the facts, with what decides their tier. `is_plain`: it counts from its signing to its
 * cancellation, and no more of its days; `is_alike`: nothing but the count gives it a tier.
 */
const homes = `homes as materialized (select d.*, d.agency_id || ' ' || g.campaign_id || ' ' || g.root_id as of_group, g.settled_on, v.terms,
    p.standing, p.units, p.payable_fen, json_extract(p.tier, '$.fromUnits') as tier_from,
    json_extract(v.terms, '$.countBasis') = 'signed' and not exists (select 1 from supplements s
      where s.agency_id = d.agency_id and s.deal_id = d.id and s.kind in ('name', 'unit')) as is_plain,
    d.signed_on is not null and d.cancelled_on is null and d.credential is null
      and (d.product is null or json_array_length(v.terms, '$.pricedProducts') = 0
        or exists (select 1 from json_each(v.terms, '$.pricedProducts') x where x.value = d.product))
      and not exists (select 1 from specials s where s.agency_id = d.agency_id and s.state = 'approved' and (s.deal_id = d.id or s.engagement_id = d.engagement_id))
      and not exists (select 1 from parties x join recognitions r on r.agency_id = x.agency_id and r.person_id = x.person_id
        where x.agency_id = d.agency_id and x.deal_id = d.id and r.engagement_id = d.engagement_id) as is_alike
  from ${settledDeals} join policy_versions v on v.agency_id = d.agency_id and v.id = d.policy_version_id)`;
/** How many counted at the end of each day on which that changed. */
const days = `days as materialized (select e.of_group, e.day, (select count(*) from homes x where x.of_group = e.of_group and x.standing = 'counted'
      and x.signed_on <= e.day and (x.cancelled_on is null or x.cancelled_on > e.day)) as counted
  from (select of_group, signed_on as day from homes where standing = 'counted'
    union select of_group, cancelled_on from homes where standing = 'counted' and cancelled_on is not null) e)`;
/** The count that is due to each of them by its own version: of its signing day, of the end, or the greatest since it came. */
const reached = `${homes}, ${days}, reached as materialized (select h.*, iif(h.standing <> 'counted', null, coalesce(case
      when not json_extract(h.terms, '$.retroactive') then (select y.counted from days y where y.of_group = h.of_group and y.day = h.signed_on)
      when json_extract(h.terms, '$.onDrop') = 'reverse' then (select y.counted from days y
        where y.of_group = h.of_group and y.day <= coalesce(h.settled_on, '9999') order by y.day desc limit 1)
      else (select max(y.counted) from days y where y.of_group = h.of_group and y.day between h.signed_on and coalesce(h.settled_on, '9999')) end, 0)) as due
    from homes h where h.is_alike and not exists (select 1 from homes o where o.of_group = h.of_group and not o.is_plain)),
  tiered as materialized (select h.*, (select max(t.value->>'fromUnits') from json_each(h.terms, '$.groupTables') g, json_each(g.value, '$.categories') c,
    json_each(g.value, '$.tiers') t where c.value = h.category and t.value->>'fromUnits' <= h.due) as due_from from reached h)`;
/** Of these, whose versions give nothing but rates by the way of paying, to the fen and without a floor: what each step leaves. */
const walked = `simple as materialized (select h.* from tiered h where json_extract(h.terms, '$.rounding') = 'fen' and json_extract(h.terms, '$.floorBps') is null
    and not exists (select 1 from json_each(h.terms, '$.regular') s where s.value->>'exclusionGroup' is not null or s.value->>'applyTo' <> 'running'
      or s.value->>'$.effect.kind' <> 'rate' or exists (select 1 from json_each(s.value, '$.when') w where w.key <> 'paymentMethods'))),
  walked (id, steps, fen) as (select id, 0, list_price_fen from simple
    union all select w.id, w.steps + 1, iif(s.value->'$.when.paymentMethods' is null
        or exists (select 1 from json_each(s.value, '$.when.paymentMethods') m where m.value = h.payment_method),
        (w.fen * (s.value->>'$.effect.payableBps') + 5000) / 10000, w.fen)
      from walked w join simple h on h.id = w.id join json_each(h.terms, '$.regular') s on s.key = w.steps)`;

/** What every fact adds to its day: agency, campaign, day, category, measure, amount. Five selects at most go in one union on D1. */
const visited = `
  select f.agency_id, f.campaign_id, f.visited_on as day, g.category, 'first-visits' as measure, 1 as amount from first_visits f
    join engagements g on g.agency_id = f.agency_id and g.id = f.engagement_id where f.confirmed_by is not null
  union all select r.agency_id, r.campaign_id, r.referred_on, g.category, 'referrals', 1 from referrals r
    join engagements g on g.agency_id = r.agency_id and g.id = r.engagement_id where r.withdrawn_at is null
  union all select agency_id, campaign_id, subscribed_on, category, 'subscriptions', 1 from deals
  union all select agency_id, campaign_id, signed_on, category, 'signings', 1 from deals where signed_on is not null
  union all select agency_id, campaign_id, cancelled_on, category, 'cancellations', 1 from deals where cancelled_on is not null`;
const sold = `
  select d.agency_id, d.campaign_id, d.signed_on as day, d.category, m.key as measure, m.value as amount
    from deals d left join deal_prices p on p.agency_id = d.agency_id and p.deal_id = d.id
    join json_each(json_object('homes', 1, 'counted', coalesce(p.standing, '') = 'counted', 'list-fen', d.list_price_fen,
      'contract-fen', d.contract_price_fen, 'payable-fen', p.payable_fen, 'discount-fen', d.list_price_fen - p.payable_fen)) m
    where d.signed_on is not null and d.cancelled_on is null
  union all select e.agency_id, e.campaign_id, e.on_day, d.category,
      case e.kind when 'receipt' then 'received-fen' when 'refund' then 'refunded-fen' else 'forfeited-fen' end, e.amount_fen
    from deal_ledger e join deals d on d.agency_id = e.agency_id and d.id = e.deal_id where e.state = 'confirmed' and e.kind <> 'due'
  union all select l.agency_id, l.campaign_id, l.posted_on, d.category, 'provisional-fen', -l.amount_fen
    from price_lines l join deals d on d.agency_id = l.agency_id and d.id = l.deal_id
    where l.state = 'provisional' and d.signed_on is not null and d.cancelled_on is null
  union all select w.agency_id, w.campaign_id, w.posted_on, d.category,
      case w.kind when 'returned' then 'reward-returned-fen' when 'write-off' then 'reward-written-off-fen' else 'reward-accrued-fen' end, w.amount_fen
    from reward_entries w join deals d on d.agency_id = w.agency_id and d.id = w.deal_id
  union all select c.agency_id, c.campaign_id, c.paid_on, g.category, 'reward-paid-fen', c.gross_fen
    from claims c join engagements g on g.agency_id = c.agency_id and g.id = c.engagement_id where c.paid_on is not null`;
const stored = `
  select r.agency_id, r.campaign_id, r.day, nullif(c.key, '') as category, m.key as measure, -m.value as amount
    from results r join json_each(r.figures) c join json_each(c.value) m`;

export const invariants: readonly Invariant[] = [
  {
    id: "lines-add-up",
    says: "the lines of a deal that stand add up to what it costs",
    sql: `select d.id from ${settledDeals} where p.payable_fen is not null and p.payable_fen <> ${standing}`,
  },
  {
    id: "confirmed-kept",
    says: "what a standing deal knows as confirmed is what its ledger says",
    sql: `select d.id from deals d where d.state <> 'cancelled' and d.confirmed_fen <> (select coalesce(sum(iif(e.kind = 'receipt', e.amount_fen, -e.amount_fen)), 0)
      from deal_ledger e where e.agency_id = d.agency_id and e.deal_id = d.id and e.state = 'confirmed' and e.kind in ('receipt', 'refund'))`,
  },
  {
    id: "nothing-costs-after-cancelling",
    says: "a cancelled deal costs nothing",
    sql: `select d.id from ${settledDeals} where d.state = 'cancelled' and coalesce(p.payable_fen, 0) <> 0`,
  },
  {
    id: "no-price-above-contract",
    says: "no buyer pays more than the signed contract says",
    sql: `select d.id from ${settledDeals} where p.payable_fen > d.contract_price_fen`,
  },
  {
    id: "standing-recounted",
    says: "a deal of an account counts exactly when its facts say so",
    sql: `select d.id from ${settledDeals}
      join campaigns k on k.agency_id = d.agency_id and k.id = d.campaign_id
      join policy_versions v on v.agency_id = d.agency_id and v.id = d.policy_version_id
      where g.account_id is not null and d.cancelled_on is null and (p.standing = 'counted') <> (${counts})`,
  },
  {
    id: "base-once",
    says: "a price that is not known has no lines, and a deal has one base at most",
    sql: `select p.deal_id as id from deal_prices p where
      (p.payable_fen is null and exists (select 1 from price_lines l where l.agency_id = p.agency_id and l.deal_id = p.deal_id and l.state <> 'withdrawn'))
      or (select count(*) from price_lines l where l.agency_id = p.agency_id and l.deal_id = p.deal_id and l.kind = 'base' and l.state <> 'withdrawn') > 1`,
  },
  {
    id: "version-of-its-day",
    says: "a deal keeps a version that was in force on its day of subscription",
    sql: `select d.id from deals d left join policy_versions v on v.agency_id = d.agency_id and v.id = d.policy_version_id
      where v.id is null or v.status not in ('published', 'superseded') or v.effective_from > d.subscribed_on`,
  },
  {
    id: "tier-recounted",
    says: "a home has the tier that the count due to it reaches, where nothing but the count gives it one",
    sql: `with ${reached} select h.id from tiered h where (h.standing = 'counted' and h.units <> h.due) or h.tier_from is not h.due_from`,
  },
  {
    id: "price-recounted",
    says: "a home costs what its version's rates leave of its list price, and no more than its contract says",
    sql: `with ${reached}, ${walked} select h.id from simple h join walked w on w.id = h.id and w.steps = json_array_length(h.terms, '$.regular')
      left join json_each(h.terms, '$.groupTables') g on exists (select 1 from json_each(g.value, '$.categories') c where c.value = h.category)
      left join json_each(g.value, '$.tiers') t on t.value->>'fromUnits' = h.due_from
      where (h.due_from is null or t.value->>'payableBps' is not null)
        and h.payable_fen is not min(h.contract_price_fen, (w.fen * coalesce(iif(h.due_from is null, null, t.value->>'payableBps'), 10000) + 5000) / 10000)`,
  },
  {
    id: "receipts-within-price",
    says: "what came in, less what went back, is at most the contract's price, before signing the list price",
    sql: `select d.id from deals d where d.state <> 'cancelled' and ${ledger("receipt")} - ${ledger("refund")} > coalesce(d.contract_price_fen, d.list_price_fen)`,
  },
  {
    id: "nothing-back-that-did-not-come",
    says: "what went back or was kept is at most what came in",
    sql: `select d.id from deals d where ${ledger("refund")} + ${ledger("forfeit")} > ${ledger("receipt")}`,
  },
  {
    id: "cash-is-refunded",
    says: "a difference paid out is a refund of as much on the ledger of its deal, and such a refund is of a difference paid out",
    sql: `select l.id from price_lines l where l.route = 'cash' and -l.amount_fen <> (select coalesce(sum(e.amount_fen), 0) from deal_ledger e
        where e.agency_id = l.agency_id and e.deal_id = l.deal_id and e.kind = 'refund' and e.state in ('reported', 'confirmed') and e.reported_by = 'line:' || l.id)
      union all select e.id from deal_ledger e where e.reported_by like 'line:%' and e.state in ('reported', 'confirmed')
        and not exists (select 1 from price_lines l where l.agency_id = e.agency_id and l.id = substr(e.reported_by, 6) and l.route = 'cash')`,
  },
  {
    id: "shares-whole",
    says: "the shares of a deal's buyers make the whole, and those of its sellers",
    sql: `select d.id from deals d where
      (select sum(share_bps) from parties x where x.agency_id = d.agency_id and x.deal_id = d.id) is not 10000
      or (select sum(share_bps) from attributions x where x.agency_id = d.agency_id and x.deal_id = d.id) is not 10000`,
  },
  {
    id: "unit-as-its-deal",
    says: "a unit is taken exactly when a deal has it, and says which",
    sql: `select u.id from units u left join deals d on d.agency_id = u.agency_id and d.unit_id = u.id and d.state <> 'cancelled'
      where (u.state in ('subscribed', 'signed')) <> (d.id is not null) or (d.id is not null and u.deal_id is not d.id)`,
  },
  {
    id: "one-buyer",
    says: "a unit has one buyer at a time",
    sql: "select min(id) as id from deals where state <> 'cancelled' group by agency_id, unit_id having count(*) > 1",
  },
  {
    id: "one-key-person",
    says: "an engagement has one key person on any day",
    sql: `select a.id from recognitions a join recognitions b on b.agency_id = a.agency_id and b.engagement_id = a.engagement_id and b.id > a.id
      where a.from_day < coalesce(b.until_day, '9999') and b.from_day < coalesce(a.until_day, '9999')`,
  },
  {
    id: "claims-add-up",
    says: "a claim is worth the entries in it, and is paid to the fen",
    sql: `select c.id from claims c where (c.state <> 'returned' and c.gross_fen is not
      (select sum(e.amount_fen) from reward_entries e where e.agency_id = c.agency_id and e.claim_id = c.id))
      or (c.state = 'paid' and c.tax_fen + c.offset_fen + c.cash_fen <> c.gross_fen)`,
  },
  {
    id: "claimed-once",
    says: "an entry is of a claim that stands, of its own engagement and person",
    sql: `select e.id from reward_entries e join claims c on c.agency_id = e.agency_id and c.id = e.claim_id
      where c.state = 'returned' or c.person_id <> e.person_id or c.engagement_id <> e.engagement_id`,
  },
  {
    id: "offset-is-received",
    says: "what a claim sets off is a receipt of as much on the ledger of the deal that it names, and such a receipt is of a claim paid",
    sql: `select c.id from claims c where c.state = 'paid' and c.offset_fen <> (select coalesce(sum(e.amount_fen), 0) from deal_ledger e
        where e.agency_id = c.agency_id and e.deal_id = c.offset_deal_id and e.reported_by = 'claim:' || c.id and e.kind = 'receipt' and e.state = 'confirmed')
      union all select e.id from deal_ledger e where e.kind = 'receipt' and e.item = 'reward-offset' and e.state = 'confirmed'
        and not exists (select 1 from claims c where c.agency_id = e.agency_id and 'claim:' || c.id = e.reported_by and c.state = 'paid')`,
  },
  {
    id: "rewards-as-ruled",
    says: "who has earned by a deal recommended its buyer before the subscription, its signing is confirmed and stands, and the amount is a tier's",
    sql: `with earned as (select e.agency_id, e.engagement_id, e.deal_id, e.person_id, sum(e.amount_fen) as fen from reward_entries e
        where e.kind in ('accrual', 'top-up', 'recovery') group by e.agency_id, e.engagement_id, e.deal_id, e.person_id)
      select d.id from ${settledDeals} join earned e on e.agency_id = d.agency_id and e.deal_id = d.id
      join policy_versions v on v.agency_id = d.agency_id and v.id = d.policy_version_id
      left join referrals r on r.agency_id = d.agency_id and r.id = d.referral_id
      where e.fen > 0 and (e.engagement_id <> d.engagement_id or d.cancelled_on is not null or d.signing_confirmed_at is null
        or r.referrer_id is not e.person_id or r.referred_on >= d.subscribed_on or not exists (select 1 from json_each(v.terms, '$.rewardRules') u,
          json_each(u.value, '$.categories') c, json_each(u.value, '$.tiers') t where c.value = g.category and t.value->>'amountFen' = e.fen))`,
  },
  {
    id: "rewards-not-below-nothing",
    says: "nobody has been recovered more than they earned by a deal",
    sql: `select e.deal_id as id from reward_entries e where e.kind not in ('returned', 'write-off') group by e.agency_id, e.deal_id, e.person_id having sum(e.amount_fen) < 0`,
  },
  {
    id: "write-offs-within",
    says: "what was written off of a recovery is at most what it took back",
    sql: `select r.id from reward_entries r join reward_entries w on w.agency_id = r.agency_id and w.recovers_id = r.id and w.kind = 'write-off'
      group by r.agency_id, r.id, r.amount_fen, r.kind having r.kind <> 'recovery' or sum(w.amount_fen) > -r.amount_fen`,
  },
  {
    id: "write-offs-approved",
    says: "what was written off is what somebody else approved, and all of that",
    sql: `select coalesce(w.id, o.id) as id from (select * from reward_entries where kind = 'write-off') w
      full join (select * from write_offs where state = 'approved') o on o.agency_id = w.agency_id and o.id = w.id
      left join approvals p on p.agency_id = o.agency_id and p.subject_id = o.id and p.state = 'approved' and p.decided_by <> o.asked_by
      where p.id is null or o.amount_fen is not w.amount_fen or o.recovery_id is not w.recovers_id`,
  },
  {
    id: "corrected-by-approval",
    says: "a key person was corrected by somebody else's approval, within three days, while nothing of theirs was claimed",
    sql: `select c.id from key_person_corrections c join recognitions r on r.agency_id = c.agency_id and r.id = c.recognition_id
      left join approvals p on p.agency_id = c.agency_id and p.subject_id = c.id and p.state = 'approved' and p.decided_by <> c.asked_by
      where c.state = 'approved' and (p.id is null or c.asked_at - r.recorded_at >= 4 * 86400000
        or exists (select 1 from claims k where k.agency_id = c.agency_id and k.engagement_id = c.engagement_id and k.person_id = c.was_person_id
          and k.state <> 'returned' and k.claimed_at < p.decided_at))`,
  },
  {
    id: "three-hands",
    says: "who claims, who approves and who pays are three, and nothing is paid that nobody approved",
    sql: `select id from claims where approved_by = claimed_by or paid_by in (claimed_by, approved_by)
      or (state in ('approved', 'paid') and approved_by is null) or (state = 'paid' and paid_by is null)`,
  },
  {
    id: "nothing-left-unsettled",
    says: "every group's prices have followed its facts",
    sql: `select root_id as id from counting_groups where settled_version < version`,
  },
  {
    id: "results-recounted",
    says: "the figures of every day that is not about to be reckoned equal its facts",
    sql: `with visited as (${visited}), sold as (${sold}), stored as (${stored})
      select f.campaign_id || ' ' || f.day || ' ' || f.measure as id
      from (select * from visited union all select * from sold union all select * from stored) f
      left join result_marks k on k.agency_id = f.agency_id and k.campaign_id = f.campaign_id and k.day = f.day
      where k.day is null group by f.agency_id, f.campaign_id, f.day, f.category, f.measure having sum(f.amount) <> 0`,
  },
  {
    id: "referred-recounted",
    says: "an engagement knows how many were recommended",
    sql: `select g.id from engagements g where g.referred <>
      (select count(*) from referrals r where r.agency_id = g.agency_id and r.engagement_id = g.id and r.withdrawn_at is null)`,
  },
  {
    id: "listing-recounted",
    says: "lists find a deal where it is, and say of its money what its ledger and lines say",
    sql: `with facts as (select d.agency_id, d.id, ${ledger("receipt")} - ${ledger("refund")} - ${ledger("forfeit")} as paid,
        coalesce((select sum(l.amount_fen) from price_lines l where l.agency_id = d.agency_id and l.deal_id = d.id and l.state = 'provisional'
          and d.state <> 'cancelled'), 0) as provisional from deals d)
      select d.id from deals d join facts f on f.agency_id = d.agency_id and f.id = d.id
      left join deal_listing l on l.agency_id = d.agency_id and l.deal_id = d.id
      left join deal_prices p on p.agency_id = d.agency_id and p.deal_id = d.id
      left join accounts a on a.agency_id = d.agency_id and a.id = d.account_id
      where (l.engagement_id, l.account_name, l.building, l.unit_number, l.subscribed_on, l.state)
          is not (d.engagement_id, a.name, d.building, d.unit_number, d.subscribed_on, d.state)
        or l.payable_fen is not p.payable_fen or l.is_counted is not coalesce(p.standing = 'counted', 0)
        or l.paid_fen <> f.paid or l.provisional_fen <> f.provisional
        or l.next_due_on is not (select min(e.on_day) from deal_ledger e where e.agency_id = d.agency_id and e.deal_id = d.id and e.kind = 'due'
          and e.state in ('reported', 'confirmed') and d.state <> 'cancelled' and f.paid < (select sum(b.amount_fen) from deal_ledger b
            where b.agency_id = e.agency_id and b.deal_id = e.deal_id and b.kind = 'due' and b.state in ('reported', 'confirmed') and b.on_day <= e.on_day))`,
  },
  {
    id: "engagements-named",
    says: "an engagement says what its account and the one it counts with are called, and who is its key person",
    sql: `select g.id from engagements g left join accounts a on a.agency_id = g.agency_id and a.id = g.account_id
      left join accounts o on o.agency_id = g.agency_id and o.id = g.root_id and o.id <> g.account_id
      left join recognitions r on r.agency_id = g.agency_id and r.engagement_id = g.id and r.until_day is null
      where (g.account_name, g.counts_with, g.key_person_id, g.key_post) is not (a.name, o.name, r.person_id, r.post)`,
  },
  {
    id: "engagements-recounted",
    says: "an engagement knows how many homes are signed and count and what is owed, and what counts together how many count",
    sql: `with homes as (select d.*, p.standing, max(0, coalesce(p.payable_fen - ${ledger("receipt")} + ${ledger("refund")} + ${ledger("forfeit")}
          - iif(d.state = 'cancelled', 0, (select coalesce(sum(l.amount_fen), 0) from price_lines l
            where l.agency_id = d.agency_id and l.deal_id = d.id and l.state = 'provisional')), 0)) as owed
        from deals d left join deal_prices p on p.agency_id = d.agency_id and p.deal_id = d.id),
      sums as (select g.agency_id, g.id, g.campaign_id, g.root_id, sum(h.state in ('signed', 'completed')) as signed,
          sum(h.standing = 'counted' and h.state <> 'cancelled') as counted, sum(h.owed) as owed
        from engagements g left join homes h on h.agency_id = g.agency_id and h.engagement_id = g.id group by g.agency_id, g.id)
      select g.id from engagements g join sums s on s.agency_id = g.agency_id and s.id = g.id
      where (g.signed, g.counted, g.owed_fen) is not (coalesce(s.signed, 0), coalesce(s.counted, 0), coalesce(s.owed, 0))
      union all select c.root_id from counting_groups c where c.counted <> (select coalesce(sum(s.counted), 0) from sums s
        where s.agency_id = c.agency_id and s.campaign_id = c.campaign_id and s.root_id = c.root_id)`,
  },
];
