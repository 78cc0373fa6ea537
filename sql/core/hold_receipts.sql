-- One row per receipt of those named, held for this transaction against whoever stores the same
-- file: one that tells no year is judged by the runs of all years.
select submission_id
from core.receipt
where submission_id = any(%(ids)s)
order by submission_id
for update
