-- One row per file whose feedback was written, with the bytes that it had.
select submission_id, reporting_year, unit_code, version, is_identified, sha256, feedback_sha256
from core.submission
where feedback_sha256 is not null
order by reporting_year, unit_code, version, submission_id
