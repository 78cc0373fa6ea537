-- One row: how many receipts wait for the run of another year.
select count(*) as waiting
from core.receipt r
left join core.submission s using (submission_id)
where s.submission_id is null and r.is_read and r.reporting_year <> %(year)s
