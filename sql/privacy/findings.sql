-- One row per finding of some files.
select submission_id, rule_code, sheet, cell, message
from core.finding
where submission_id = any(%(keys)s)
order by finding_id
