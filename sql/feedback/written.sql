-- One row: a submission whose feedback, as its key says, has been written, with those bytes.
update core.submission
set feedback_key = %(current_key)s, feedback_sha256 = %(feedback_sha256)s
where submission_id = %(submission_id)s
