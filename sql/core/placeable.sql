-- One row: a file by its id, with what was said of it and the standing of its year.
select s.submission_id, s.sha256, s.reporting_year, s.unit_code, s.is_identified, p.action
from core.submission s
left join core.placed p using (submission_id)
where s.submission_id = %(submission_id)s
