-- One row per receipt: its file's name may be a person's.
update core.receipt
set source = 'đã xóa/' || submission_id
where submission_id = any(%(keys)s)
