-- One row per judged file of the reporting year and the year before it, held and duplicates
-- included; of the years before that, of the counting ones alone.
select
    submission_id, reporting_year, unit_code, version, form_version, sha256, source, received_at,
    is_on_time, status, declared_count, person_count, quarantined_count
from core.submission
join core.status using (status)
where reporting_year <= %(year)s
    and (
        reporting_year >= %(year)s - 1
        or counts
    )
order by reporting_year, unit_code, version, received_at, source
