-- One row: a submission whose feedback says something else by now.
update core.submission
set feedback_key = null
where submission_id = %(submission_id)s
