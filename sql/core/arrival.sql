-- One row: when a receipt arrived, and how that is known.
update core.receipt
set received_at = %(received_at)s, arrival = %(arrival)s
where submission_id = %(submission_id)s
