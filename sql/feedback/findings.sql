-- One row per finding of a submission that its unit is told, in the order it was found.
select
    rule_code, severity, sheet, cell, column_name, row_label, value, message, explanation
from core.finding
where submission_id = %(submission_id)s and rule_code <> all(%(for_stewards)s)
order by finding_id
