-- One row per finding of a submission, with what the Office decided about it, in the order of rules
-- and cells.
select
    f.finding_id, f.rule_code, f.severity, f.sheet, f.cell, f.column_name, f.row_label, f.value,
    f.message, f.explanation, q.action, q.actor, q.reason, q.happened_at
from core.finding f
left join core.query q using (finding_id)
where f.submission_id = %(submission_id)s
order by
    array_position(array['critical', 'warning', 'info'], f.severity), f.rule_code, f.sheet,
    length(f.cell), f.cell, f.finding_id
