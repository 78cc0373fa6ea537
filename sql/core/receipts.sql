-- One row per receipt: what arrived, when, and how that is known.
select
    submission_id, sha256, source, received_at, arrival as how, modified_at, first_seen_at,
    register_number
from core.receipt
where submission_id = any(%(ids)s)
order by received_at, source
