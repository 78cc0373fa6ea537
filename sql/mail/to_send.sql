-- One row per mail of the morning that has an address and was not yet handed to a server.
select mail_id, recipient, subject, body, unit_code, audience
from core.mail
where
    reporting_year = %(year)s
    and morning = %(morning)s
    and audience = any(%(audiences)s)
    and claimed_at is null
    and recipient is not null
order by mail_id
