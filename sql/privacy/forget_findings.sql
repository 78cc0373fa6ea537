-- One row per finding of some submissions: where and which rule stays, what stood there goes.
update core.finding
set value = null, row_label = null, explanation = null, message = 'đã xóa theo thời hạn lưu'
where submission_id = any(%(keys)s)
