-- One row per file of those named that a steward said something of: whose it is, or nobody's.
select submission_id, action, reporting_year, unit_code
from core.placed
where submission_id = any(%(ids)s) and action <> 'returned'
