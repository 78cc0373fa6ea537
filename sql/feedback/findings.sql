-- One row per finding of a submission that its unit is told, in the order it was found, with what
-- the Office decided about it.
select
    f.rule_code, f.severity, f.sheet, f.cell, f.column_name, f.row_label, f.value, f.message,
    f.explanation, q.action, q.reason
from core.finding f
left join core.query q using (finding_id)
where f.submission_id = %(submission_id)s and f.rule_code <> all(%(for_stewards)s)
order by f.finding_id
