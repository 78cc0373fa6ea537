-- One row per file of the year, or of no year, with what it was judged to be. Given units: theirs.
select submission_id, reporting_year, unit_code, version, decision, status
from core.submission
where
    (reporting_year = %(year)s or (reporting_year is null and %(unit_codes)s::text[] is null))
    and (%(unit_codes)s::text[] is null or unit_code = any(%(unit_codes)s::text[]))
order by unit_code, received_at, source
