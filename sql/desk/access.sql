-- One row: somebody took, looked into or brought a file.
insert into core.access_log (actor, action, sha256, submission_id, reporting_year, unit_code)
values (
    %(actor)s, %(action)s, %(sha256)s, %(submission_id)s, %(reporting_year)s, %(unit_code)s
)
