-- One row: what a steward says of a file that does not tell whose it is.
insert into core.placement (submission_id, action, reporting_year, unit_code, actor, reason)
values (
    %(submission_id)s, %(action)s, %(reporting_year)s, %(unit_code)s, %(actor)s, %(reason)s
)
