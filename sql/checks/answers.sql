-- One row per answer that a submission gives to a warning: the cell, the rule, the explanation.
select submission_id, rule_code, sheet, cell, explanation
from core.answer
where submission_id = any(%(submission_ids)s)
