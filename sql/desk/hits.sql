-- One row per rule that found something in the year: cells, units and open queries, of the latest
-- judged or counting file of each unit.
select
    f.rule_code,
    count(*) as cell_count,
    count(distinct s.unit_code) as unit_count,
    count(*) filter (where q.is_open) as open_count
from core.finding f
join core.submission s using (submission_id)
join core.status t using (status)
left join core.query q using (finding_id)
where s.reporting_year = %(year)s and (t.counts or s.status = s.decision)
group by f.rule_code
