-- One row: the version whose mail was certainly not taken by the server, to be tried again.
delete from core.dispatch
where reporting_year = %(year)s and version = %(version)s and sent_at is null
