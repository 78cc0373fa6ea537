-- One row per counting submission and indicator whose rate is off last year's by more than the
-- limit in points, both denominators at least that limit; exact, on the counts.
select
    c.submission_id,
    s.declared_cell as cell,
    c.declared_count,
    m.indicator_code,
    m.numerator,
    m.denominator,
    l.numerator as last_numerator,
    l.denominator as last_denominator
from core.counting c
join core.submission s using (submission_id)
join mart.indicator m
    on m.reporting_year = c.reporting_year and m.unit_code = c.unit_code
join unnest(
    %(unit_codes)s::text[], %(indicator_codes)s::text[], %(numerators)s::bigint[],
    %(denominators)s::bigint[]
) as l (unit_code, indicator_code, numerator, denominator)
    on l.unit_code = m.unit_code and l.indicator_code = m.indicator_code
where
    c.reporting_year = %(year)s
    and m.denominator >= %(limit_denominator)s
    and l.denominator >= %(limit_denominator)s
    and 100 * abs(m.numerator * l.denominator - l.numerator * m.denominator)
    > %(limit_points)s * m.denominator * l.denominator
order by c.submission_id, m.indicator_code
