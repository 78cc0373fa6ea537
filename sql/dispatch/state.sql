-- One row per version claimed: when its mail went out, null if that is not known.
select sent_at, recipient
from core.dispatch
where reporting_year = %(year)s and version = %(version)s
