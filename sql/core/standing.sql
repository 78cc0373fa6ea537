-- One row: what a submission is worth among its unit's versions.
update core.submission
set status = %(to_status)s, version = %(version)s
where submission_id = %(submission_id)s
