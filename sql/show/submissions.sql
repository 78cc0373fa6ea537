-- One row: how many files of the year there are, of whatever worth.
select count(*) as count
from core.submission
where reporting_year = %(year)s
