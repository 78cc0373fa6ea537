-- One row: a receipt that was read, and as which year's.
update core.receipt
set is_read = true, reporting_year = %(year)s
where submission_id = %(key)s
