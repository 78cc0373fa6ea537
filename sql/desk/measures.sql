-- One row per submission of a unit in the year and measure, over all staff types.
select submission_id, measure, sum(value)::bigint as value
from core.measure
where reporting_year = %(year)s and unit_code = %(unit_code)s
group by submission_id, measure
