-- One row: what is decided about a warning of a file.
insert into core.ruling (submission_id, rule_code, sheet, cell, action, actor, reason)
values (
    %(submission_id)s, %(rule_code)s, %(sheet)s, %(cell)s, %(action)s, %(actor)s, %(reason)s
)
