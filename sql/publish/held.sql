-- One row per file of the year that waits for an unlock.
select submission_id, unit_code
from core.submission
where reporting_year = %(year)s and status = %(held)s
order by received_at, source
