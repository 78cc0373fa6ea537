-- One row per mail of the year's mornings from the first to before the last of which nobody knows
-- whether it went out.
select morning, audience, unit_code, recipient, claimed_at, sent_at, refusal
from core.mail
where
    reporting_year = %(year)s
    and morning >= %(first)s
    and morning < %(last)s
    and claimed_at is not null
    and sent_at is null
order by mail_id
