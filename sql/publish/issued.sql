-- One row: what the clerk gave a version so far.
select issued_number, issued_on, signed_sha256
from core.report
where reporting_year = %(year)s and version = %(version)s
