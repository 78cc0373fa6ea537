-- One row: how many submissions count in the year.
select count(*) as count
from core.counting
where reporting_year = %(year)s
