-- One row: a submission whose feedback, as its key says, has been written.
update core.submission
set feedback_key = %(current_key)s
where submission_id = %(submission_id)s
