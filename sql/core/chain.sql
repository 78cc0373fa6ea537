-- One row per identified file of the units named, in the year.
select submission_id, unit_code, sha256, source, received_at, decision, status, version
from core.submission
where reporting_year = %(year)s and unit_code = any(%(unit_codes)s) and is_identified
