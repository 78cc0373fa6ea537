-- One row: the files of a published version, names with their SHA-256.
select files
from core.report
where reporting_year = %(year)s and version = %(version)s
