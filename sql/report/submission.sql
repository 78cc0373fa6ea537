-- One row per judged file of the reporting year and the year before it, held and duplicate included.
select
    submission_id, reporting_year, unit_code, version, form_version, sha256, source, received_at,
    is_on_time, status, declared_count, person_count, quarantined_count
from core.submission
where reporting_year between %(year)s - 1 and %(year)s
order by reporting_year, unit_code, version, received_at, source
