-- One row per unit: its counting file of the reporting year, and the last one before that told a
-- headcount.
select distinct on (unit_code, reporting_year = %(year)s)
    submission_id, reporting_year, unit_code, version, form_version, sha256, source, received_at,
    is_on_time, status, declared_count, person_count, quarantined_count
from core.submission
join core.status using (status)
where
    reporting_year <= %(year)s
    and counts
    and (
        reporting_year = %(year)s
        or declared_count is not null
    )
order by unit_code asc, reporting_year = %(year)s asc, reporting_year desc
