-- One row per warning of those named of a file of the year: what a decision about it is kept under.
select
    f.submission_id, f.rule_code, coalesce(f.sheet, '') as sheet, coalesce(f.cell, '') as cell
from core.finding f
join core.submission s using (submission_id)
where
    s.submission_id = %(submission_id)s
    and s.reporting_year = %(year)s
    and f.severity = 'warning'
    and f.finding_id = any(%(ids)s)
