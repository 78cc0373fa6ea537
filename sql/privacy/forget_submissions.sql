-- One row per submission: its file's name may be a person's, and its feedback is gone.
update core.submission
set source = 'đã xóa/' || submission_id, feedback_sha256 = null
where submission_id = any(%(keys)s)
