-- One row per finding of some submissions that their units are told, in the order it was found,
-- with what the Office decided about it.
select
    f.submission_id, f.rule_code, f.severity, f.sheet, f.cell, f.column_name, f.row_label, f.value,
    f.message, f.explanation, q.action, q.reason
from core.finding f
left join core.query q using (finding_id)
where f.submission_id = any(%(ids)s) and f.rule_code <> all(%(for_stewards)s)
order by f.finding_id
