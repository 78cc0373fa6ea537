-- One row per measure of a submission: what was counted of it, over all staff types.
select measure, sum(value)::bigint as value
from core.measure
where submission_id = %(submission_id)s
group by measure
