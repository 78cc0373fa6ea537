-- One row per counting submission whose headcount is off last year's by more than the limits in
-- percent and in people. Last year's headcount is given by unit: that of its predecessors, summed.
select
    c.submission_id,
    s.declared_cell as cell,
    c.declared_count,
    l.headcount as last_count
from core.counting c
join core.submission s using (submission_id)
join unnest(%(unit_codes)s::text[], %(headcounts)s::bigint[]) as l (unit_code, headcount)
    on l.unit_code = c.unit_code
where
    c.reporting_year = %(year)s
    and abs(c.declared_count - l.headcount) > %(limit_people)s
    and 100 * abs(c.declared_count - l.headcount) > %(limit_pct)s * l.headcount
