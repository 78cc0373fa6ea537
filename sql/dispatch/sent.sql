-- One row: the version whose mail has gone out.
update core.dispatch
set sent_at = now()
where reporting_year = %(year)s and version = %(version)s
