-- One row per unit with a file that counts in the year: which file, and where it was received.
select c.unit_code, s.sha256, r.source
from core.counting c
join core.submission s using (submission_id)
join core.receipt r using (submission_id)
where c.reporting_year = %(year)s
order by c.unit_code
