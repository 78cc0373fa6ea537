-- One row: the submission that is a unit's version of that number in the year.
select submission_id
from core.submission
where reporting_year = %(year)s and unit_code = %(unit_code)s and version = %(version)s
