-- One row per receipt asked for by id, in the order of arrival.
select
    submission_id,
    sha256,
    source,
    received_at
from core.receipt
where submission_id = any(%(ids)s)
order by received_at, source
