-- One row per submission and measure: what was counted of it, over all staff types.
select submission_id, measure, sum(value)::bigint as value
from core.measure
where submission_id = any(%(ids)s)
group by submission_id, measure
